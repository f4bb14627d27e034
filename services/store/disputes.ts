import type { Dispute } from '../domain/dispute.ts';
import type { DisputeEvent } from '../domain/event.ts';
import type { Disputes } from '../ports.ts';
import { decode } from './codec.ts';
import { page } from './dispute-pages.ts';
import { ownedBy } from './ownership.ts';
import { saveDispute } from './save-dispute.ts';
import { locking, row, rows } from './sql.ts';

interface Body {
  readonly body: string;
}

const dispute = ({ body }: Body): Dispute => decode<Dispute>(body);

/** Locks the row on PostgreSQL: whoever finds one dispute may be about to change it. Foreign keys still pass. */
const find: Disputes['find'] = async (tx, principal, disputeId) => {
  const owned = ownedBy(principal);
  const found = await row<Body>(
    tx,
    `select body from disputes where id = ? and ${owned.sql} ${locking(tx, 'for no key update')}`,
    [disputeId, ...owned.bindings],
  );
  return found && dispute(found);
};

const ofItem: Disputes['ofItem'] = async (tx, orderId, itemId) => {
  const found = await rows<Body>(
    tx,
    'select body from disputes where order_id = ? and item_id = ? order by opened_at desc, id desc',
    [orderId, itemId],
  );
  return found.map(dispute);
};

const ofOrder: Disputes['ofOrder'] = async (tx, orderId) => {
  const found = await rows<Body>(
    tx,
    'select body from disputes where order_id = ? order by opened_at desc, id desc',
    [orderId],
  );
  return found.map(dispute);
};

const listOf: Disputes['listOf'] = async (tx, buyerId) => {
  const found = await rows<Body>(
    tx,
    'select body from disputes where buyer_id = ? order by opened_at desc, id desc',
    [buyerId],
  );
  return found.map(dispute);
};

const events: Disputes['events'] = async (tx, disputeId) => {
  const found = await rows<Body>(
    tx,
    'select body from dispute_events where dispute_id = ? order by seq',
    [disputeId],
  );
  return found.map(({ body }) => decode<DisputeEvent>(body));
};

const due: Disputes['due'] = async (tx, now, limit) => {
  const found = await rows<{ readonly id: string }>(
    tx,
    'select id from disputes where due_at <= ? order by due_at, id limit ?',
    [now, limit],
  );
  return found.map(({ id }) => id);
};

export const disputes: Disputes = {
  find,
  ofItem,
  ofOrder,
  listOf,
  page,
  events,
  due,
  save: saveDispute,
};
