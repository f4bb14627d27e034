import type { Context } from '../ports.ts';
import type { OrderView } from '../views.ts';
import { orderView } from './order-view.ts';

/** "My Orders", newest first; empty for everybody who is no buyer. @source S1 */
export const listOrders = async (ctx: Context): Promise<readonly OrderView[]> => {
  const { store, tx, principal } = ctx;
  if (principal.kind !== 'buyer') return [];
  const disputes = await store.disputes.listOf(tx, principal.id);
  const views: OrderView[] = [];
  for (const order of await store.orders.listOf(tx, principal.id)) {
    const money = await store.orders.money(tx, order.id);
    const ofOrder = disputes.filter(({ orderId }) => orderId === order.id);
    views.push(orderView(ctx, { order, money, disputes: ofOrder }));
  }
  return views;
};
