import { expect } from 'chai';
import { pino } from 'pino';
import { createHub } from '../../../bot/handoff/hub.ts';
import { systemClock } from '../../../services/gateways/clock.ts';
import { claim } from '../../../services/handoff/claim.ts';
import { leaveQueue } from '../../../services/handoff/leave-queue.ts';
import type { Store } from '../../../services/ports.ts';
import { agnes, codesOf, rulebooks, TestDesk } from '../../support/desk.ts';
import { HUB_SECRET, type StandInHub, startHub } from '../../support/hub-server.ts';
import { memoryStore } from '../../support/stores.ts';

const minute = 60_000;

describe('What leaves for an external hub', () => {
  let store: Store;
  let desk: TestDesk;
  let hub: StandInHub;
  beforeEach(async () => {
    store = await memoryStore();
    desk = new TestDesk(store);
    hub = await startHub();
  });
  afterEach(async () => {
    await hub.close();
    await store.close();
  });

  const hubTo = (url: string, allowLoopback = true, deadlineMs = 2_000) =>
    createHub({
      ...{ store, clock: desk.clock, wallClock: systemClock(), ids: desk.ids, rulebooks },
      ...{ allowLoopback, deadlineMs, log: pino({ level: 'silent' }) },
      hub: { url, secrets: [HUB_SECRET], withinMinutes: 15 },
      ...{ baseUrl: () => 'https://help.example', signFile: (_chat, id) => `signed:${id}` },
    });
  const names = () => hub.got.map(({ type, name, text }) => name ?? text ?? type);

  it('comes once and in order, however often the hub was not there', async () => {
    const carrier = hubTo(hub.url);
    const { handoff } = await desk.asked();
    hub.status = 503;
    await carrier.run();
    await desk.says(handoff.conversationId, 'One');
    await desk.says(handoff.conversationId, 'Two');
    desk.clock.advance(2_000);
    await carrier.run();
    expect(hub.got).to.be.empty;
    hub.status = 200;
    desk.clock.advance(10_000);
    await carrier.run();
    await carrier.run();
    expect(names()).to.deep.equal(['handoff.initiate', 'One', 'Two']);
  });

  it('comes in order from two nodes, and what comes twice has the same id', async () => {
    const nodes = [hubTo(hub.url), hubTo(hub.url)];
    const { handoff } = await desk.asked();
    for (const words of ['One', 'Two', 'Three']) {
      await Promise.all(nodes.map((node) => node.run()));
      await desk.says(handoff.conversationId, words);
    }
    await Promise.all(nodes.map((node) => node.run()));
    expect(names()).to.deep.equal(['handoff.initiate', 'One', 'Two', 'Three']);
  });

  it('leaves every buyer to our own agents in the end when the hub never answers', async () => {
    const carrier = hubTo(hub.url, true, 50);
    hub.status = -1;
    const [one, two] = [await desk.asked(), await desk.asked()];
    await carrier.run();
    for (const { handoff } of [one, two]) {
      const taken = await desk.as(agnes, (ctx) => claim(ctx, { handoffId: handoff.id }));
      expect(codesOf(taken)).to.deep.equal(['with_hub']);
    }
    desk.clock.advance(15 * minute);
    await desk.sweep();
    for (const { handoff } of [one, two])
      expect((await desk.as(agnes, (ctx) => claim(ctx, { handoffId: handoff.id }))).ok).to.equal(
        true,
      );
    // What it could not be told before it is not told now, but that it is over: it may know of it.
    hub.status = 200;
    desk.clock.advance(60 * minute);
    await carrier.run();
    expect(hub.got.map(({ type }) => type)).to.deep.equal([
      ...['endOfConversation', 'endOfConversation'],
    ]);
  });

  it('is nothing at all where the buyer left before it left', async () => {
    const { handoff } = await desk.asked();
    await desk.run({ kind: 'system' }, (ctx) => leaveQueue(ctx, handoff.conversationId));
    await hubTo(hub.url).run();
    expect(hub.got).to.be.empty;
  });

  it('says of the end that it is over', async () => {
    const carrier = hubTo(hub.url);
    const { handoff } = await desk.asked();
    await carrier.run();
    await desk.run({ kind: 'system' }, (ctx) => leaveQueue(ctx, handoff.conversationId));
    await carrier.run();
    expect(names()).to.deep.equal(['handoff.initiate', 'endOfConversation']);
    expect(hub.got[1]).to.deep.include({ code: 'userCancelled', value: { reason: 'buyer_left' } });
  });

  it('goes to no address inside our own house, and to none without TLS', () => {
    expect(() => hubTo('http://127.0.0.1:1/hook', false)).to.throw('HANDOFF_HUB_URL is not https');
    expect(() => hubTo('https://10.0.0.1/hook', false)).to.throw('private or reserved');
    expect(() => hubTo('https://user:pass@hub.example/', false)).to.throw('a user or a password');
  });
});
