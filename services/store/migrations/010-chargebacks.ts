import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

/** Items whose money the buyer's bank took back, disputed or not: nothing of ours is paid for them any more. */
export const up = async (db: Knex): Promise<void> => {
  const { int, strict } = dialectOf(db);
  await runAll(db, [
    `create table chargebacks (
      order_id text not null,
      item_id text not null,
      at ${int} not null,
      primary key (order_id, item_id),
      foreign key (order_id, item_id) references item_money (order_id, item_id)
    ) ${strict}`,
  ]);
};

export const down = (db: Knex): Promise<void> => dropEmpty(db, ['chargebacks']);
