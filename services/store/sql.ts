import type { Knex } from 'knex';
import type { Tx } from '../ports.ts';
import { type Scalar, storable } from './bindings.ts';

/** The one place where the port's opaque transaction is what it really is. */
export const asTx = (trx: Knex.Transaction): Tx => trx as unknown as Tx;
export const knexOf = (tx: Tx): Knex.Transaction => tx as unknown as Knex.Transaction;

export const isPostgres = (db: Knex): boolean => db.client.driverName === 'pg';

/**
 * Runs one statement and answers its rows; an UPDATE or INSERT that wants to know whether it met a row says
 * RETURNING. The same text runs on both databases. Tests may use it to try what the database itself refuses.
 */
export const rows = async <R>(
  tx: Tx,
  sql: string,
  bindings: readonly Scalar[] = [],
): Promise<readonly R[]> => {
  const answer: readonly R[] | { readonly rows: readonly R[] } = await knexOf(tx).raw(
    sql,
    bindings.map(storable),
  );
  return 'rows' in answer ? answer.rows : answer;
};

export const row = async <R>(
  tx: Tx,
  sql: string,
  bindings: readonly Scalar[] = [],
): Promise<R | undefined> => (await rows<R>(tx, sql, bindings))[0];

/** One INSERT for all records, which have the same columns; `tail` is ON CONFLICT or RETURNING. Nothing for none. */
export const insert = async <R>(
  tx: Tx,
  table: string,
  records: readonly Readonly<Record<string, Scalar>>[],
  tail = '',
): Promise<readonly R[]> => {
  const [first] = records;
  if (!first) return [];
  const columns = Object.keys(first);
  const places = `(${columns.map(() => '?').join(', ')})`;
  return rows<R>(
    tx,
    `insert into ${table} (${columns.join(', ')}) values ${records.map(() => places).join(', ')} ${tail}`,
    records.flatMap((record) => columns.map((column) => record[column])),
  );
};

/** PostgreSQL locks the rows that are read; on SQLite BEGIN IMMEDIATE has locked everything already. */
export const locking = (tx: Tx, clause: string): string => (isPostgres(knexOf(tx)) ? clause : '');
