import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { disputeView } from './dispute-view.ts';
import { assembleCase } from './load-case.ts';

/** The buyer's disputes as they stand now, newest first; empty for everybody who is no buyer. */
export const listDisputes = async (ctx: Context): Promise<readonly DisputeView[]> => {
  const { store, tx, principal } = ctx;
  if (principal.kind !== 'buyer') return [];
  const disputes = await store.disputes.listOf(tx, principal.id);
  const orders = new Map((await store.orders.listOf(tx, principal.id)).map((o) => [o.id, o]));
  const views: DisputeView[] = [];
  for (const dispute of disputes) {
    const order = orders.get(dispute.orderId);
    if (!order) throw new Error(`Dispute ${dispute.id} has no order ${dispute.orderId}.`);
    const money = await store.orders.money(tx, order.id);
    const ofItem = disputes.filter(
      ({ orderId, itemId }) => orderId === dispute.orderId && itemId === dispute.itemId,
    );
    views.push(disputeView(ctx, assembleCase(ctx, { dispute, order, money, ofItem })));
  }
  return views;
};
