import { expect } from 'chai';
import { Chat } from '../support/conversation.ts';
import { removeConversations } from '../support/seeded-demo.ts';
import { keysOf } from '../support/walk.ts';

describe('What is said to the bot itself', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await Chat.start('nora');
  });
  afterEach(() => chat.close());
  after(removeConversations);

  for (const [words, key] of [
    ['are you a bot?', 'main.bot'],
    ['Is anyone there??', 'main.anyone'],
    ['Hola, no he recibido mi pedido', 'main.foreign'],
    ['où est ma commande', 'main.foreign'],
    ['где мой заказ', 'main.foreign'],
    ['what is a dispute', 'term.dispute'],
    ["I don't know what a tracking number is", 'term.tracking'],
    ['what does buyer protection mean', 'term.protection'],
    ['I want to cancel my order', 'main.change_order'],
  ] as const)
    it(`"${words}" is answered by ${key}`, async () => {
      expect(keysOf(await chat.say(words))).to.include(key);
    });

  for (const words of ['what is the status of my dispute', 'hola, where is my order', 'my order'])
    it(`"${words}" is none of it`, async () => {
      const keys = keysOf(await chat.say(words));
      expect(keys.filter((key) => /^term\.|^main\.(foreign|bot|anyone)$/.test(key))).to.be.empty;
    });

  it('a meaning is asked for in the middle of a form, too, and the form goes on', async () => {
    await chat.say('open a dispute for the rain boots');
    const keys = keysOf(await chat.say('what is a dispute'));
    expect(keys).to.include.members(['term.dispute', 'main.back_to', 'open.ask_reason']);
  });
});
