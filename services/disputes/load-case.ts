import { moneyNow } from '../deadlines/money-now.ts';
import { overdueSteps } from '../deadlines/overdue-steps.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Item, Order } from '../domain/order.ts';
import type { Rulebook } from '../domain/rulebook.ts';
import type { Context } from '../ports.ts';
import { otherLiveDispute } from './other-live-dispute.ts';
import { caseAfter, type DisputeCase, type Step } from './step.ts';

/** A dispute with all that its rules look at, as it stands at `ctx.now`. */
export interface LoadedCase {
  readonly case_: DisputeCase;
  readonly item: Item;
  /** The rulebook that the dispute was opened under. */
  readonly rules: Rulebook;
  /** Clock events that are due but not written yet. `case_` has them and their money already: no reader sees a late sweep. */
  readonly overdue: readonly Step[];
}

/** Undefined if the dispute is not there or not the principal's: the asker can't tell which. */
export const loadCase = async (
  ctx: Context,
  disputeId: string,
): Promise<LoadedCase | undefined> => {
  const { store, tx, principal } = ctx;
  const dispute = await store.disputes.find(tx, principal, disputeId);
  if (!dispute) return undefined;
  const order = await store.orders.find(tx, principal, dispute.orderId);
  if (!order) throw new Error(`Dispute ${disputeId} has no order ${dispute.orderId}.`);
  const money = await store.orders.money(tx, order.id);
  const ofItem = await store.disputes.ofItem(tx, order.id, dispute.itemId);
  return assembleCase(ctx, { dispute, order, money, ofItem });
};

/** The same from parts that are loaded already. */
export const assembleCase = (
  when: Pick<Context, 'rulebooks' | 'now'>,
  parts: {
    readonly dispute: Dispute;
    readonly order: Order;
    readonly money: Awaited<ReturnType<Context['store']['orders']['money']>>;
    readonly ofItem: readonly Dispute[];
  },
): LoadedCase => {
  const { dispute, order, ofItem } = parts;
  const item = order.items.find(({ id }) => id === dispute.itemId);
  const money = parts.money.get(dispute.itemId);
  if (!item || !money)
    throw new Error(`Order ${order.id} has no item ${dispute.itemId}, which ${dispute.id} needs.`);
  const rules = when.rulebooks.of(dispute.rulebookVersion);
  const other = otherLiveDispute(ofItem, dispute.id);
  const stored: DisputeCase = {
    order,
    itemId: item.id,
    money,
    dispute,
    ...(other && { otherLiveDisputeId: other.id }),
  };
  const overdue = overdueSteps(stored, when.now, rules);
  const last = overdue.at(-1);
  const caughtUp = last ? caseAfter(last) : stored;
  const disputes = [caughtUp.dispute, ...ofItem.filter(({ id }) => id !== dispute.id)];
  const released = moneyNow(when, { order, money: caughtUp.money, disputes });
  return { case_: { ...caughtUp, money: released }, item, rules, overdue };
};
