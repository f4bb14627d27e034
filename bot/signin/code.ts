import { createHmac, randomInt } from 'node:crypto';
import { codeDigits } from '../../services/identity/code-in.ts';
import { deriveKey } from '../http/jwt.ts';

export const newCode = (): string => String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0');

/** `secret` is the installation's own. */
export const codeKeyOf = (secret: string): string => deriveKey(secret, 'sign-in-code');

/**
 * What is kept of a code: without the key nobody who reads the database can try all of them. It fits one conversation,
 * so that a code is worth nothing in another one.
 */
export const codeHash = (key: string, conversationId: string, code: string): string =>
  createHmac('sha256', key).update(`${conversationId}\n${code}`).digest('base64url');
