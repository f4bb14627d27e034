import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { projectRoot } from './project-root.ts';

/** The keys that everything signed by us hangs on. */
export interface Secrets {
  readonly directLine: string;
  readonly chatJwt: string;
}

/**
 * As configured. In a demo the missing ones are made once and kept beside the database file, so that tokens outlive a
 * restart.
 */
export function secretsOf(config: Config, sqliteFile: string | undefined): Secrets {
  const { directLineSecret, chatJwtSecret } = config;
  if (directLineSecret && chatJwtSecret)
    return { directLine: directLineSecret, chatJwt: chatJwtSecret };
  const kept = keptIn(dirname(sqliteFile ?? resolve(projectRoot, 'data/x')));
  return {
    directLine: directLineSecret ?? kept.directLine,
    chatJwt: chatJwtSecret ?? kept.chatJwt,
  };
}

function keptIn(folder: string): Secrets {
  const file = join(folder, 'demo-secrets.json');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const made: Secrets = { directLine: newSecret(), chatJwt: newSecret() };
    writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

const newSecret = () => randomBytes(32).toString('base64url');
