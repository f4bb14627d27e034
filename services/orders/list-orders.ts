import type { Context } from '../ports.ts';
import type { OrderView } from '../views.ts';
import { orderView } from './order-view.ts';

/** "My Orders", newest first; empty for everybody who is no buyer. @source S1 */
export const listOrders = async (ctx: Context): Promise<readonly OrderView[]> => {
  const { store, tx, principal } = ctx;
  if (principal.kind !== 'buyer') return [];
  const disputes = await store.disputes.listOf(tx, principal.id);
  const orders = await store.orders.listOf(tx, principal.id);
  const money = await store.orders.moneyOf(tx, principal.id);
  return orders.map((order) =>
    orderView(ctx, {
      order,
      money: money.get(order.id) ?? new Map(),
      disputes: disputes.filter(({ orderId }) => orderId === order.id),
    }),
  );
};
