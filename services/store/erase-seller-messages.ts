import { erased } from '../domain/erase-words.ts';
import type { Tx } from '../ports.ts';
import { rows } from './sql.ts';

/**
 * Replaces the words between a buyer and their sellers, also in what the marketplace's API answered. What it was told
 * stands on the stream of the order, which `eraseBuyer` goes through.
 */
export const eraseSellerMessages = async (tx: Tx, buyerId: string): Promise<void> => {
  const changed = await rows<{ readonly id: string }>(
    tx,
    'update seller_messages set text = ? where buyer_id = ? returning id',
    [erased, buyerId],
  );
  for (const { id } of changed)
    await rows(tx, "update idempotency_keys set answer = '{}' where answer like ?", [`%"${id}"%`]);
  await rows(
    tx,
    "update seller_messages set state = 'dropped' where buyer_id = ? and state in ('waiting', 'given')",
    [buyerId],
  );
};
