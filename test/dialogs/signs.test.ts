import { expect } from 'chai';
import { Chat } from '../support/conversation.ts';
import { lead, placeOf, prompts, tryOut } from '../support/prompts.ts';
import { removeConversations } from '../support/seeded-demo.ts';

/** What is said to the sign at this question, and where the buyer is then. */
const signs: readonly (readonly [sign: string, at: string, key: RegExp, place?: string])[] = [
  ['👍', 'keep-draft/ask', /^common\.draft_kept$/],
  ['👎', 'keep-draft/ask', /^main\.menu$/],
  ['👍🏾', 'check-domestic-return/unused', /^return\./, 'check-domestic-return/packaging'],
  ['👍', 'add-evidence/smaller', /^common\.photos_got$/, 'add-evidence/photos'],
  ['👍', 'add-evidence/photos', /^common\.photos_send$/, 'add-evidence/photos'],
  ['👎', 'cancel-dispute/preview', /^cancel\.kept$/],
  ['👎', 'answer-offer/accept', /^offer\.not_accepted$/],
  ['👍', 'cancel-dispute/preview', /^repair\.unclear$/, 'cancel-dispute/preview'],
];

describe('A thumb', () => {
  after(removeConversations);

  for (const [sign, at, key, place] of signs)
    it(`${sign} at ${at} is ${key.source}`, async () => {
      const { buyer = '', said = [] } = prompts[at] ?? {};
      const chat = await Chat.start(buyer);
      try {
        await lead(chat, said);
        const [tried] = await tryOut(chat, [sign]);
        const keys = tried?.messages.flatMap(({ text }) => text.map((one) => one.key)) ?? [];
        expect(
          keys.some((one) => key.test(one)),
          keys.join(),
        ).to.equal(true);
        expect(placeOf(tried?.frame)).to.equal(place);
      } finally {
        await chat.close();
      }
    });
});
