import type { Knex } from 'knex';
import { dialectOf, dropEmpty, moneyColumn, runAll } from './dialect.ts';

/** What the marketplace tells us, where the money of each item stands, and the facts of the installation. */
export const up = async (db: Knex): Promise<void> => {
  const dialect = dialectOf(db);
  const { int, strict } = dialect;
  const money = (name: string): string => moneyColumn(dialect, name);
  await runAll(db, [
    `create table orders (
      id text primary key,
      version ${int} not null,
      buyer_id text not null,
      seller_id text not null,
      status text not null,
      placed_at ${int} not null,
      completed_at ${int},
      protection_ends_at ${int},
      body text not null
    ) ${strict}`,
    'create index orders_of_buyer on orders (buyer_id, placed_at)',
    `create table item_money (
      order_id text not null references orders (id),
      item_id text not null,
      ${money('paid')},
      ${money('instructed')},
      ${money('completed')},
      ${money('failed')},
      ${money('released')},
      primary key (order_id, item_id),
      constraint never_more_than_paid check (instructed + released <= paid),
      constraint settled_within_instructed check (completed + failed <= instructed)
    ) ${strict}`,
    'create index item_money_held on item_money (order_id) where paid > instructed + released',
    `create table rulebooks (version text primary key, body text not null) ${strict}`,
    `create table settings (key text primary key, value text not null) ${strict}`,
  ]);
};

export const down = (db: Knex): Promise<void> =>
  dropEmpty(db, ['settings', 'rulebooks', 'item_money', 'orders']);
