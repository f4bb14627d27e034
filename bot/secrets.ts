import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { deriveKey } from './http/jwt.ts';
import { projectRoot } from './project-root.ts';

/** The keys that everything signed by us hangs on. */
export interface Secrets {
  readonly directLine: string;
  readonly chatJwt: string;
  /** Evidence files are sealed with it, and with nothing else: the other two can be replaced without them. */
  readonly evidence: string;
}

/**
 * As configured. In a demo the missing ones are made once and kept beside the database file, so that tokens outlive a
 * restart.
 */
export function secretsOf(config: Config, sqliteFile: string | undefined): Secrets {
  const { directLineSecret, chatJwtSecret, evidenceKey } = config;
  if (directLineSecret && chatJwtSecret && evidenceKey)
    return { directLine: directLineSecret, chatJwt: chatJwtSecret, evidence: evidenceKey };
  const kept = keptIn(dirname(sqliteFile ?? resolve(projectRoot, 'data/x')));
  return {
    directLine: directLineSecret ?? kept.directLine,
    chatJwt: chatJwtSecret ?? kept.chatJwt,
    evidence: evidenceKey ?? kept.evidence,
  };
}

/** 32 bytes of an EVIDENCE_KEY. */
export const sealKeyOf = (evidenceKey: string): Uint8Array =>
  Buffer.from(deriveKey(evidenceKey, 'evidence-at-rest'), 'base64url');

/** 32 bytes under which the secrets of the staff's code apps are sealed. */
export const totpKeyOf = (evidenceKey: string): Uint8Array =>
  Buffer.from(deriveKey(evidenceKey, 'staff-totp'), 'base64url');

function keptIn(folder: string): Secrets {
  const file = join(folder, 'demo-secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const { directLine, chatJwt, evidence } = kept;
  if (directLine && chatJwt && evidence) return { directLine, chatJwt, evidence };
  const made = { directLine: newSecret(), chatJwt: newSecret(), evidence: newSecret(), ...kept };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

const newSecret = () => randomBytes(32).toString('base64url');
