import type { Tx } from '../ports.ts';
import { rows } from './sql.ts';

/** Minor units by which an item's money changes; `failed` shrinks when a failed refund is completed after all. */
export interface MoneyMove {
  readonly instructed?: bigint;
  readonly completed?: bigint;
  readonly failed?: bigint;
  readonly released?: bigint;
}

/**
 * One guarded UPDATE: of two transactions that would both take the last cent, the second meets no row.
 * Throws if refunds and releases together would pass what was paid: a fault, since `decide` has looked before.
 */
export const moveMoney = async (
  tx: Tx,
  item: { readonly orderId: string; readonly itemId: string },
  { instructed = 0n, completed = 0n, failed = 0n, released = 0n }: MoneyMove,
): Promise<void> => {
  const moved = await rows(
    tx,
    `update item_money set instructed = instructed + ?, completed = completed + ?,
       failed = failed + ?, released = released + ?
      where order_id = ? and item_id = ? and instructed + released + ? <= paid
      returning order_id`,
    [instructed, completed, failed, released, item.orderId, item.itemId, instructed + released],
  );
  if (moved.length === 0)
    throw new Error(
      `Refunds and releases of item ${item.itemId} of order ${item.orderId} would pass what was paid`,
    );
};
