import { notFound } from '../disputes/refuse.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { OrderView } from '../views.ts';
import { orderView } from './order-view.ts';

/** One order of the principal's with what may be done about each item. */
export const findOrder = async (ctx: Context, orderId: string): Promise<Result<OrderView>> => {
  const { store, tx, principal } = ctx;
  const order = await store.orders.find(tx, principal, orderId);
  if (!order) return notFound();
  const money = await store.orders.money(tx, orderId);
  const disputes = await store.disputes.ofOrder(tx, orderId);
  return { ok: true, value: orderView(ctx, { order, money, disputes }) };
};
