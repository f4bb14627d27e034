import { actorOf } from '../disputes/actor.ts';
import { disputeView } from '../disputes/dispute-view.ts';
import { type LoadedCase, loadCase } from '../disputes/load-case.ts';
import { refusedActions } from '../domain/refused-actions.ts';
import { buyerRecords } from '../orders/buyer-records.ts';
import { findOrder } from '../orders/find-order.ts';
import type { Context } from '../ports.ts';
import { refundStatus } from '../refunds/refund-status.ts';
import type { OrderView, RefundView } from '../views.ts';
import type { DisputePanel } from './views.ts';

const mostOrders = 5;

/** The dispute with what this member of staff may do, and everything else with the rule that says no. */
export const disputePanel = (
  ctx: Context,
  loaded: LoadedCase,
  refunds: readonly RefundView[],
): DisputePanel => {
  const { case_, rules } = loaded;
  const actor = actorOf(ctx.principal, { role: 'buyer', id: case_.dispute.buyerId });
  return {
    view: disputeView(ctx, loaded),
    notAllowed: refusedActions(case_, actor, ctx.now, rules),
    refunds: refunds.filter(({ view }) => view.dispute.id === case_.dispute.id),
  };
};

/** Orders and disputes of a buyer as staff see them; those of the case first, then the newest. */
export const panelsOf = async (
  ctx: Context,
  buyerId: string,
  about: { readonly orderId?: string; readonly disputeId?: string },
): Promise<{
  readonly orders: readonly OrderView[];
  readonly disputes: readonly DisputePanel[];
}> => {
  const records = await buyerRecords(ctx, buyerId);
  const refunds = await refundStatus({ ...ctx, principal: { kind: 'buyer', id: buyerId } });
  const disputes: DisputePanel[] = [];
  for (const { id } of first(records.disputes, about.disputeId)) {
    const loaded = await loadCase(ctx, id);
    if (loaded) disputes.push(disputePanel(ctx, loaded, refunds));
  }
  const orders: OrderView[] = [];
  for (const { id } of first(records.orders, about.orderId).slice(0, mostOrders)) {
    const found = await findOrder(ctx, id);
    if (found.ok) orders.push(found.value);
  }
  return { orders, disputes };
};

const first = <T extends { readonly id: string }>(all: readonly T[], id: string | undefined) =>
  all.toSorted((a, b) => Number(b.id === id) - Number(a.id === id));
