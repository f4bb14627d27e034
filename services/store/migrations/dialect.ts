import type { Knex } from 'knex';
import { isPostgres } from '../sql.ts';

/** The words in which the two databases differ. Every integer is 64 bits; SQLite's tables are STRICT. */
export interface Dialect {
  readonly postgres: boolean;
  readonly int: string;
  readonly serial: string;
  readonly strict: string;
  /** Minor units of money: never negative, exact in JavaScript. */
  readonly money: string;
}

const exactly = '9007199254740991';

export const dialectOf = (db: Knex): Dialect => {
  const postgres = isPostgres(db);
  const int = postgres ? 'bigint' : 'integer';
  return {
    postgres,
    int,
    serial: postgres
      ? 'bigint generated always as identity primary key'
      : 'integer primary key autoincrement',
    strict: postgres ? '' : 'strict',
    money: `${int} not null default 0 check (VALUE between 0 and ${exactly})`,
  };
};

/** A money column; the check needs its own name on both databases. */
export const moneyColumn = (dialect: Dialect, name: string): string =>
  `${name} ${dialect.money.replace('VALUE', name)}`;

export const runAll = async (db: Knex, statements: readonly string[]): Promise<void> => {
  for (const statement of statements) await db.raw(statement);
};

/** Undoing the birth of a table would lose what is in it, so that only works while it is empty. */
export const dropEmpty = async (db: Knex, tables: readonly string[]): Promise<void> => {
  for (const table of tables) {
    if (await db.first('*').from(table))
      throw new Error(`Table ${table} has rows; migrating down would lose them`);
    await db.raw(`drop table ${table}`);
  }
};
