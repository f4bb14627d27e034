import type { Knex } from 'knex';
import type { Store } from '../ports.ts';
import { StoreBusy } from '../store-busy.ts';
import { connectPostgres } from './connect-postgres.ts';
import { connectSqlite } from './connect-sqlite.ts';
import { conversations } from './conversations.ts';
import { disputes } from './disputes.ts';
import { idempotency } from './idempotency.ts';
import { inbox } from './inbox.ts';
import { migrateOneDown, migrateToLatest, pendingMigrations } from './migrate.ts';
import { createEventGuards, dropEventGuards } from './migrations/005-guards.ts';
import { notices } from './notices.ts';
import { orders } from './orders.ts';
import { outbox } from './outbox.ts';
import { rulebooks } from './rulebooks.ts';
import { sellerMessages } from './seller-messages.ts';
import { settings } from './settings.ts';
import { asTx, isPostgres } from './sql.ts';
import { uploads } from './uploads.ts';

/** Which database a store stands on: for the functions below, which are no business of the port's users. */
const databases = new WeakMap<Store, Knex>();

const databaseOf = (store: Store): Knex => {
  const db = databases.get(store);
  if (!db) throw new Error('This store was not opened by openStore');
  return db;
};

/** The address may hold a password, so an error never repeats it. */
const connect = (url: string): Knex => {
  if (url.startsWith('sqlite:')) return connectSqlite(url.slice('sqlite:'.length));
  if (/^postgres(ql)?:\/\//.test(url)) return connectPostgres(url);
  throw new Error('A database address begins with sqlite: or postgres://');
};

/** knex names its error so when no connection came free. */
const sayIfBusy = (fault: unknown): never => {
  throw fault instanceof Error && fault.name === 'KnexTimeoutError' ? new StoreBusy(fault) : fault;
};

/**
 * `sqlite:./path`, `sqlite::memory:` or `postgres://...`. Answers once the database has answered; the schema is
 * brought up by `migrateUp`. A transaction opened inside another one waits for its connection for 2 s and then throws `StoreBusy`.
 */
export const openStore = async (url: string): Promise<Store> => {
  const db = connect(url);
  const store: Store = {
    orders,
    disputes,
    rulebooks,
    conversations,
    inbox,
    outbox,
    notices,
    sellerMessages,
    uploads,
    settings,
    idempotency,
    run: (work) => db.transaction((trx) => work(asTx(trx))).catch(sayIfBusy),
    close: () => db.destroy(),
  };
  databases.set(store, db);
  await db.raw('select 1').catch(async (fault: unknown) => {
    await db.destroy();
    throw new Error('The database does not answer', { cause: fault });
  });
  return store;
};

export const migrateUp = (store: Store): Promise<void> => migrateToLatest(databaseOf(store));

/** One step. Throws, changing nothing, where rows would be lost. */
export const migrateDown = (store: Store): Promise<void> => migrateOneDown(databaseOf(store));

/** Names of the migrations that this database still lacks. */
export const migrationsPending = (store: Store): Promise<readonly string[]> =>
  pendingMigrations(databaseOf(store));

/**
 * Deleted text stays in SQLite's free pages and log until they are rewritten, which this does; it takes as long as a copy
 * of the database. PostgreSQL's own vacuum needs no call.
 */
export const rewriteFreed = async (store: Store): Promise<void> => {
  const db = databaseOf(store);
  if (isPostgres(db)) return;
  await db.raw('vacuum');
  await db.raw('pragma wal_checkpoint(truncate)');
};

/** Children before parents. Rulebooks stay (disputes to come may pin them), and so do the settings. */
const businessTables = [
  'seller_messages',
  'notices',
  'notice_opt_outs',
  'dispute_origins',
  'idempotency_keys',
  'outbox',
  'inbox',
  'uploads',
  'messages',
  'conversations',
  'dispute_evidence',
  'refund_instructions',
  'dispute_events',
  'disputes',
  'item_money',
  'orders',
];

/** Deletes every business row, in one transaction: the demo's reset, never for a real marketplace. */
export const reset = (store: Store): Promise<void> =>
  databaseOf(store).transaction(async (trx) => {
    await dropEventGuards(trx);
    for (const table of businessTables) await trx(table).del();
    await createEventGuards(trx);
  });
