import { expect } from 'chai';
import { conversationIdOf } from '../../../bot/adapters/cloud-conversation.ts';
import type { JsonObject, NewMessage } from '../../../services/ports.ts';
import { openTeams, type TeamsWorld } from './teams-world.ts';

const hour = 3_600_000;
const onMessenger = (id: string, text: string) => ({
  ...{ channelId: 'facebook', id, text, conversation: { id: 'fb-1' } },
});

describe('a channel that takes messages only for 24 hours after the buyer’s last one', () => {
  let world: TeamsWorld;
  beforeEach(async () => {
    world = await openTeams();
  });
  afterEach(() => world.close());

  /** As an agent's words are stored: in the transcript and the outbox. */
  const agentSays = async (text: string, conversationId: string) => {
    const { store, clock } = world;
    const now = clock.now();
    const activity = { type: 'message', text };
    const said: NewMessage = { id: `m-${text}`, from: 'agent', activity };
    await store.run(async (tx) => {
      const [stored] = await store.conversations.append(tx, conversationId, [said], now);
      const body: JsonObject = { conversationId, seq: stored?.seq ?? 0, activity };
      const row = { id: `o-${text}`, kind: 'channel', stream: conversationId, body } as const;
      await store.outbox.add(tx, [{ ...row, createdAt: now }], now);
    });
    await world.settle();
  };
  const begin = async () => {
    await world.post(onMessenger('1', 'hello'));
    const id = conversationIdOf({ channelId: 'facebook', conversation: { id: 'fb-1' } });
    world.heard();
    return id;
  };
  const texts = () => world.heard().map(({ text }) => text);

  it('is sent what is said within them', async () => {
    const id = await begin();
    world.clock.advance(24 * hour - 1);
    await agentSays('Here I am', id);
    expect(texts()).to.deep.equal(['Here I am']);
  });

  it('is sent nothing after them: it is logged, kept, and delivered in front of the answer to the buyer', async () => {
    const id = await begin();
    world.clock.advance(24 * hour);
    await agentSays('One', id);
    await agentSays('Two', id);
    expect(texts()).to.deep.equal([]);
    expect(world.logged.filter((line) => line.includes('not delivered'))).to.have.length(2);
    expect(world.logged.join()).to.contain('waits for the buyer to write');
    await world.post(onMessenger('2', 'are you there?'));
    await world.settle();
    expect(texts().slice(0, 2)).to.deep.equal(['One', 'Two']);
  });

  it('is not sent what is more than a week old when the buyer writes at last', async () => {
    const id = await begin();
    world.clock.advance(25 * hour);
    await agentSays('Stale', id);
    world.clock.advance(8 * 24 * hour);
    await world.post(onMessenger('2', 'are you there?'));
    await world.settle();
    expect(texts()).to.not.include('Stale');
  });

  it('has no such limit on Teams', async () => {
    await world.post();
    world.heard();
    world.clock.advance(90 * 24 * hour);
    await agentSays(
      'Late',
      conversationIdOf({ channelId: 'msteams', conversation: { id: 'a:1' } }),
    );
    expect(texts()).to.deep.equal(['Late']);
  });
});
