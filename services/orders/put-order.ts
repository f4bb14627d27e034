import type { Order } from '../domain/order.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import { forgetRecords } from './buyer-records.ts';
import { changeFaults, type OrderFault, orderFaults } from './order-faults.ts';
import { recordReturnDeliveries } from './record-return-deliveries.ts';

/**
 * Stores an order as the marketplace sent it, which alone may. A version that is as old as the stored
 * one, or older, is ignored: `applied` is false then. All faults come back, each with its field's path.
 * A shipment with the number of a return that is under way tells its dispute when the seller got it.
 */
export const putOrder = async (
  ctx: Context,
  order: Order,
): Promise<Result<{ readonly applied: boolean }, readonly OrderFault[]>> => {
  const { store, tx, principal } = ctx;
  if (principal.kind !== 'system') throw new Error(`${principal.kind} may not put orders.`);
  const before = await store.orders.find(tx, principal, order.id);
  if (before && before.version >= order.version) return { ok: true, value: { applied: false } };
  const faults = [...orderFaults(order, ctx.now), ...(before ? changeFaults(before, order) : [])];
  if (faults.length > 0) return { ok: false, refusals: faults };
  forgetRecords(ctx);
  const applied = await store.orders.put(tx, order);
  if (applied) await recordReturnDeliveries(ctx, order);
  return { ok: true, value: { applied } };
};
