import { expect } from 'chai';
import { Chat } from '../support/conversation.ts';
import { lead, placeOf, prompts, type Tried, tryOut } from '../support/prompts.ts';
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
/** What could mean the form, or only half of the act. */
const own = [
  'appeal',
  'cancel',
  'cancel it',
  'stop',
  'the offer',
  'the proposal',
  'send it?',
  "don't submit it",
];
/** They name the act itself. */
const named: Readonly<Record<string, readonly string[]>> = {
  'open-dispute/summary': [
    'submit',
    'Submit it',
    'yes submit it',
    'ok, submit',
    'send',
    'submit my dispute',
  ],
  'cancel-dispute/preview': ['yes, cancel the dispute', 'yes, cancel my dispute'],
  'appeal/confirm': ['send', 'send it', 'submit my appeal', 'yes, send the appeal'],
  'answer-offer/accept': ['accept', 'I accept it', 'yes, accept the offer'],
  'propose-terms/confirm': ['send it', 'submit the proposal', 'yes send it'],
};

const keysOf = (tried: readonly (Tried | undefined)[]): readonly string[] =>
  tried.flatMap((one) => one?.messages.flatMap(({ text }) => text.map(({ key }) => key)) ?? []);

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

      for (const text of named[name] ?? [])
        it(`is done by "${text}", which names the act`, async () => {
          const tried = await tryOut(chat, ['what is a dispute?', text]);
          expect(keysOf(tried).some((key) => done.test(key))).to.equal(true);
        });

      if (name === 'answer-offer/accept')
        it('is asked once where the same words led to the question: they may have been sent twice', async () => {
          const words = prompts[name]?.said.at(-1)?.replace('the offer', 'this offer') ?? '';
          const [first, second] = await tryOut(chat, [words, words]);
          expect(placeOf(first?.frame)).to.equal(name);
          expect(keysOf([first]).some((key) => done.test(key))).to.equal(false);
          expect(keysOf([second]).some((key) => done.test(key))).to.equal(true);
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
