import type { Order } from '../domain/order.ts';
import { forgetRecords } from '../orders/buyer-records.ts';
import type { Context } from '../ports.ts';
import { owedToSeller } from './money-now.ts';

/**
 * The clock's `protection_end`: pays the seller what is still held for the items of one order whose
 * protection has ended and that nobody disputes. Everything is read again here, because the list of
 * candidates may be old. Answers how many items were released.
 */
export const releaseHeld = async (ctx: Context, orderId: string): Promise<number> => {
  const { store, tx } = ctx;
  const order = await store.orders.find(tx, ctx.principal, orderId);
  if (!order) return 0;
  const ofOrder = await store.disputes.ofOrder(tx, orderId);
  let released = 0;
  for (const [itemId, money] of await store.orders.money(tx, orderId)) {
    const disputes = ofOrder.filter((dispute) => dispute.itemId === itemId);
    const minor = owedToSeller(ctx, { order, money, disputes });
    if (minor <= 0n) continue;
    await release(ctx, { order, itemId, minor, before: money.released });
    released += 1;
  }
  return released;
};

/** The money row and the instruction to pay, together or not at all. */
const release = async (
  { store, tx, now }: Context,
  what: { order: Order; itemId: string; minor: bigint; before: bigint },
): Promise<void> => {
  const { order, itemId, minor, before } = what;
  forgetRecords({ tx });
  await store.orders.release(tx, order.id, itemId, minor);
  // The id follows from the money, so the same release can't be told twice.
  const id = `${order.id}:${itemId}:release:${before + minor}`;
  const body = { orderId: order.id, itemId, currency: order.currency, amount: minor.toString() };
  const row = { id, kind: 'release', stream: order.id, body, createdAt: now } as const;
  await store.outbox.add(tx, [row], now);
};
