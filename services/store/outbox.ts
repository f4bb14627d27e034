import type { Instant } from '../domain/time.ts';
import type { Outbox, OutboxRow } from '../queues-port.ts';
import { plain } from './codec.ts';
import { replay } from './outbox-replay.ts';
import { insert, locking, row, rows } from './sql.ts';

interface Stored {
  readonly id: string;
  readonly kind: OutboxRow['kind'];
  readonly stream: string;
  readonly body: string;
  readonly created_at: Instant;
  readonly tries: number;
}

const outboxRow = (found: Stored): OutboxRow => ({
  id: found.id,
  kind: found.kind,
  stream: found.stream,
  body: plain(found.body),
  createdAt: found.created_at,
  tries: found.tries,
});

/** A row whose id is there already is the same thing told again: it is not added. */
export const addRows: Outbox['add'] = async (tx, added, at) => {
  await insert(
    tx,
    'outbox',
    added.map(({ id, kind, stream, body, createdAt }) => ({
      id,
      kind,
      stream,
      body: JSON.stringify(body),
      created_at: createdAt,
      not_before: at,
    })),
    'on conflict (id) do nothing',
  );
};

/** What the marketplace is told, of whatever kind, is one stream for a dispute: a refund never overtakes its ruling. */
const toMarketplace: readonly OutboxRow['kind'][] = ['webhook', 'refund', 'release'];

/** Only the oldest waiting row of a stream can be due: one that has to be retried holds back those behind it. */
const due: Outbox['due'] = async (tx, kind, now, limit) => {
  const inOrder = toMarketplace.includes(kind) ? toMarketplace : [kind];
  const found = await rows<Stored>(
    tx,
    `select id, kind, stream, body, created_at, tries from outbox
      where kind = ? and state = 'waiting' and not_before <= ?
        and not exists (
          select 1 from outbox older
           where older.kind in (${inOrder.map(() => '?').join(', ')}) and older.stream = outbox.stream
             and older.state = 'waiting' and older.no < outbox.no)
      order by no limit ? ${locking(tx, 'for no key update skip locked')}`,
    [kind, now, ...inOrder, limit],
  );
  return found.map(outboxRow);
};

const hold: Outbox['hold'] = async (tx, ids, until) => {
  if (ids.length === 0) return;
  const places = ids.map(() => '?').join(', ');
  await rows(tx, `update outbox set not_before = ? where id in (${places})`, [until, ...ids]);
};

const sent: Outbox['sent'] = async (tx, id, at) => {
  await rows(tx, "update outbox set state = 'sent', sent_at = ? where id = ?", [at, id]);
};

const retry: Outbox['retry'] = async (tx, id, notBefore, error) => {
  await rows(
    tx,
    "update outbox set tries = tries + 1, not_before = ?, error = ? where id = ? and state = 'waiting'",
    [notBefore, error, id],
  );
};

export const park: Outbox['park'] = async (tx, id, error) => {
  await rows(
    tx,
    "update outbox set state = 'parked', error = ? where id = ? and state = 'waiting'",
    [error, id],
  );
};

const release: Outbox['release'] = async (tx, { stream, error, since }, at) => {
  await rows(
    tx,
    `update outbox set state = 'waiting', not_before = ?
      where stream = ? and state = 'parked' and error = ? and created_at >= ?`,
    [at, stream, error, since],
  );
};

const oldestWaiting: Outbox['oldestWaiting'] = async (tx) => {
  const found = await row<{ readonly oldest: Instant | null }>(
    tx,
    // A hub that is down is no reason to send buyers to another node: its cases come back by themselves.
    "select min(created_at) as oldest from outbox where state = 'waiting' and kind <> 'hub'",
  );
  return found?.oldest ?? undefined;
};

export const outbox: Outbox = {
  ...{ add: addRows, due, hold, sent, retry, park, release, oldestWaiting, replay },
};
