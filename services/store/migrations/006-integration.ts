import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

const pages = {
  disputes_by_opening: '(opened_at, id)',
  disputes_in_state: '(state, opened_at, id)',
  disputes_of_seller: '(seller_id, opened_at, id)',
} as const;

/**
 * What the marketplace's API needs: the answers that it gave under an idempotency key, and the orders in which it
 * pages through disputes. A key without an answer is one whose request is still running.
 */
export const up = async (db: Knex): Promise<void> => {
  const { int, strict } = dialectOf(db);
  await runAll(db, [
    `create table idempotency_keys (
      client text not null,
      key text not null,
      request text not null,
      status ${int},
      answer text,
      at ${int} not null,
      primary key (client, key)
    ) ${strict}`,
    'create index idempotency_keys_by_age on idempotency_keys (at)',
    ...Object.entries(pages).map(
      ([name, columns]) => `create index ${name} on disputes ${columns}`,
    ),
  ]);
};

export const down = async (db: Knex): Promise<void> => {
  await dropEmpty(db, ['idempotency_keys']);
  await runAll(
    db,
    Object.keys(pages).map((name) => `drop index ${name}`),
  );
};
