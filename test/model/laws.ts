import { expect } from 'chai';
import { findDispute } from '../../services/disputes/find-dispute.ts';
import { apply } from '../../services/domain/apply.ts';
import type { Dispute } from '../../services/domain/dispute.ts';
import type { DisputeEvent } from '../../services/domain/event.ts';
import type { ItemMoney } from '../../services/domain/order.ts';
import type { Json } from '../../services/ports.ts';
import type { OutboxRow } from '../../services/queues-port.ts';
import { dueOf } from './clock.ts';
import { type Kind, rolesOf } from './deed.ts';
import { seenNow } from './judge.ts';
import { instructedOf, type Model, type ModelDispute, protectionEnd } from './state.ts';
import { inWorld, type World } from './world.ts';

/** Everything that is stored, read in one transaction. */
export interface Stored {
  readonly disputes: readonly Dispute[];
  readonly events: ReadonlyMap<string, readonly DisputeEvent[]>;
  readonly money: ReadonlyMap<string, ItemMoney>;
  /** The outbox in words, sent or not. */
  readonly told: readonly string[];
}

export const storedIn = (world: World): Promise<Stored> =>
  inWorld(world, { kind: 'system' }, async ({ tx, store }) => {
    const { order } = world.model;
    const disputes = await store.disputes.ofOrder(tx, order.id);
    const events = new Map<string, readonly DisputeEvent[]>();
    for (const { id } of disputes) events.set(id, await store.disputes.events(tx, id));
    const money = await store.orders.money(tx, order.id);
    const rows = await store.outbox.replay(tx, kinds, 0, 1000);
    return { disputes, events, money, told: rows.map(({ row }) => lineOf(row)) };
  });

const kinds = ['webhook', 'refund', 'release', 'alert'] as const;

/** All laws that hold after every step. */
export const holdLaws = async (world: World): Promise<void> => {
  const stored = await storedIn(world);
  for (const dispute of stored.disputes) {
    const events = stored.events.get(dispute.id) ?? [];
    foldsToTheRow(dispute, events);
    staysClosed(world, dispute, events);
    isPaidForACause(world.model, dispute, events);
    rolesAreTheTable(dispute, events);
    await buyerIsTold(world, dispute, events);
    await isSeenByItsBuyer(world, dispute.id);
  }
  moneyAddsUp(stored);
  oneLiveDispute(stored.disputes);
  isWhatTheModelSays(world, stored);
  for (const { id, seq, phase } of stored.disputes)
    world.before.set(id, { seq, isClosed: phase.state === 'closed' });
};

const foldsToTheRow = (dispute: Dispute, events: readonly DisputeEvent[]): void => {
  const seqs = events.map(({ seq }) => seq);
  expect(seqs, 'I7 events are numbered without a gap').to.deep.equal(
    events.map((_, index) => index + 1),
  );
  const folded = events.reduce<Dispute | undefined>(apply, undefined);
  expect(folded, 'I7 the events fold to the row').to.deep.equal(dispute);
  const times = events.map(({ at }) => at);
  expect(times, 'I17 the time of events never runs back').to.deep.equal(
    times.toSorted((a, b) => a - b),
  );
};

const staysClosed = (
  { before }: World,
  { id, phase, outcome }: Dispute,
  events: readonly DisputeEvent[],
): void => {
  const was = before.get(id);
  const appeals = events.filter(({ type }) => type === 'appeal');
  expect(appeals.length, 'I6 one appeal for a ruling').to.be.at.most(1);
  if (!was?.isClosed || phase.state === 'closed') return;
  expect(events[was.seq]?.type, 'I1 only an appeal leaves what is closed').to.equal('appeal');
  expect(outcome?.by, 'I1 only of a ruling').to.equal('case_management');
};

const causes = ['accept', 'accept_offer', 'seller_timeout', 'rule'].concat(
  'confirm_receipt',
  'receipt_timeout',
  'decide_appeal',
);

const isPaidForACause = (
  model: Model,
  { id, refunds, outcome, phase }: Dispute,
  events: readonly DisputeEvent[],
): void => {
  const paying = events.filter(({ body }) => body.refund);
  expect(paying.length, 'I3 an instruction has one event').to.equal(refunds.length);
  for (const { type } of paying) expect(type, 'I4 an instruction has a cause').to.be.oneOf(causes);
  const numbers = refunds.map(({ outcomeNo }) => outcomeNo);
  expect(new Set(numbers).size, 'I3 one instruction an outcome').to.equal(numbers.length);
  if (outcome?.reason !== 'buyer_cancelled' || phase.state !== 'closed') return;
  expect(refunds, 'I5 a cancelled dispute pays nothing back').to.deep.equal([]);
  const isFree = phase.closedAt >= protectionEnd(model.order);
  const own = model.told.filter(({ line }) => line.startsWith(`release ${id} `));
  expect(own.length, 'I5 released once, only without protection').to.be.at.most(isFree ? 1 : 0);
};

const clockRoles = ['seller_timeout', 'escalate', 'evidence_deadline'].concat(
  'return_lapses',
  'receipt_timeout',
);

const rolesAreTheTable = ({ id }: Dispute, events: readonly DisputeEvent[]): void => {
  for (const { type, actor } of events) {
    const allowed: readonly string[] = clockRoles.includes(type)
      ? ['clock']
      : rolesOf[type as Kind];
    expect(allowed, `I9 ${type} of ${id}`).to.include(actor.role);
  }
};

