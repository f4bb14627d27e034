import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';
import SqliteTransaction from 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js';
import SqliteClient from 'knex/lib/dialects/sqlite3/index.js';
import { silent } from './silent-log.ts';

/**
 * Takes the write lock at once. knex's plain BEGIN lets two processes read and then upgrade, and SQLite refuses the
 * second one immediately, whatever `busy_timeout` says.
 * A COMMIT that failed can leave the connection inside its transaction; the next one then starts clean.
 */
class ImmediateTransaction extends SqliteTransaction {
  override async begin(connection: unknown): Promise<unknown> {
    try {
      return await this.trxClient.query(connection, 'BEGIN IMMEDIATE');
    } catch (fault) {
      if (!String(fault).includes('within a transaction')) throw fault;
      await this.trxClient.query(connection, 'ROLLBACK');
      return this.trxClient.query(connection, 'BEGIN IMMEDIATE');
    }
  }
}

class ImmediateClient extends SqliteClient {
  override transaction(container: unknown, config: unknown, outer: unknown): Knex.Transaction {
    return new ImmediateTransaction(this, container, config, outer) as unknown as Knex.Transaction;
  }
}

/** `busy_timeout` in ms comes first, so that it covers the switch to WAL when two processes start together. */
const pragmas = [
  'busy_timeout = 5000',
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  // REPLACE must not delete a dispute's event behind the back of its trigger.
  'recursive_triggers = ON',
];

interface RawConnection {
  exec(sql: string, done: (fault: Error | null) => void): void;
}

/** One connection for the process: `:memory:` needs it, and two would only wait for each other's write lock. */
export const connectSqlite = (filename: string): Knex => {
  if (filename !== ':memory:') mkdirSync(dirname(filename), { recursive: true, mode: 0o700 });
  return knex({
    client: ImmediateClient,
    connection: { filename },
    useNullAsDefault: true,
    compileSqlOnError: false,
    log: silent,
    acquireConnectionTimeout: 2000,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (
        connection: RawConnection,
        done: (fault: Error | null, connection: RawConnection) => void,
      ) => {
        connection.exec(pragmas.map((pragma) => `PRAGMA ${pragma};`).join(''), (fault) =>
          done(fault, connection),
        );
      },
    },
  });
};
