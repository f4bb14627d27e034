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
  const moneyOf = await store.orders.moneyOf(tx, principal.id);
  return disputes.map((dispute) => {
    const order = orders.get(dispute.orderId);
    const money = moneyOf.get(dispute.orderId);
    if (!order || !money) throw new Error(`Dispute ${dispute.id} has no order ${dispute.orderId}.`);
    const ofItem = disputes.filter(
      ({ orderId, itemId }) => orderId === dispute.orderId && itemId === dispute.itemId,
    );
    return disputeView(ctx, assembleCase(ctx, { dispute, order, money, ofItem }));
  });
};
