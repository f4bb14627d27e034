import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

/**
 * Which buyer is in a chat of another channel, and the sign-ins that show it. A link that has ended stays, with the
 * numbers of the messages that were written under it: whose words they are must be known for ever.
 */
export const up = async (db: Knex): Promise<void> => {
  const { int, serial, strict } = dialectOf(db);
  await runAll(db, [
    `create table account_links (
      no ${serial},
      conversation_id text not null references conversations (id),
      channel text not null,
      user_id text not null,
      buyer_id text not null,
      linked_at ${int} not null,
      verified_at ${int} not null check (verified_at >= linked_at),
      first_seq ${int} not null,
      ended_at ${int},
      last_seq ${int},
      check ((ended_at is null) = (last_seq is null))
    ) ${strict}`,
    `create unique index account_links_now on account_links (conversation_id) where ended_at is null`,
    'create index account_links_of_conversation on account_links (conversation_id, no)',
    'create index account_links_of_buyer on account_links (buyer_id, no)',
    `create table sign_in_requests (
      no ${serial},
      state_hash text not null unique,
      conversation_id text not null references conversations (id),
      channel text not null,
      user_id text not null,
      created_at ${int} not null,
      expires_at ${int} not null,
      tries ${int} not null default 0,
      buyer_id text,
      code_hash text,
      code_expires_at ${int},
      ended_at ${int},
      check ((buyer_id is null) = (code_hash is null) and (buyer_id is null) = (code_expires_at is null))
    ) ${strict}`,
    `create unique index sign_in_requests_open on sign_in_requests (conversation_id) where ended_at is null`,
    'create index sign_in_requests_at on sign_in_requests (created_at)',
    'create index sign_in_requests_made on sign_in_requests (conversation_id, created_at)',
  ]);
};

export const down = (db: Knex): Promise<void> =>
  dropEmpty(db, ['sign_in_requests', 'account_links']);
