import type { Orders, Tx } from '../ports.ts';
import { park } from './outbox.ts';
import { insert, locking, row, rows } from './sql.ts';
import { stopped } from './stopped-payment.ts';

interface ItemOf {
  readonly orderId: string;
  readonly itemId: string;
}

/**
 * Writes down that the bank took the item's money back, the first time, and parks what has not left yet. On PostgreSQL
 * the item's row is locked against an opening (`isChargedBack`): one of the two sees the other.
 */
export const chargeBack: Orders['chargeBack'] = async (tx, { orderId, itemId }, at) => {
  await lockMoney(tx, { orderId, itemId }, 'for update');
  await insert(
    tx,
    'chargebacks',
    [{ order_id: orderId, item_id: itemId, at }],
    'on conflict (order_id, item_id) do nothing',
  );
  await stopPayments(tx, { orderId, itemId });
};

/** Waits on PostgreSQL for a chargeback that is being written, so that no dispute opens beside it. */
export const isChargedBack = async (tx: Tx, item: ItemOf): Promise<boolean> => {
  await lockMoney(tx, item, 'for key share');
  const found = await row(tx, 'select at from chargebacks where order_id = ? and item_id = ?', [
    item.orderId,
    item.itemId,
  ]);
  return found !== undefined;
};

/** Nothing on SQLite, where BEGIN IMMEDIATE has locked everything already. */
const lockMoney = async (tx: Tx, { orderId, itemId }: ItemOf, clause: string): Promise<void> => {
  if (locking(tx, clause) === '') return;
  await rows(
    tx,
    `select item_id from item_money where order_id = ? and item_id = ? ${locking(tx, clause)}`,
    [orderId, itemId],
  );
};

/** What has not left yet must not leave any more (rules.md 3, chargeback), in whatever dispute's or order's name. */
const stopPayments = async (tx: Tx, { orderId, itemId }: ItemOf): Promise<void> => {
  // The end of protection releases in the order's name (deadlines/release-held.ts): its id begins with order and item.
  const release = `${orderId}:${itemId}:release:`;
  const waiting = await rows<{ readonly id: string }>(
    tx,
    `select id from outbox where kind in ('refund', 'release') and state = 'waiting'
        and (stream in (select id from disputes where order_id = ? and item_id = ?)
          or (stream = ? and substr(id, 1, ?) = ?))`,
    [orderId, itemId, orderId, release.length, release],
  );
  for (const { id } of waiting) await park(tx, id, stopped);
};
