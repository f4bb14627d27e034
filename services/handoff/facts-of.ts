import { listDisputes } from '../disputes/list-disputes.ts';
import type { DeadlineRule } from '../domain/command.ts';
import type { Money } from '../domain/money.ts';
import type { Instant } from '../domain/time.ts';
import type { Handoff } from '../handoff-port.ts';
import { listOrders } from '../orders/list-orders.ts';
import type { Context } from '../ports.ts';
import type { DisputeView, OrderView } from '../views.ts';

/** What a case is about and what is pressing in it. */
export type Facts = Pick<Handoff, 'orderId' | 'disputeId' | 'disputeSeq' | 'due' | 'atStake'>;

type About = Pick<Handoff, 'buyerId' | 'orderId' | 'disputeId'>;

/**
 * The dispute or order that was named; where none was, the buyer's live dispute with the nearest date. The money at stake
 * is what a dispute asks for, or what was paid for an order that is named without one.
 */
export const factsOf = async (ctx: Context, about: About): Promise<Facts> => {
  const { buyerId } = about;
  if (buyerId === undefined) return {};
  const asBuyer = { ...ctx, principal: { kind: 'buyer', id: buyerId } } as const;
  const disputes = await listDisputes(asBuyer);
  const view = disputeOf(disputes, about, ctx.now);
  if (view) return ofDispute(view, ctx.now);
  if (about.orderId === undefined) return {};
  const orders = await listOrders(asBuyer);
  const order = orders.find(({ order: { id } }) => id === about.orderId);
  return order ? ofOrder(order, ctx.now) : {};
};

const disputeOf = (
  all: readonly DisputeView[],
  { orderId, disputeId }: About,
  now: Instant,
): DisputeView | undefined => {
  if (disputeId !== undefined) return all.find(({ dispute }) => dispute.id === disputeId);
  const ofOrder = all.filter(({ order }) => orderId === undefined || order.id === orderId);
  const live = ofOrder.filter(({ label }) => label !== 'finished');
  return live.toSorted((a, b) => soonest(a, now) - soonest(b, now))[0];
};

const soonest = ({ deadlines }: DisputeView, now: Instant): number =>
  Math.min(...deadlines.map(({ at }) => (now < at ? at : Number.POSITIVE_INFINITY)));

const ofDispute = (view: DisputeView, now: Instant): Facts => {
  const { dispute, deadlines, order } = view;
  const next = deadlines
    .filter(({ at, rule }) => now < at && rule !== 'surveyWithinDays')
    .toSorted((a, b) => a.at - b.at)[0];
  return {
    orderId: order.id,
    disputeId: dispute.id,
    disputeSeq: dispute.seq,
    ...(next && { due: { rule: next.rule as DeadlineRule, at: next.at } }),
    atStake: stakeOf(view),
  };
};

const stakeOf = ({ dispute }: DisputeView): Money => {
  const asked = dispute.outcome?.terms ?? dispute.proposals.findLast(({ by }) => by === 'buyer');
  return { minor: asked?.amount ?? dispute.paid, currency: dispute.currency };
};

const ofOrder = ({ order, items, protectionEndsAt }: OrderView, now: Instant): Facts => ({
  orderId: order.id,
  ...(protectionEndsAt !== undefined && now < protectionEndsAt
    ? { due: { rule: 'buyerProtection' as const, at: protectionEndsAt } }
    : {}),
  atStake: {
    minor: items.reduce((sum, { money }) => sum + money.paid - money.released, 0n),
    currency: order.currency,
  },
});
