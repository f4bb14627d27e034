import type { Knex } from 'knex';
import { dialectOf, dropEmpty, moneyColumn, runAll } from './dialect.ts';

/**
 * `takes_item` is 1 as long as the dispute keeps the item from being disputed again.
 * An event points at the one before it (`after_seq`), so a gap in `seq` can't be stored.
 */
export const up = async (db: Knex): Promise<void> => {
  const dialect = dialectOf(db);
  const { int, strict } = dialect;
  await runAll(db, [
    `create table disputes (
      id text primary key,
      seq ${int} not null check (seq > 0),
      order_id text not null,
      item_id text not null,
      buyer_id text not null,
      seller_id text not null,
      state text not null,
      takes_item ${int} not null check (takes_item in (0, 1)),
      opened_at ${int} not null,
      due_at ${int},
      body text not null,
      foreign key (order_id, item_id) references item_money (order_id, item_id)
    ) ${strict}`,
    'create index disputes_of_item on disputes (order_id, item_id)',
    'create index disputes_of_buyer on disputes (buyer_id, opened_at)',
    'create index disputes_due on disputes (due_at) where due_at is not null',
    `create table dispute_events (
      dispute_id text not null references disputes (id),
      seq ${int} not null,
      after_seq ${int},
      type text not null,
      actor_role text not null,
      actor_id text not null,
      rule text not null,
      rulebook_version text not null,
      at ${int} not null,
      body text not null,
      primary key (dispute_id, seq),
      constraint no_gap check (
        (seq = 1 and after_seq is null) or (seq > 1 and after_seq is not null and after_seq = seq - 1)
      ),
      foreign key (dispute_id, after_seq) references dispute_events (dispute_id, seq)
    ) ${strict}`,
    `create table refund_instructions (
      id text primary key,
      dispute_id text not null references disputes (id),
      outcome_no ${int} not null,
      order_id text not null,
      item_id text not null,
      currency text not null,
      ${moneyColumn(dialect, 'amount')},
      state text not null check (state in ('instructed', 'completed', 'failed')),
      at ${int} not null,
      constraint one_refund_per_outcome unique (dispute_id, outcome_no),
      foreign key (order_id, item_id) references item_money (order_id, item_id)
    ) ${strict}`,
    `create table dispute_evidence (
      id text not null,
      dispute_id text not null references disputes (id),
      party text not null,
      removed_at ${int},
      primary key (id, dispute_id)
    ) ${strict}`,
  ]);
};

export const down = (db: Knex): Promise<void> =>
  dropEmpty(db, ['dispute_evidence', 'refund_instructions', 'dispute_events', 'disputes']);
