import type { Context } from '../ports.ts';
import type { OrderView } from '../views.ts';
import { buyerRecords } from './buyer-records.ts';
import { orderView } from './order-view.ts';

/** "My Orders", newest first; empty for everybody who is no buyer. @source S1 */
export const listOrders = async (ctx: Context): Promise<readonly OrderView[]> => {
  const { principal } = ctx;
  if (principal.kind !== 'buyer') return [];
  const { orders, disputes, money } = await buyerRecords(ctx, principal.id);
  return orders.map((order) =>
    orderView(ctx, {
      order,
      money: money.get(order.id) ?? new Map(),
      disputes: disputes.filter(({ orderId }) => orderId === order.id),
    }),
  );
};
