import { blocksAnother } from '../domain/blocks-another.ts';
import type { DisputeEvent } from '../domain/event.ts';
import type { Disputes, Tx } from '../ports.ts';
import type { Scalar } from './bindings.ts';
import { isChargedBack } from './chargebacks.ts';
import { encode } from './codec.ts';
import { outboxRowsOf } from './effect-rows.ts';
import { linkEvidence } from './evidence-links.ts';
import { moveMoneyOf } from './money-of-events.ts';
import { addRows } from './outbox.ts';
import { insert, rows } from './sql.ts';

export type Change = Parameters<Disputes['save']>[1];

const columns = ({ dispute, dueAt }: Change): Record<string, Scalar> => ({
  seq: dispute.seq,
  state: dispute.phase.state,
  takes_item: blocksAnother(dispute) ? 1 : 0,
  due_at: dueAt,
  body: encode(dispute),
});

/**
 * A second dispute that takes the item meets the unique index and stores nothing: false, like any slower writer. So is
 * one whose money a chargeback took a moment ago.
 */
const create = async (tx: Tx, change: Change): Promise<boolean> => {
  if (await isChargedBack(tx, change.dispute)) return false;
  const { id, orderId, itemId, buyerId, sellerId, openedAt } = change.dispute;
  const stored = await insert(
    tx,
    'disputes',
    [
      {
        id,
        order_id: orderId,
        item_id: itemId,
        buyer_id: buyerId,
        seller_id: sellerId,
        opened_at: openedAt,
        ...columns(change),
      },
    ],
    'on conflict do nothing returning id',
  );
  return stored.length === 1;
};

const replace = async (tx: Tx, change: Change): Promise<boolean> => {
  const values = columns(change);
  const changed = await rows(
    tx,
    `update disputes set ${Object.keys(values)
      .map((column) => `${column} = ?`)
      .join(', ')} where id = ? and seq = ? returning id`,
    [...Object.values(values), change.dispute.id, change.expectedSeq],
  );
  return changed.length === 1;
};

const eventRow = (event: DisputeEvent): Record<string, Scalar> => ({
  dispute_id: event.disputeId,
  seq: event.seq,
  after_seq: event.seq === 1 ? null : event.seq - 1,
  type: event.type,
  actor_role: event.actor.role,
  actor_id: event.actor.id,
  rule: event.rule,
  rulebook_version: event.rulebookVersion,
  at: event.at,
  body: encode(event),
});

/** Throws if the events don't lead from `expectedSeq` to the dispute's `seq`: the keys alone would miss a short list. */
const checkSeqs = ({ dispute, expectedSeq, events }: Change): void => {
  if (
    dispute.seq !== expectedSeq + events.length ||
    events.some((event, index) => event.seq !== expectedSeq + index + 1)
  )
    throw new Error(
      `Dispute ${dispute.id}: its events don't lead from ${expectedSeq} to ${dispute.seq}`,
    );
};

/** State, events, money and outbox rows together; the caller's transaction makes them one. */
export const saveDispute: Disputes['save'] = async (tx, change) => {
  checkSeqs(change);
  const written = change.expectedSeq === 0 ? await create(tx, change) : await replace(tx, change);
  if (!written) return false;
  await insert(tx, 'dispute_events', change.events.map(eventRow));
  await linkEvidence(tx, change);
  await moveMoneyOf(tx, change);
  await addRows(tx, outboxRowsOf(change), change.now);
  return true;
};
