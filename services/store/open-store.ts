import type { Knex } from 'knex';
import type { Store, Tx } from '../ports.ts';
import { StoreBusy } from '../store-busy.ts';
import { accountLinks } from './account-links.ts';
import { audit } from './audit.ts';
import { connectPostgres } from './connect-postgres.ts';
import { connectSqlite } from './connect-sqlite.ts';
import { conversations } from './conversations.ts';
import { deskLog } from './desk-log.ts';
import { createDeskNews } from './desk-news.ts';
import { deskPapers } from './desk-papers.ts';
import { disputes } from './disputes.ts';
import { feedback } from './feedback.ts';
import { handoffs } from './handoffs.ts';
import { hubLinks } from './hub-links.ts';
import { idempotency } from './idempotency.ts';
import { inbox } from './inbox.ts';
import { migrateOneDown, migrateToLatest, pendingMigrations } from './migrate.ts';
import { createEventGuards, dropEventGuards } from './migrations/005-guards.ts';
import { createAuditGuards, dropAuditGuards } from './migrations/011-staff.ts';
import { notices } from './notices.ts';
import { orders } from './orders.ts';
import { outbox } from './outbox.ts';
import { rulebooks } from './rulebooks.ts';
import { sellerMessages } from './seller-messages.ts';
import { sentMessages } from './sent-messages.ts';
import { settings } from './settings.ts';
import { asTx, isPostgres } from './sql.ts';
import { staff } from './staff.ts';
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
  const news = createDeskNews(db, url);
  const store: Store = {
    orders,
    disputes,
    rulebooks,
    conversations,
    inbox,
    outbox,
    notices,
    sellerMessages,
    sentMessages,
    uploads,
    settings,
    idempotency,
    feedback,
    staff,
    audit,
    accountLinks,
    desk: { handoffs, log: deskLog, papers: deskPapers, hub: hubLinks, follow: news.follow },
    async run(work) {
      const held: { tx?: Tx } = {};
      const result = await db
        .transaction((trx) => {
          held.tx = asTx(trx);
          return work(held.tx);
        })
        .catch(sayIfBusy);
      if (held.tx) news.committed(held.tx);
      return result;
    },
    async close() {
      await news.close();
      await db.destroy();
    },
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
  'audit',
  'canned_replies',
  'sign_in_failures',
  'staff_sessions',
  'staff',
  'desk_presence',
  'desk_ratings',
  'desk_approvals',
  'desk_drafts',
  'desk_notes',
  'desk_events',
  'hub_links',
  'handoffs',
  'feedback',
  'seller_messages',
  'notices',
  'notice_opt_outs',
  'dispute_origins',
  'idempotency_keys',
  'sent_messages',
  'outbox',
  'inbox',
  'uploads',
  'account_links',
  'sign_in_requests',
  'messages',
  'conversations',
  'dispute_evidence',
  'refund_instructions',
  'dispute_events',
  'disputes',
  'chargebacks',
  'item_money',
  'orders',
];

/** Deletes every business row, in one transaction: the demo's reset, never for a real marketplace. */
export const reset = (store: Store): Promise<void> =>
  databaseOf(store).transaction(async (trx) => {
    await dropEventGuards(trx);
    await dropAuditGuards(trx);
    for (const table of businessTables) await trx(table).del();
    await trx('audit_head').update({ no: 0, hash: '' });
    await createAuditGuards(trx);
    await createEventGuards(trx);
  });
