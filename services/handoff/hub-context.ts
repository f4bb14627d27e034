import { decimalString } from '../domain/money.ts';
import { isoOf } from '../domain/time.ts';
import type { Handoff } from '../handoff-port.ts';
import type { Context, Json, JsonObject } from '../ports.ts';
import type { OrderView } from '../views.ts';
import { blockedBy } from './blocked-by.ts';
import { caseNoOf } from './case-no.ts';
import { panelsOf } from './case-panels.ts';
import { deadlinesSoon } from './deadlines-soon.ts';
import { hubAgent } from './hub-owns.ts';
import type { DeadlineSoon, DisputePanel } from './views.ts';

/**
 * What a person in another house needs so that nothing is asked again (R29): the capsule, and the facts as they are now.
 * Names and facts of this case's buyer, no addresses of theirs; amounts are decimals, moments ISO 8601.
 */
export const contextForHub = async (ctx: Context, handoff: Handoff): Promise<JsonObject> => {
  const { reason, wish, capsule, buyerId, atStake } = handoff;
  const asStaff = { ...ctx, principal: hubAgent };
  const { orders, disputes } =
    buyerId === undefined
      ? { orders: [], disputes: [] }
      : await panelsOf(asStaff, buyerId, handoff);
  const blocked = await blockedBy(ctx, { ...handoff, goal: capsule.goal });
  return {
    ...{ caseNumber: caseNoOf(handoff.no), reason, wish },
    ...(capsule.risk !== undefined && { risk: capsule.risk }),
    ...{ channel: handoff.channel, requestedAt: isoOf(handoff.requestedAt) },
    ...{ signedIn: capsule.signedIn, misses: capsule.misses, slots: capsule.slots },
    ...(capsule.alarms && { alarms: capsule.alarms.map((one) => ({ ...one })) }),
    ...(capsule.goal !== undefined && { goal: capsule.goal }),
    ...(capsule.step !== undefined && { step: capsule.step }),
    blockedBy: blocked.map(({ code, rule }) => ({ code, rule })),
    ...(atStake && { atStake: { amount: decimalString(atStake), currency: atStake.currency } }),
    ...(await buyerOf(ctx, handoff)),
    files: await filesOf(ctx, handoff),
    orders: orders.map(orderOf),
    disputes: disputes.map(disputeOf),
    deadlines: deadlinesSoon(ctx.now, disputes, orders).map(deadlineOf),
  };
};

const buyerOf = async ({ store, tx }: Context, { buyerId }: Handoff): Promise<JsonObject> => {
  if (buyerId === undefined) return {};
  const known = await store.orders.buyer(tx, buyerId);
  if (!known) return { buyer: { id: buyerId } };
  const { name, country, locale, timeZone } = known;
  return { buyer: { id: buyerId, name, country, locale, timeZone } };
};

/** What the buyer sent here, and whether it could be used. */
const filesOf = async ({ store, tx }: Context, { conversationId }: Handoff): Promise<Json> =>
  (await store.uploads.ofConversation(tx, conversationId))
    .filter(({ fromAgent }) => !fromAgent)
    .map(({ name, verdict }) => ({
      ...{ name, verdict },
    }));

const orderOf = ({ order, items, protectionEndsAt }: OrderView): JsonObject => ({
  ...{ id: order.id, status: order.status, seller: order.seller.name, currency: order.currency },
  items: items.map(({ item, money }) => ({
    ...{ id: item.id, title: item.title },
    paid: decimalString({ minor: money.paid, currency: order.currency }),
  })),
  ...(protectionEndsAt !== undefined && { protectionEndsAt: isoOf(protectionEndsAt) }),
});

const disputeOf = ({ view, refunds }: DisputePanel): JsonObject => {
  const { dispute, label, item } = view;
  const { currency } = dispute;
  return {
    ...{ id: dispute.id, orderId: dispute.orderId, item: item.title, reason: dispute.reason },
    ...{ state: dispute.phase.state, label, openedAt: isoOf(dispute.openedAt) },
    description: dispute.description,
    evidence: dispute.evidence
      .filter(({ removedAt }) => removedAt === undefined)
      .map(({ party, name, addedAt }): Json => ({ party, name, addedAt: isoOf(addedAt) })),
    refunds: refunds.map(({ refundId, amount, state, overdue }) => ({
      ...{ id: refundId, amount: decimalString({ minor: amount, currency }), currency },
      ...{ state, overdue },
    })),
  };
};

/** The end of Buyer Protection is an order's; every other date is a dispute's. */
const deadlineOf = ({ rule, at, of }: DeadlineSoon): JsonObject => ({
  ...{ rule, at: isoOf(at) },
  ...(rule === 'buyerProtection' ? { orderId: of } : { disputeId: of }),
});
