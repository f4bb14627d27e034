import type { Dispute } from '../domain/dispute.ts';
import {
  disputeWithoutWords,
  erased,
  eventWithoutWords,
  orderWithoutPerson,
} from '../domain/erase-words.ts';
import type { Erasure, PersonalData } from '../personal-data-port.ts';
import type { Json, Tx } from '../ports.ts';
import { encode } from './codec.ts';
import { disputes } from './disputes.ts';
import { eraseDesk } from './erase-desk.ts';
import { eraseSellerMessages } from './erase-seller-messages.ts';
import { eraseTalk } from './erase-talk.ts';
import { conversationIdsOf, erasureKey, erasuresOf } from './export-buyer.ts';
import { eraseLinks } from './link-history.ts';
import { createEventGuards, dropEventGuards } from './migrations/005-guards.ts';
import { orders } from './orders.ts';
import { settings } from './settings.ts';
import { knexOf, locking, rows } from './sql.ts';

/** Everything in the caller's one transaction: no reader ever sees half of it, and a fault erases nothing. */
export const eraseBuyer: PersonalData['erase'] = async (tx, buyerId, at) => {
  const conversationIds = await conversationIdsOf(tx, buyerId);
  if (!(await orders.buyer(tx, buyerId)) && conversationIds.length === 0) return undefined;
  // Locked first: a command under way commits before, and a later one reads what is left.
  await rows(tx, `select id from disputes where buyer_id = ? ${locking(tx, 'for update')}`, [
    buyerId,
  ]);
  const owned = await disputes.listOf(tx, buyerId);
  const events = await eraseEvents(tx, owned);
  for (const dispute of owned) await eraseDispute(tx, dispute);
  await eraseSellerMessages(tx, buyerId);
  await eraseDesk(
    tx,
    buyerId,
    owned.map(({ id }) => id),
  );
  const talk = await eraseTalk(tx, { buyerId, conversationIds, at });
  await eraseLinks(tx, buyerId, at);
  const fileIds = [...new Set([...talk.fileIds, ...owned.flatMap(ownFiles)])];
  const erasure: Erasure = {
    ...{ at, orders: await eraseOrders(tx, buyerId), disputes: owned.length, events },
    ...{ conversations: conversationIds.length, messages: talk.messages, files: fileIds.length },
  };
  await record(tx, buyerId, erasure);
  return { erasure, fileIds };
};

const ownFiles = ({ evidence }: Dispute): readonly string[] =>
  evidence.filter(({ party }) => party === 'buyer').map(({ id }) => id);

/**
 * The one change of events that there is. Their guards are dropped and made again inside the transaction, whose lock
 * on the table keeps everybody else out meanwhile; type, actor, rule, date and number are columns that stay as they are.
 */
const eraseEvents = async (tx: Tx, owned: readonly Dispute[]): Promise<number> => {
  if (owned.length === 0) return 0;
  let count = 0;
  await dropEventGuards(knexOf(tx));
  for (const { id } of owned)
    for (const event of await disputes.events(tx, id)) {
      await rows(tx, 'update dispute_events set body = ? where dispute_id = ? and seq = ?', [
        encode(eventWithoutWords(event)),
        id,
        event.seq,
      ]);
      count += 1;
    }
  await createEventGuards(knexOf(tx));
  return count;
};

const eraseDispute = async (tx: Tx, dispute: Dispute): Promise<void> => {
  await rows(tx, 'update disputes set body = ? where id = ?', [
    encode(disputeWithoutWords(dispute)),
    dispute.id,
  ]);
  await eraseTold(tx, dispute.id);
  // What the marketplace's API answered; a repeated request is still known by its key.
  await rows(tx, "update idempotency_keys set answer = '{}' where answer like ?", [
    `%"${dispute.id}"%`,
  ]);
};

/** What left, or waits to leave, for the marketplace: it is kept to be told again. */
const eraseTold = async (tx: Tx, stream: string): Promise<void> => {
  const told = await rows<{ readonly id: string; readonly body: string }>(
    tx,
    'select id, body from outbox where stream = ?',
    [stream],
  );
  for (const { id, body } of told)
    await rows(tx, 'update outbox set body = ? where id = ?', [withoutTold(body), id]);
};

interface Told {
  readonly dispute?: Dispute;
  readonly [more: string]: unknown;
}

const withoutTold = (body: string): string => {
  const { dispute, ...more } = JSON.parse(body) as Told;
  return JSON.stringify({
    ...(withoutTexts(more as { readonly [key: string]: Json }) as object),
    // Its amounts are texts here, which nothing of this looks at.
    ...(dispute && { dispute: disputeWithoutWords(dispute) }),
  });
};

/** Under these names a told body has words of people. */
const wordy = new Set(['text', 'message', 'words', 'explanation', 'failure', 'name', 'email']);

const withoutTexts = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      wordy.has(key) && typeof part === 'string' ? erased : withoutTexts(part),
    ]),
  );
};

const eraseOrders = async (tx: Tx, buyerId: string): Promise<number> => {
  const owned = await orders.listOf(tx, buyerId);
  for (const order of owned) {
    await rows(tx, 'update orders set body = ? where id = ?', [
      encode(orderWithoutPerson(order)),
      order.id,
    ]);
    await eraseTold(tx, order.id);
  }
  return owned.length;
};

const record = async (tx: Tx, buyerId: string, erasure: Erasure): Promise<void> => {
  const before = await erasuresOf(tx, buyerId);
  const all = [...before, erasure].map((one) => ({ ...one }));
  await settings.set(tx, erasureKey(buyerId), all);
};
