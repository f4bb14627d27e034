import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

/** What a buyer is to be told of a dispute, and the conversation in which the dispute was opened. */
export const up = async (db: Knex): Promise<void> => {
  const { int, serial, strict } = dialectOf(db);
  await runAll(db, [
    `create table notices (
      no ${serial},
      id text not null unique,
      dispute_id text not null references disputes (id),
      buyer_id text not null,
      about text not null,
      planned_at ${int} not null,
      created_at ${int} not null,
      not_before ${int} not null,
      state text not null default 'waiting'
        check (state in ('waiting', 'kept', 'given', 'said', 'dropped', 'failed')),
      conversation_id text references conversations (id),
      tries ${int} not null default 0,
      settled_at ${int}
    ) ${strict}`,
    `create index notices_due on notices (not_before, no) where state in ('waiting', 'kept')`,
    `create index notices_of_buyer on notices (buyer_id, planned_at, no) where state in ('waiting', 'kept')`,
    `create table dispute_origins (
      dispute_id text primary key references disputes (id),
      conversation_id text not null references conversations (id)
    ) ${strict}`,
    `create table notice_opt_outs (buyer_id text primary key, at ${int} not null) ${strict}`,
    'create index conversations_of_buyer on conversations (buyer_id) where buyer_id is not null',
  ]);
};

export const down = async (db: Knex): Promise<void> => {
  await dropEmpty(db, ['notice_opt_outs', 'dispute_origins', 'notices']);
  await db.raw('drop index conversations_of_buyer');
};
