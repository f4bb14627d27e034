import { buyerRecords } from '../orders/buyer-records.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { disputeView } from './dispute-view.ts';
import { assembleCase } from './load-case.ts';

/** The buyer's disputes as they stand now, newest first; empty for everybody who is no buyer. */
export const listDisputes = async (ctx: Context): Promise<readonly DisputeView[]> => {
  const { principal } = ctx;
  if (principal.kind !== 'buyer') return [];
  const { disputes, money: moneyOf, ...records } = await buyerRecords(ctx, principal.id);
  const orders = new Map(records.orders.map((order) => [order.id, order]));
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
