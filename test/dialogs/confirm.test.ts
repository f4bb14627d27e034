import { expect } from 'chai';
import { Chat } from '../support/conversation.ts';
import { lead, placeOf, prompts, tryOut } from '../support/prompts.ts';
import { removeConversations } from '../support/seeded-demo.ts';

/** Where a press can't be undone, and the whole label of the button that does it. */
const confirmed: Readonly<Record<string, string>> = {
  'open-dispute/summary': 'Submit the dispute',
  'cancel-dispute/preview': 'Cancel the dispute',
  'appeal/confirm': 'Send the appeal',
  'answer-offer/accept': 'Accept the offer',
  'propose-terms/confirm': 'Send the proposal',
};
/** What is said when it was done. */
const done = /\.(done|sent|buyer_accepted_offer)$/;
const tooLittle = [
  ...['yes', 'Yes!', 'ok', 'okay', 'sure', 'yes please', 'confirm', 'do it'],
  ...['👍', '👍🏽', '👍👍', '✅', '👌'],
];
const own = [
  'submit',
  'send',
  'send it',
  'submit it',
  'appeal',
  'cancel',
  'cancel it',
  'accept',
  'accept it',
];

describe('What can not be undone', () => {
  after(removeConversations);

  for (const [name, label] of Object.entries(confirmed)) {
    describe(name, () => {
      let chat: Chat;
      before(async () => {
        const { buyer = '', said = [] } = prompts[name] ?? {};
        chat = await Chat.start(buyer);
        await lead(chat, said);
      });
      after(() => chat.close());

      for (const text of [...tooLittle, ...own])
        it(`is not done by "${text}"`, async () => {
          const [tried] = await tryOut(chat, [text]);
          const keys =
            tried?.messages.flatMap(({ text: said }) => said.map(({ key }) => key)) ?? [];
          const isDone = keys.some((key) => done.test(key));
          expect(isDone, keys.join()).to.equal(false);
        });

      it('is asked again with the same buttons after a bare yes, and kindly', async () => {
        const [tried] = await tryOut(chat, ['yes']);
        expect(placeOf(tried?.frame)).to.equal(name);
        const [message] = tried?.messages ?? [];
        expect(message?.text[0]?.key).to.equal('repair.unclear');
        expect(message?.choices?.length).to.be.at.least(2);
      });

      for (const text of [label, label.toLowerCase(), `${label} please`])
        it(`is done by "${text}"`, async () => {
          const [tried] = await tryOut(chat, [text]);
          const keys =
            tried?.messages.flatMap(({ text: said }) => said.map(({ key }) => key)) ?? [];
          expect(keys.some((key) => done.test(key))).to.equal(true);
        });
    });
  }
});
