import { expect } from 'chai';
import type { Conversation } from '../../services/ports.ts';
import { Chat } from '../support/conversation.ts';
import { lead, prompts } from '../support/prompts.ts';
import { removeConversations } from '../support/seeded-demo.ts';
import { keysOf, walk } from '../support/walk.ts';
import { saidOf } from './rules-support.ts';

/** Rules R28 to R30: what a buyer and an agent are told when a person is asked for, and who speaks then. */
describe('Rules of conversation: handoff', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await Chat.start('emma');
  });
  afterEach(() => chat.close());
  after(removeConversations);

  it('R28 once: a person was asked, the wait or when they open, what to do meanwhile; asked again only where it stands', async () => {
    const said = await chat.say('a person');
    const keys = keysOf(said);
    expect(keys.filter((key) => key === 'person.asked')).to.have.length(1);
    expect(keys.some((key) => /^person\.(wait|closed)/.test(key))).to.equal(true);
    expect(keys).to.include('person.here');
    expect(await saidOf(said)).to.match(/Meanwhile I can help you/);
    const again = keysOf(await chat.say('a person please'));
    expect(again).not.to.include('person.asked');
  });

  it('R29 the agent gets the goal, what was given, the open question, the misses and who it is', async () => {
    await lead(chat, prompts['open-dispute/description']?.said ?? []);
    await chat.say('a person');
    const handoff = await chat.meanwhile(({ store, tx }) => store.desk.handoffs.liveOf(tx, 'chat'));
    expect(handoff).to.deep.include({ reason: 'asked', buyerId: 'emma', channel: 'directline' });
    expect(handoff?.orderId).to.equal('8130224500632984');
    expect(handoff?.capsule).to.deep.include({ goal: 'open-dispute', signedIn: true, misses: 0 });
    expect(handoff?.capsule.slots).to.deep.include({ reason: 'not_as_described' });
    const stored = await chat.meanwhile(({ store, tx }) =>
      store.conversations.messagesAfter(tx, 'chat', 0, 100),
    );
    expect(stored.map(({ from }) => from)).to.include.members(['buyer', 'bot']);
  });

  it('R29 three misses are told to the agent as misses', async () => {
    for (const says of ['?!%&', '%%% ...', '#?#']) await chat.say(says);
    const handoff = await chat.meanwhile(({ store, tx }) => store.desk.handoffs.liveOf(tx, 'chat'));
    expect(handoff).to.include({ reason: 'misunderstood' });
    expect(handoff?.capsule.misses).to.equal(3);
  });

  it('R30 the bot is silent while an agent has the chat, and says when it has it again', async () => {
    await chat.say('a person');
    const { handoffId = '' } = await chat.conversation();
    const give = (from: Conversation['owner'], owner: Conversation['owner']) =>
      chat.meanwhile(({ store, tx }) =>
        store.conversations.setOwner(tx, 'chat', from, { owner, handoffId }),
      );
    expect(await give('bot', 'agent')).to.equal(true);
    for (const says of ['where is my order', 'help', 'menu', '?!%&'])
      expect(await chat.say(says), says).to.deep.equal([]);
    await give('agent', 'bot');
    const back = await walk(chat, (here, step) =>
      step(here, { arrives: { kind: 'desk', what: 'handed_back', handoffId, agent: 'Agnes' } }),
    );
    expect(keysOf(back.messages)).to.include('person.handed_back');
    expect(await chat.say('menu')).not.to.be.empty;
  });
});
