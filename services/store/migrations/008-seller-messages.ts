import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

/** What buyer and seller write to each other about an order. `state` is how far the seller's words have come. */
export const up = async (db: Knex): Promise<void> => {
  const { int, serial, strict } = dialectOf(db);
  await runAll(db, [
    `create table seller_messages (
      no ${serial},
      id text not null unique,
      order_id text not null references orders (id),
      buyer_id text not null,
      seller_id text not null,
      sender text not null check (sender in ('buyer', 'seller')),
      text text not null,
      at ${int} not null,
      conversation_id text references conversations (id),
      state text not null check (state in ('sent', 'waiting', 'given', 'said', 'dropped', 'failed')),
      not_before ${int} not null,
      tries ${int} not null default 0
    ) ${strict}`,
    `create index seller_messages_due on seller_messages (not_before, no) where state = 'waiting'`,
    'create index seller_messages_of_buyer on seller_messages (buyer_id, no)',
    'create index seller_messages_of_order on seller_messages (order_id, no)',
  ]);
};

export const down = (db: Knex): Promise<void> => dropEmpty(db, ['seller_messages']);
