import knex, { type Knex } from 'knex';
import pg from 'pg';
import { silent } from './silent-log.ts';

/** int8 comes as a text; ours are instants, counters and minor units, all within 2^53 - 1. */
const safeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be read exactly`);
  return value;
};

const types = {
  getTypeParser: (oid: number, format: string) =>
    oid === pg.types.builtins.INT8 && format !== 'binary'
      ? safeInteger
      : pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
};

/** A node that hangs or is cut off must not hold a conversation's or a dispute's lock for ever. */
const limits = "SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '30s'";

interface RawConnection {
  query(sql: string, done: (fault: Error | null) => void): void;
}

export const connectPostgres = (connectionString: string): Knex =>
  knex({
    client: 'pg',
    connection: { connectionString, types, application_name: 'resolve' },
    acquireConnectionTimeout: 2000,
    compileSqlOnError: false,
    log: silent,
    pool: {
      min: 0,
      max: 10,
      afterCreate: (
        connection: RawConnection,
        done: (fault: Error | null, connection: RawConnection) => void,
      ) => {
        connection.query(limits, (fault) => done(fault, connection));
      },
    },
  });
