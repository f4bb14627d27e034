import { expect } from 'chai';
import { pino } from 'pino';
import { createNotices } from '../../bot/notices.ts';
import type { TurnDeps } from '../../bot/turn-deps.ts';
import { createTurnEngine, type TurnEngine } from '../../bot/turn-engine.ts';
import { converse } from '../../dialogs/main.ts';
import { setNotices } from '../../services/notifications/set-notices.ts';
import { recordSellerMessage } from '../../services/orders/record-seller-message.ts';
import { sendSellerMessage } from '../../services/orders/send-seller-message.ts';
import type { Store } from '../../services/ports.ts';
import { migrateUp, openStore } from '../../services/store/open-store.ts';
import { rows } from '../../services/store/sql.ts';
import { Marketplace, rulebooks } from '../services/notifications/marketplace.ts';
import { anOrder, daysAfter, noon } from '../support/fixtures.ts';
import { realKnowledge } from '../support/seeded-demo.ts';

const pulledChannels = new Set(['directline']);
const orderId = anOrder().id;
const ana = { kind: 'buyer', id: 'b-1' } as const;

describe('the words of a seller', () => {
  let store: Store;
  let market: Marketplace;
  let engine: TurnEngine;
  let deliver: () => Promise<number>;

  const begin = async (talk: TurnDeps['converse'] = converse) => {
    const { clock, ids } = market;
    engine = createTurnEngine({
      ...{ store, clock, ids, parallel: 1, rulebooks, pulledChannels, converse: talk },
      log: pino({ level: 'silent' }),
      knowledge: await realKnowledge(),
      actionKey: 'action-key',
      baseUrl: () => 'http://localhost',
    });
    const notices = createNotices({ store, clock, worker: engine.worker, pulledChannels });
    deliver = async () => {
      const count = await notices.deliver();
      await engine.worker.idle();
      return count;
    };
  };
  const join = async (conversationId: string) => {
    const activity = { type: 'conversationUpdate' };
    await engine.inbox.accept({ conversationId, key: 'joined', activity });
    await engine.worker.idle();
  };
  const seller = (text: string) => market.act((ctx) => recordSellerMessage(ctx, { orderId, text }));
  const buyer = (conversationId: string) =>
    market.act((ctx) => sendSellerMessage(ctx, { orderId, text: 'Where is it?' }), {
      ...{ principal: ana, conversationId },
    });
  const said = async (conversationId: string) => {
    const all = await store.run((tx) =>
      store.conversations.messagesAfter(tx, conversationId, 0, 99),
    );
    return all.filter(({ from }) => from === 'bot').map(({ activity }) => JSON.stringify(activity));
  };
  const states = () =>
    market.act(async ({ tx }) =>
      (await store.sellerMessages.ofOrder(tx, orderId))
        .filter(({ from }) => from === 'seller')
        .map(({ state }) => state),
    );

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

  it('reach the chat that the buyer wrote from, once, in their order', async () => {
    for (const id of ['c-1', 'c-2']) {
      await market.converse(id);
      await join(id);
    }
    await market.converse('teams', { channel: 'msteams' });
    await buyer('c-2');
    await seller('It left today.');
    await seller('It comes <b>tomorrow</b>.');
    expect(await deliver()).to.equal(2);
    expect(await deliver()).to.equal(0);
    expect(await said('c-1')).to.have.length(1);
    const [, first, second, ...more] = await said('c-2');
    expect(first).to.contain('It left today.').and.to.contain('action');
    expect(second).to.contain('tomorrow');
    expect(more).to.deep.equal([]);
    expect(await states()).to.deep.equal(['said', 'said']);
  });

  it('are said once when the process dies between the giving and their turn', async () => {
    await market.converse('c-1');
    await join('c-1');
    await seller('It left today.');
    await engine.worker.stop();
    await deliver();
    expect(await states()).to.deep.equal(['given']);
    await begin();
    await engine.worker.findWaiting();
    await engine.worker.idle();
    await deliver();
    expect(await said('c-1')).to.have.length(2);
  });

  it('wait for a buyer who was never there, and follow the greeting with their day', async () => {
    await seller('It left today.');
    expect(await deliver()).to.equal(0);
    market.clock.advance(2 * 24 * 3_600_000);
    await market.converse('c-1', { startedAt: daysAfter(noon, 2) });
    await join('c-1');
    expect(await deliver()).to.equal(1);
    const [greeting, words] = await said('c-1');
    expect(greeting).to.contain('Ana');
    expect(words).to.contain('It left today.').and.to.contain('22 November');
  });

  it('are said later, without an apology, when their turn fails, and are given up at last', async () => {
    await engine.worker.stop();
    await begin((incoming, ...rest) => {
      if (incoming.kind === 'notice') throw new Error('broken');
      return converse(incoming, ...rest);
    });
    await market.converse('c-1');
    await join('c-1');
    await seller('It left today.');
    for (let tried = 0; tried < 5; tried += 1) {
      await deliver();
      market.clock.advance(600_000);
    }
    expect(await states()).to.deep.equal(['failed']);
    expect(await said('c-1')).to.have.length(1);
  });

  it('wait while a person has the conversation, also if they came after the giving', async () => {
    await market.converse('c-1');
    await join('c-1');
    await seller('It left today.');
    await engine.worker.stop();
    await deliver();
    const own = (owner: string) =>
      store.run((tx) => rows(tx, 'update conversations set owner = ?', [owner]));
    await own('agent');
    await begin();
    await engine.worker.findWaiting();
    await engine.worker.idle();
    expect(await states()).to.deep.equal(['waiting']);
    market.clock.advance(10_000);
    expect(await deliver()).to.equal(0);
    await own('bot');
    market.clock.advance(10_000);
    expect(await deliver()).to.equal(1);
    expect(await said('c-1')).to.have.length(2);
  });

  it('reach a buyer who wants no messages only as an answer', async () => {
    await market.converse('c-1');
    await join('c-1');
    await market.act((ctx) => setNotices(ctx, false), { principal: ana });
    await seller('Buy more of me.');
    expect(await deliver()).to.equal(0);
    await buyer('c-1');
    await seller('It left today.');
    expect(await deliver()).to.equal(1);
    expect(await states()).to.deep.equal(['dropped', 'said']);
  });

  it('can’t be forged, nor said again, nor heard in another conversation', async () => {
    await market.converse('c-1');
    await market.converse('c-2');
    await join('c-1');
    await buyer('c-1');
    const sent = await seller('It left today.');
    await deliver();
    const id = sent.ok ? sent.value.id : '';
    for (const conversationId of ['c-1', 'c-2'])
      for (const noticeId of [`seller-message:${id}`, 'seller-message:none']) {
        await engine.inbox.accept({ conversationId, activity: { type: 'notice', noticeId } });
        await engine.worker.idle();
      }
    expect(await said('c-1')).to.have.length(2);
    expect(await said('c-2')).to.deep.equal([]);
  });
});
