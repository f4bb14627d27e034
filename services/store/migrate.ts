import type { Knex } from 'knex';
import * as orders from './migrations/001-orders.ts';
import * as disputes from './migrations/002-disputes.ts';
import * as conversations from './migrations/003-conversations.ts';
import * as queues from './migrations/004-queues.ts';
import * as guards from './migrations/005-guards.ts';
import * as integration from './migrations/006-integration.ts';
import * as notices from './migrations/007-notices.ts';
import * as sellerMessages from './migrations/008-seller-messages.ts';
import * as feedback from './migrations/009-feedback.ts';
import * as chargebacks from './migrations/010-chargebacks.ts';
import * as handoff from './migrations/010-handoff.ts';
import * as staff from './migrations/011-staff.ts';
import * as heldOrders from './migrations/012-held-orders.ts';
import * as accountLinks from './migrations/013-account-links.ts';
import * as sentMessages from './migrations/014-sent-messages.ts';
import * as hub from './migrations/016-hub.ts';
import { isPostgres } from './sql.ts';

/** In order. Named here instead of found in a folder, so that tsx and the compiled output run the same list. */
const migrations = new Map<string, Knex.Migration>([
  ['001-orders', orders],
  ['002-disputes', disputes],
  ['003-conversations', conversations],
  ['004-queues', queues],
  ['005-guards', guards],
  ['006-integration', integration],
  ['007-notices', notices],
  ['008-seller-messages', sellerMessages],
  ['009-feedback', feedback],
  ['010-chargebacks', chargebacks],
  ['010-handoff', handoff],
  ['011-staff', staff],
  ['012-held-orders', heldOrders],
  ['013-account-links', accountLinks],
  ['014-sent-messages', sentMessages],
  ['016-hub', hub],
]);

const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve([...migrations.keys()]),
  getMigrationName: (name) => name,
  getMigration: (name) => {
    const migration = migrations.get(name);
    return migration ? Promise.resolve(migration) : Promise.reject(new Error(`No ${name}`));
  },
};

/** Any number, the same in every node. */
const advisoryLock = 20_261_123;

/**
 * The whole migration is one transaction, so a kill in the middle leaves nothing, not even knex's own lock row, and a
 * second node or process that starts at the same time waits for the first.
 */
const migrating = (db: Knex, work: (trx: Knex.Transaction) => Promise<unknown>): Promise<void> =>
  db.transaction(async (trx) => {
    if (isPostgres(db)) await trx.raw('select pg_advisory_xact_lock(?)', [advisoryLock]);
    await work(trx);
  });

/** To the newest schema; does nothing if it is there already. */
export const migrateToLatest = (db: Knex): Promise<void> =>
  migrating(db, (trx) => trx.migrate.latest({ migrationSource }));

/** Undoes the newest migration. Refuses, changing nothing, if a table with rows would go. */
export const migrateOneDown = (db: Knex): Promise<void> =>
  migrating(db, (trx) => trx.migrate.down({ migrationSource }));

/** Names that are still to be run: readiness and `doctor` ask it. */
export const pendingMigrations = async (db: Knex): Promise<readonly string[]> => {
  if (!(await db.schema.hasTable('knex_migrations'))) return [...migrations.keys()];
  const done: readonly string[] = await db('knex_migrations').pluck('name');
  return [...migrations.keys()].filter((name) => !done.includes(name));
};
