import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

/** Conversations, their messages (numbered without a gap, as events are) and the files that came with them. */
export const up = async (db: Knex): Promise<void> => {
  const { int, strict } = dialectOf(db);
  await runAll(db, [
    `create table conversations (
      id text primary key,
      channel text not null,
      buyer_id text,
      user_id text not null,
      locale text not null,
      owner text not null default 'bot' check (owner in ('bot', 'agent')),
      last_seq ${int} not null default 0,
      state text not null default '{}',
      state_version ${int} not null default 0,
      reference text,
      started_at ${int} not null
    ) ${strict}`,
    `create table messages (
      conversation_id text not null references conversations (id),
      seq ${int} not null,
      after_seq ${int},
      id text not null,
      sender text not null check (sender in ('buyer', 'bot', 'agent', 'system')),
      activity text not null,
      at ${int} not null,
      primary key (conversation_id, seq),
      constraint no_gap_in_messages check (
        (seq = 1 and after_seq is null) or (seq > 1 and after_seq is not null and after_seq = seq - 1)
      ),
      foreign key (conversation_id, after_seq) references messages (conversation_id, seq)
    ) ${strict}`,
    `create table uploads (
      id text primary key,
      conversation_id text not null references conversations (id),
      buyer_id text,
      at ${int} not null,
      body text not null
    ) ${strict}`,
    'create index uploads_of_conversation on uploads (conversation_id, at)',
  ]);
};

export const down = (db: Knex): Promise<void> =>
  dropEmpty(db, ['uploads', 'messages', 'conversations']);
