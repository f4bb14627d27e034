import { existsSync } from 'node:fs';
import type { World } from './command.ts';
import { type Check, type Finding, reasonOf, reinstall } from './doctor-finding.ts';

export const checkDatabase: Check = async (world) => [
  await checkSqlite(world),
  ...(await checkConfigured(world)),
];

/** Loads the binary and runs a statement, without touching the configured file. */
async function checkSqlite({ openStore }: World): Promise<Finding> {
  const about = 'sqlite3 (binary)';
  try {
    await (await openStore('sqlite::memory:')).close();
    return { about, found: 'loads and answers' };
  } catch (fault) {
    return { about, found: reasonOf(fault), fix: reinstall('sqlite3') };
  }
}

async function checkConfigured(world: World): Promise<readonly Finding[]> {
  const about = 'database';
  const { sqliteFile } = world;
  // Opening it would make it.
  if (sqliteFile && !existsSync(sqliteFile))
    return [{ about, found: `${sqliteFile} is not there yet; the first start makes it` }];
  const where = sqliteFile ?? 'PostgreSQL';
  try {
    const pending = await world.migrationsPending(await world.store());
    return [{ about, found: `${where} answers` }, migrations(pending)];
  } catch (fault) {
    const fix = 'Is it running, and is DATABASE_URL right? For SQLite: is the file a database?';
    return [{ about, found: `${where}: ${reasonOf(fault)}`, fix }];
  }
}

function migrations(pending: readonly string[]): Finding {
  const about = 'migrations';
  if (pending.length === 0) return { about, found: 'none pending' };
  const fix = 'Run them: npm run cli -- migrate (a start does it too).';
  return { about, found: `${pending.length} pending: ${pending.join(', ')}`, fix };
}
