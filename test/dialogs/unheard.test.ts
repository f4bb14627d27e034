import { expect } from 'chai';
import { Chat } from '../support/conversation.ts';
import { removeConversations } from '../support/seeded-demo.ts';

describe('what came, but not as words or files', () => {
  after(removeConversations);

  const answers = {
    voice: 'I can’t listen to a recording',
    sticker: 'I can’t tell what a sticker means',
    empty: 'Your message came without words',
    edited: 'I only know what you wrote first',
  };
  for (const [unheard, words] of Object.entries(answers))
    it(`is answered with what to do instead, and the open question stays: ${unheard}`, async () => {
      const chat = await Chat.start('emma', undefined, false);
      try {
        await chat.say('open a dispute for the phone case');
        await chat.arrive({ type: 'message', unheard });
        const { id } = await chat.conversation();
        const said = await chat.meanwhile(({ store, tx }) =>
          store.conversations.messagesAfter(tx, id, 0, 99),
        );
        const text = String(said.at(-1)?.activity.text).replaceAll("'", '’');
        expect(text).to.contain(words).and.contain('What happened with Phone case?');
      } finally {
        await chat.close();
      }
    });
});
