import { expect } from 'chai';
import { claim } from '../../../services/handoff/claim.ts';
import { handBack } from '../../../services/handoff/hand-back.ts';
import { leaveQueue } from '../../../services/handoff/leave-queue.ts';
import { snooze, waitForBuyer } from '../../../services/handoff/put-aside.ts';
import { queue } from '../../../services/handoff/queue.ts';
import { askRating, rateAgent } from '../../../services/handoff/rate-agent.ts';
import { resolve, undoResolve } from '../../../services/handoff/resolve.ts';
import { sayAsAgent } from '../../../services/handoff/say-as-agent.ts';
import type { Store } from '../../../services/ports.ts';
import { agnes, ben, codesOf, TestDesk } from '../../support/desk.ts';
import { hoursAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';

const minute = 60_000;

describe('The life of a case', () => {
  let store: Store;
  let desk: TestDesk;
  beforeEach(async () => {
    store = await memoryStore();
    desk = new TestDesk(store);
  });
  afterEach(() => store.close());

  const claimed = async () => {
    const { handoff } = await desk.asked();
    const { id: handoffId, conversationId } = handoff;
    await desk.as(agnes, (ctx) => claim(ctx, { handoffId }));
    return { handoffId, conversationId };
  };
  const stateOf = async (handoffId: string) =>
    (await store.run((tx) => store.desk.handoffs.find(tx, handoffId)))?.state;
  const later = (ms: number) => {
    desk.clock.advance(ms);
    return desk.sweep();
  };
  const say = (handoffId: string, text: string, key?: string) =>
    desk.as(agnes, (ctx) => sayAsAgent(ctx, { handoffId, text, ...(key ? { key } : {}) }));

  it('begins once, however often a person is asked for', async () => {
    const first = await desk.asked();
    const { conversationId } = first.handoff;
    const again = await desk.asked({ conversationId });
    expect(again.already).to.equal(true);
    expect(again.handoff.id).to.equal(first.handoff.id);
    expect((await desk.as(agnes, queue)).rows).to.have.length(1);
  });

  it('tells a place that counts those before it, and no wait that nobody knows', async () => {
    await desk.asked();
    const { place, open, waitMs } = await desk.asked();
    expect({ place, open, waitMs }).to.deep.equal({ place: 2, open: true, waitMs: undefined });
  });

  it('tells the median of the last waits while an agent is there', async () => {
    for (const minutes of [2, 9, 4]) {
      const { handoff } = await desk.asked();
      desk.clock.advance(minutes * minute);
      await desk.as(agnes, (ctx) => claim(ctx, { handoffId: handoff.id }));
    }
    await store.run((tx) => store.desk.papers.seen(tx, 'agnes', 'available', desk.clock.now()));
    expect((await desk.asked()).waitMs).to.equal(4 * minute);
    desk.clock.advance(5 * minute);
    expect((await desk.asked()).waitMs, 'nobody is there any more').to.equal(undefined);
  });

  it('tells when the desk opens again outside its hours', async () => {
    desk.clock.advance(9 * 60 * minute);
    const { open, opensAt } = await desk.asked();
    expect({ open, opensAt }).to.deep.equal({ open: false, opensAt: hoursAfter(noon, 20) });
  });

  it('ends when the buyer leaves the line, and only as long as nobody has come', async () => {
    const { handoff } = await desk.asked();
    const leave = (id: string) => desk.run({ kind: 'visitor' }, (ctx) => leaveQueue(ctx, id));
    expect(await leave(handoff.conversationId)).to.equal(true);
    expect(await leave(handoff.conversationId)).to.equal(false);
    expect((await desk.as(agnes, queue)).rows).to.be.empty;
    const { conversationId } = await claimed();
    expect(await leave(conversationId)).to.equal(false);
  });

  it('is handed back to the bot, which tells it once and helps again', async () => {
    const { handoffId, conversationId } = await claimed();
    await desk.as(agnes, (ctx) => handBack(ctx, { handoffId }));
    expect(await desk.owner(conversationId)).to.equal('bot');
    expect(await desk.left(conversationId)).to.deep.equal(['handed_back']);
    const again = await desk.as(agnes, (ctx) => handBack(ctx, { handoffId }));
    expect(codesOf(again)).to.deep.equal(['case_over']);
    expect((await desk.asked({ conversationId })).already).to.equal(false);
  });

  it('is resolved after the time to undo, and nobody was told before', async () => {
    const { handoffId, conversationId } = await claimed();
    await desk.as(agnes, (ctx) => resolve(ctx, { handoffId }));
    await later(9_000);
    expect(await desk.left(conversationId)).to.be.empty;
    expect(await desk.owner(conversationId)).to.equal('agent');
    const undone = await desk.as(agnes, (ctx) => undoResolve(ctx, { handoffId }));
    expect(undone.ok && undone.value.state).to.equal('claimed');
    await desk.as(agnes, (ctx) => resolve(ctx, { handoffId }));
    await later(10_000);
    expect(await desk.left(conversationId)).to.deep.equal(['resolved']);
    const late = await desk.as(agnes, (ctx) => undoResolve(ctx, { handoffId }));
    expect(codesOf(late)).to.deep.equal(['undo_too_late']);
  });

  it('that was just resolved is final when the buyer writes, so that the bot answers', async () => {
    const { handoffId, conversationId } = await claimed();
    await desk.as(agnes, (ctx) => resolve(ctx, { handoffId }));
    await desk.says(conversationId, 'One more thing');
    expect(await desk.owner(conversationId)).to.equal('bot');
    expect(await desk.left(conversationId)).to.deep.equal(['resolved']);
  });

  it('goes back to the queue when the agent leaves the buyer without an answer', async () => {
    const { handoffId, conversationId } = await claimed();
    await later(9 * minute);
    expect(await stateOf(handoffId)).to.equal('claimed');
    await later(minute);
    expect(await stateOf(handoffId)).to.equal('waiting');
    expect(await desk.left(conversationId)).to.deep.equal(['requeued']);
    await later(60 * minute);
    expect(await desk.left(conversationId), 'told once').to.deep.equal(['requeued']);
  });

  it("counts the agent's silence from the first word that was not answered", async () => {
    const { handoffId, conversationId } = await claimed();
    desk.clock.advance(minute);
    await say(handoffId, 'Hello');
    for (const wait of [minute, 6 * minute]) {
      desk.clock.advance(wait);
      await desk.says(conversationId, 'Are you there?');
    }
    await later(3 * minute);
    expect(await stateOf(handoffId)).to.equal('claimed');
    await later(minute);
    expect(await stateOf(handoffId)).to.equal('waiting');
  });

  it('is over by itself when the buyer says nothing for long', async () => {
    const { handoffId, conversationId } = await claimed();
    await desk.as(agnes, (ctx) => waitForBuyer(ctx, { handoffId }));
    await later(71 * 60 * minute);
    expect(await stateOf(handoffId)).to.equal('waiting_buyer');
    await later(60 * minute);
    expect(await stateOf(handoffId)).to.equal('resolved');
    expect(await desk.left(conversationId)).to.deep.equal(['buyer_silent']);
  });

  it('comes back from a snooze at its time, or when the buyer writes', async () => {
    const { handoffId, conversationId } = await claimed();
    const aside = (hours: number) =>
      desk.as(agnes, (ctx) =>
        snooze(ctx, { handoffId, until: hoursAfter(desk.clock.now(), hours) }),
      );
    expect(codesOf(await aside(0))).to.deep.equal(['snooze_in_past']);
    await aside(2);
    await later(120 * minute);
    expect(await stateOf(handoffId)).to.equal('claimed');
    await aside(2);
    await desk.says(conversationId, 'Hello?');
    expect(await stateOf(handoffId)).to.equal('claimed');
  });

  it('has what an agent sends twice with one key in it once', async () => {
    const { handoffId, conversationId } = await claimed();
    const first = await say(handoffId, 'Hello', 'key-1');
    const again = await say(handoffId, 'Hello', 'key-1');
    expect(again).to.deep.equal(first);
    expect(await desk.texts(conversationId)).to.deep.equal([
      'system: Agnes joined',
      'agent: Hello',
    ]);
  });

  it('reaches a channel that reads no transcript by the outbox', async () => {
    const conversationId = await desk.conversation(undefined, 'sms');
    const { handoff } = await desk.asked({ conversationId });
    await desk.as(ben, (ctx) => claim(ctx, { handoffId: handoff.id }));
    await desk.as(ben, (ctx) => sayAsAgent(ctx, { handoffId: handoff.id, text: 'Hello' }));
    const due = await store.run((tx) => store.outbox.due(tx, 'channel', desk.clock.now(), 10));
    expect(due.map(({ stream }) => stream)).to.deep.equal([conversationId]);
  });

  it('is rated once after an agent has answered, and at most weekly', async () => {
    const order = await desk.order();
    const { handoff } = await desk.asked({ buyerId: order.buyer.id });
    const handoffId = handoff.id;
    const ask = () => desk.run({ kind: 'system' }, (ctx) => askRating(ctx, handoffId));
    await desk.as(agnes, (ctx) => claim(ctx, { handoffId }));
    expect(await ask(), 'nobody has helped yet').to.equal(undefined);
    await say(handoffId, 'Hello');
    const id = (await ask()) ?? '';
    const rate = (score: number) =>
      desk.run({ kind: 'system' }, (ctx) => rateAgent(ctx, id, score));
    expect([await rate(6), await rate(4), await rate(5)]).to.deep.equal([false, true, false]);
    expect(await ask()).to.equal(undefined);
    desk.clock.advance(7 * 24 * 60 * minute);
    expect(await ask()).to.be.a('string');
  });
});
