import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { projectRoot } from './project-root.ts';

/** The absolute path of a SQLite file; undefined for PostgreSQL and a database in memory. */
export function sqliteFile(databaseUrl: string): string | undefined {
  if (!databaseUrl.startsWith('sqlite:') || databaseUrl === 'sqlite::memory:') return undefined;
  return resolve(projectRoot, databaseUrl.slice('sqlite:'.length));
}

/** With a SQLite file's path made absolute; the file and its folder are made, for this user's eyes alone. */
export function databaseUrlOf(databaseUrl: string): string {
  const file = sqliteFile(databaseUrl);
  if (file === undefined) return databaseUrl;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite gives the files beside it the same mode.
  closeSync(openSync(file, 'a', 0o600));
  return `sqlite:${file}`;
}
