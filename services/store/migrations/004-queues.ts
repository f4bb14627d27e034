import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

/** What came in and waits for its turn, and what has to leave after a commit. */
export const up = async (db: Knex): Promise<void> => {
  const { int, serial, strict } = dialectOf(db);
  await runAll(db, [
    `create table inbox (
      id ${serial},
      conversation_id text not null references conversations (id),
      key text not null,
      activity text not null,
      answer text not null,
      received_at ${int} not null,
      tries ${int} not null default 0,
      fault text,
      done_at ${int},
      unique (conversation_id, key)
    ) ${strict}`,
    'create index inbox_waiting on inbox (conversation_id, id) where done_at is null',
    `create table outbox (
      no ${serial},
      id text not null unique,
      kind text not null check (kind in ('channel', 'webhook', 'refund', 'release', 'alert')),
      stream text not null,
      body text not null,
      created_at ${int} not null,
      not_before ${int} not null,
      tries ${int} not null default 0,
      state text not null default 'waiting' check (state in ('waiting', 'sent', 'parked')),
      error text,
      sent_at ${int}
    ) ${strict}`,
    "create index outbox_waiting on outbox (kind, stream, no) where state = 'waiting'",
  ]);
};

export const down = (db: Knex): Promise<void> => dropEmpty(db, ['outbox', 'inbox']);