const buyerIsTold = async (
  world: World,
  { id }: Dispute,
  events: readonly DisputeEvent[],
): Promise<void> => {
  const fresh = events.slice(world.before.get(id)?.seq ?? 0);
  if (fresh.length === 0) return;
  await inWorld(world, { kind: 'system' }, async ({ tx, store }) => {
    for (const { seq, type, actor } of fresh) {
      const notice = await store.notices.find(tx, `${id}:${seq}`);
      const isNews = actor.role !== 'buyer';
      expect(notice !== undefined, `I8 the buyer is told of ${type} by ${actor.role}`).to.equal(
        isNews,
      );
    }
  });
};

/** The reader's view is what a sweep at this very moment would store (I15), with the same next date (I10). */
const isSeenByItsBuyer = async (world: World, disputeId: string): Promise<void> => {
  const view = await inWorld(world, { kind: 'buyer', id: 'b-1' }, (ctx) =>
    findDispute(ctx, disputeId),
  );
  if (!view.ok) throw new Error(`${disputeId} is not shown to its buyer.`);
  const seen = disputesOf(seenNow(world.model)).find(({ id }) => id === disputeId);
  if (!seen) throw new Error(`${disputeId} is stored but not known to the model.`);
  const { dispute, deadlines } = view.value;
  expect(dispute.phase.state, 'I15 the view has what is overdue').to.equal(seen.state);
  expect(dispute.seq, 'I15 the view has the next seq').to.equal(seen.events.length);
  const next = deadlines.filter(({ fires }) => fires).map(({ at }) => at);
  const due = dueOf(seen)?.at;
  expect(next.length > 0 ? Math.min(...next) : undefined, 'I10 the next date').to.equal(due);
};

const moneyAddsUp = ({ money, disputes }: Stored): void => {
  for (const [itemId, { paid, instructed, completed, failed, released }] of money) {
    const refunds = disputes
      .filter((dispute) => dispute.itemId === itemId)
      .flatMap((dispute) => dispute.refunds);
    const amounts = refunds.map(({ amount }) => amount);
    expect(amounts.every((amount) => amount > 0n)).to.equal(true, 'I2 no refund of nothing');
    expect(
      amounts.reduce((sum, amount) => sum + amount, 0n),
      'I2 instructed is the sum',
    ).to.equal(instructed);
    expect(instructed + released <= paid).to.equal(true, 'I2 never more than was paid');
    expect(completed + failed <= instructed).to.equal(true, 'I2 settled within instructed');
  }
};

const oneLiveDispute = (disputes: readonly Dispute[]): void => {
  const live = disputes.filter(({ phase }) => phase.state !== 'closed').map((one) => one.itemId);
  expect(new Set(live).size, 'I6 one live dispute an item').to.equal(live.length);
};

const isWhatTheModelSays = (world: World, { disputes, events, money, told }: Stored): void => {
  const { model } = world;
  expect(disputes.map(({ id }) => id).toSorted(), 'the disputes').to.deep.equal(
    disputesOf(model).map(({ id }) => id),
  );
  for (const expected of disputesOf(model)) {
    const row = disputes.find(({ id }) => id === expected.id);
    expect(row && inWords(row), `the model and ${expected.id}`).to.deep.equal(
      modelInWords(expected),
    );
    const happened = (events.get(expected.id) ?? []).map(({ type, actor, at }) => ({
      type: type as string,
      by: actor.role,
      at: at as number,
    }));
    expect(happened, `I15 the events of ${expected.id} at their due instants`).to.deep.equal(
      expected.events,
    );
  }
  for (const item of model.items) {
    const row = money.get(item.id);
    expect([row?.instructed, row?.released], `I2 I15 the money of ${item.id}`).to.deep.equal([
      BigInt(instructedOf(item)),
      BigInt(item.released),
    ]);
  }
  expect(told.toSorted(), 'I3 I8 one outbox row for each thing to tell').to.deep.equal(
    model.told.map(({ line }) => line).toSorted(),
  );
};

const inWords = ({ phase, outcome, refunds, appeal, survey, evidence }: Dispute) => ({
  state: phase.state as string,
  outcome: outcome && `${outcome.reason} by ${outcome.by}, no ${outcome.no}`,
  refunds: refunds.map(({ id, amount, state }) => `${id} ${amount} ${state}`),
  appeal: appeal && (appeal.decision ?? 'open'),
  isSurveyed: survey !== undefined,
  files: evidence.map(({ id, party, removedAt }) => `${id} ${party} ${removedAt !== undefined}`),
});

const modelInWords = ({ state, outcome, refunds, appeal, surveyed, files }: ModelDispute) => ({
  state: state as string,
  outcome: outcome && `${outcome.reason} by ${outcome.by}, no ${outcome.no}`,
  refunds: refunds.map(({ id, amount, state }) => `${id} ${amount} ${state}`),
  appeal,
  isSurveyed: surveyed,
  files: files.map(({ id, party, removed }) => `${id} ${party} ${removed}`),
});

const disputesOf = ({ items }: Model): readonly ModelDispute[] =>
  items.flatMap(({ disputes }) => disputes).toSorted((a, b) => (a.id < b.id ? -1 : 1));

const lineOf = ({ kind, stream, body }: OutboxRow): string => {
  const words: Readonly<Record<string, readonly (Json | undefined)[]>> = {
    webhook: [body.event, body.seq],
    refund: [body.refundId, body.amount],
    release: [body.itemId, body.amount],
  };
  return [kind, stream, ...(words[kind] ?? [])].join(' ');
};
