import { expect } from 'chai';
import { Chat } from '../support/conversation.ts';
import { removeConversations } from '../support/seeded-demo.ts';
import { keysOf } from '../support/walk.ts';

describe('Words of anger', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await Chat.start('nora');
  });
  afterEach(() => chat.close());
  after(removeConversations);

  for (const words of [
    'You stole my money',
    'SCAM!!!',
    'you are thieves',
    'this is fraud',
    'liars',
  ])
    it(`"${words}" are heard, with the next step and a person beside it, and hand nobody over`, async () => {
      const messages = await chat.say(words);
      expect(keysOf(messages)).to.include('main.vent');
      expect(keysOf(messages)).to.not.include('person.asked');
      const flows = messages.flatMap(({ choices = [] }) =>
        choices.map(({ begins }) => begins?.flow),
      );
      expect(flows).to.include('talk-to-agent');
      expect(messages.some(({ rows = [] }) => rows.length > 0)).to.equal(true);
    });

  for (const [words, kind] of [
    ['I go to the police', 'police'],
    ['I will report you', 'police'],
    ['my lawyer writes to you', 'lawyer'],
    ['then I do a chargeback', 'chargeback'],
    ['my account was hacked', 'fraud'],
    ['the seller threatens me', 'threat'],
  ] as const)
    it(`"${words}" bring a person at once`, async () => {
      const keys = keysOf(await chat.say(words));
      expect(keys).to.include.members([`person.risk_${kind}`, 'person.asked']);
    });

  it('that were passed on are not told that they do not fit', async () => {
    await chat.say('open a dispute for the rain boots');
    await chat.say('my lawyer writes to you');
    const keys = keysOf(await chat.say('my lawyer, do you hear?'));
    expect(keys).to.include('person.risk_noted');
    expect(keys).to.include('open.ask_reason');
  });
});
