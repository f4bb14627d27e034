import type { Instant } from '../domain/time.ts';
import type { Inbox, InboxRow } from '../queues-port.ts';
import { plain } from './codec.ts';
import { insert, row, rows } from './sql.ts';

interface Stored {
  readonly id: number;
  readonly conversation_id: string;
  readonly key: string;
  readonly activity: string;
  readonly received_at: Instant;
  readonly tries: number;
}

const inboxRow = (found: Stored): InboxRow => ({
  id: found.id,
  conversationId: found.conversation_id,
  key: found.key,
  activity: plain(found.activity),
  receivedAt: found.received_at,
  tries: found.tries,
});

const store: Inbox['store'] = async (tx, arrived) => {
  const stored = await insert(
    tx,
    'inbox',
    [
      {
        conversation_id: arrived.conversationId,
        key: arrived.key,
        activity: JSON.stringify(arrived.activity),
        answer: arrived.answer,
        received_at: arrived.receivedAt,
      },
    ],
    'on conflict (conversation_id, key) do nothing returning id',
  );
  if (stored.length === 1) return { duplicate: false, answer: arrived.answer };
  const earlier = await answerTo(tx, arrived.conversationId, arrived.key);
  return { duplicate: true, answer: earlier ?? arrived.answer };
};

const answerTo: Inbox['answerTo'] = async (tx, conversationId, key) => {
  const found = await row<{ readonly answer: string }>(
    tx,
    'select answer from inbox where conversation_id = ? and key = ?',
    [conversationId, key],
  );
  return found?.answer;
};

const next: Inbox['next'] = async (tx, conversationId) => {
  const found = await row<Stored>(
    tx,
    `select id, conversation_id, key, activity, received_at, tries from inbox
      where conversation_id = ? and done_at is null order by id limit 1`,
    [conversationId],
  );
  return found && inboxRow(found);
};

const waiting: Inbox['waiting'] = async (tx, limit) => {
  const found = await rows<{ readonly conversation_id: string }>(
    tx,
    `select conversation_id from inbox where done_at is null
      group by conversation_id order by min(id) limit ?`,
    [limit],
  );
  return found.map((busy) => busy.conversation_id);
};

const countWaiting: Inbox['countWaiting'] = async (tx, conversationId) => {
  const found = await row<{ readonly n: number }>(
    tx,
    'select count(*) as n from inbox where conversation_id = ? and done_at is null',
    [conversationId],
  );
  return found?.n ?? 0;
};

const done: Inbox['done'] = async (tx, id, at) => {
  await rows(tx, 'update inbox set done_at = ? where id = ?', [at, id]);
};

const failed: Inbox['failed'] = async (tx, id, fault) => {
  const counted = await row<{ readonly tries: number }>(
    tx,
    'update inbox set tries = tries + 1, fault = ? where id = ? returning tries',
    [fault, id],
  );
  if (!counted) throw new Error(`There is no inbox row ${id}`);
  return counted.tries;
};

export const inbox: Inbox = { store, next, waiting, countWaiting, answerTo, done, failed };
