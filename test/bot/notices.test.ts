import { expect } from 'chai';
import { pino } from 'pino';
import { createNotices } from '../../bot/notices.ts';
import type { TurnDeps } from '../../bot/turn-deps.ts';
import { createTurnEngine, type TurnEngine } from '../../bot/turn-engine.ts';
import { converse } from '../../dialogs/main.ts';
import type { Store } from '../../services/ports.ts';
import { migrateUp, openStore } from '../../services/store/open-store.ts';
import { rows } from '../../services/store/sql.ts';
import { Marketplace, rulebooks } from '../services/notifications/marketplace.ts';
import { daysAfter, noon } from '../support/fixtures.ts';
import { realKnowledge } from '../support/seeded-demo.ts';

const pulledChannels = new Set(['directline']);

/** The turn engine and the notices of one process, on a store that outlives it. */
async function startNode(market: Marketplace, talk: TurnDeps['converse'] = converse) {
  const { store, clock, ids } = market;
  const engine = createTurnEngine({
    ...{ store, clock, ids, parallel: 1, rulebooks, pulledChannels, converse: talk },
    log: pino({ level: 'silent' }),
    knowledge: await realKnowledge(),
    actionKey: 'action-key',
    baseUrl: () => 'http://localhost',
  });
  return {
    engine,
    notices: createNotices({ store, clock, worker: engine.worker, pulledChannels }),
  };
}

/** What the bot said, oldest first. */
async function saidIn(store: Store, conversationId: string): Promise<readonly string[]> {
  const all = await store.run((tx) => store.conversations.messagesAfter(tx, conversationId, 0, 99));
  return all.filter(({ from }) => from === 'bot').map(({ activity }) => JSON.stringify(activity));
}

const stateOf = (store: Store, id: string) =>
  store.run(async (tx) => (await store.notices.find(tx, id))?.state);

describe('a notice', () => {
  let store: Store;
  let market: Marketplace;
  let engine: TurnEngine;
  let deliver: () => Promise<number>;
  const begin = async (talk?: TurnDeps['converse']) => {
    const node = await startNode(market, talk);
    engine = node.engine;
    deliver = async () => {
      const count = await node.notices.deliver();
      await engine.worker.idle();
      return count;
    };
  };
  const join = async (conversationId: string) => {
    const activity = { type: 'conversationUpdate' };
    await engine.inbox.accept({ conversationId, key: 'joined', activity });
    await engine.worker.idle();
  };
  const onMessenger = async () => {
    await market.converse('c-1', { channel: 'facebook' });
    const reference = { serviceUrl: 'https://smba.trafficmanager.net/emea/' };
    await store.run((tx) => store.conversations.saveReference(tx, 'c-1', reference));
  };
  const refused = async () => {
    await market.converse('c-1');
    await join('c-1');
    const { id } = await market.open('c-1');
    await market.refuse(id, 'It was fine.');
    return id;
  };

  beforeEach(async () => {
    store = await openStore('sqlite::memory:');
    await migrateUp(store);
    market = await new Marketplace(store).begin();
    await begin();
  });
  afterEach(async () => {
    await engine.worker.stop();
    await store.close();
  });

  it('is said in the chat, once, with buttons that are signed', async () => {
    const id = await refused();
    expect(await deliver()).to.equal(1);
    expect(await deliver()).to.equal(0);
    const [, news, ...more] = await saidIn(store, 'c-1');
    expect(news).to.contain('It was fine.').and.to.contain('action');
    expect(more).to.deep.equal([]);
    expect(await stateOf(store, `${id}:2`)).to.equal('said');
  });

  it('is said once when the process dies between the giving and its turn', async () => {
    await refused();
    await engine.worker.stop();
    await deliver();
    expect(await saidIn(store, 'c-1')).to.have.length(1);
    await begin();
    await deliver();
    await engine.worker.findWaiting();
    await engine.worker.idle();
    await deliver();
    expect(await saidIn(store, 'c-1')).to.have.length(2);
  });

  it('is told to nobody else, where the buyer has signed out between the giving and its turn', async () => {
    const id = await refused();
    await engine.worker.stop();
    await deliver();
    await store.run((tx) => rows(tx, "update conversations set buyer_id = null where id = 'c-1'"));
    await begin();
    await engine.worker.findWaiting();
    await engine.worker.idle();
    expect(await saidIn(store, 'c-1')).to.have.length(1);
    expect(await stateOf(store, `${id}:2`)).to.equal('kept');
  });

  it('is said once when its turn fails, later and without an apology', async () => {
    let isBroken = true;
    await engine.worker.stop();
    await begin((incoming, ...rest) => {
      if (incoming.kind === 'notice' && isBroken) throw new Error('broken');
      return converse(incoming, ...rest);
    });
    const id = await refused();
    await deliver();
    expect(await saidIn(store, 'c-1')).to.have.length(1);
    isBroken = false;
    expect(await deliver(), 'not at once').to.equal(0);
    market.clock.advance(600_000);
    await deliver();
    expect(await saidIn(store, 'c-1')).to.have.length(2);
    expect(await stateOf(store, `${id}:2`)).to.equal('said');
  });

  it('that fails again and again is given up, and the next one is said', async () => {
    await engine.worker.stop();
    await begin((incoming, ...rest) => {
      if (incoming.kind === 'notice' && incoming.about.kind === 'event' && incoming.about.seq === 2)
        throw new Error('broken');
      return converse(incoming, ...rest);
    });
    const id = await refused();
    for (let tried = 0; tried < 5; tried += 1) {
      await deliver();
      market.clock.advance(600_000);
    }
    expect(await stateOf(store, `${id}:2`)).to.equal('failed');
    await market.wait(7 * 24);
    await deliver();
    expect((await saidIn(store, 'c-1')).at(-1)).to.contain('Case Management Team');
  });

  it('waits while a person has the conversation, also if they came after it was given', async () => {
    const id = await refused();
    await engine.worker.stop();
    await deliver();
    const own = (owner: string) =>
      store.run((tx) => rows(tx, 'update conversations set owner = ?', [owner]));
    await own('agent');
    await begin();
    await engine.worker.findWaiting();
    await engine.worker.idle();
    expect(await saidIn(store, 'c-1')).to.have.length(1);
    expect(await stateOf(store, `${id}:2`)).to.equal('kept');
    market.clock.advance(10_000);
    expect(await deliver()).to.equal(0);
    await own('bot');
    market.clock.advance(10_000);
    expect(await deliver()).to.equal(1);
    expect(await saidIn(store, 'c-1')).to.have.length(2);
  });

  it('of a buyer who was never there follows the greeting of the first visit', async () => {
    const { id } = await market.open();
    await market.refuse(id, 'It was fine.');
    expect(await deliver()).to.equal(0);
    expect(await stateOf(store, `${id}:2`)).to.equal('kept');
    await market.wait(2 * 24);
    await market.converse('c-1', { startedAt: daysAfter(noon, 2) });
    await join('c-1');
    await deliver();
    const [greeting, news, ...more] = await saidIn(store, 'c-1');
    expect(greeting).to.contain('Ana');
    expect(news).to.contain('It was fine.').and.to.contain('22 November');
    expect(more).to.deep.equal([]);
  });

  it('greets where the buyer was not greeted yet', async () => {
    await market.converse('c-1');
    const { id } = await market.open('c-1');
    await market.refuse(id);
    await deliver();
    const [greeting, news, ...more] = await saidIn(store, 'c-1');
    expect(greeting).to.contain('program');
    expect(news).to.contain('did not agree').and.contain('/help/privacy');
    expect(more).to.deep.equal([]);
  });

  it('can’t be forged, nor said again, nor heard in another conversation', async () => {
    const id = await refused();
    await deliver();
    await market.converse('c-2');
    for (const conversationId of ['c-1', 'c-2'])
      for (const noticeId of [`${id}:2`, 'none']) {
        const activity = { type: 'notice', noticeId };
        await engine.inbox.accept({ conversationId, activity });
        await engine.worker.idle();
      }
    expect(await saidIn(store, 'c-1')).to.have.length(2);
    expect(await saidIn(store, 'c-2')).to.deep.equal([]);
  });

  it('comes in its turn, however many are due at once', async () => {
    await refused();
    await store.run(async (tx) => {
      const found = await store.notices.due(tx, noon, 1);
      const [first] = found;
      if (!first) throw new Error('nothing is due');
      const copies = Array.from({ length: 120 }, (_, n) => ({ ...first, id: `copy-${n}` }));
      await store.notices.add(tx, copies, noon);
    });
    let count = 0;
    for (let round = 0; round < 20; round += 1) {
      count += await deliver();
      market.clock.advance(10_000);
    }
    expect(count).to.equal(121);
  });

  it('waits until the buyer writes, where the channel takes nothing a day after their last words', async () => {
    await onMessenger();
    const { id } = await market.open('c-1');
    market.clock.advance(24 * 3_600_000);
    await market.refuse(id, 'It was fine.');
    expect(await deliver()).to.equal(0);
    expect(await stateOf(store, `${id}:2`)).to.equal('kept');
    const echo = { type: 'message', text: 'any news?' };
    await engine.inbox.accept({ conversationId: 'c-1', activity: echo, echo });
    await engine.worker.idle();
    expect(await deliver()).to.equal(1);
    expect((await saidIn(store, 'c-1')).join()).to.contain('It was fine.');
  });

  it('goes to another chat of the buyer’s that can be reached, rather than wait', async () => {
    await onMessenger();
    await market.converse('c-2');
    const { id } = await market.open('c-1');
    market.clock.advance(24 * 3_600_000);
    await market.refuse(id, 'It was fine.');
    await deliver();
    expect((await saidIn(store, 'c-2')).join()).to.contain('It was fine.');
  });
});
