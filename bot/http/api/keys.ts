import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { IntegrationKey, IntegrationScope } from '../../config-marketplace.ts';
import { Problem } from '../problem.ts';

/** Whose request it is. */
export interface Keys {
  /** Throws 401 without a known key, 403 if the key is not for this. */
  check(req: IncomingMessage, scope: IntegrationScope): IntegrationKey;
}

export function createKeys(keys: readonly IntegrationKey[]): Keys {
  const known = keys.map((key) => ({ key, hash: hashOf(key.secret) }));
  return {
    check(req, scope) {
      const found = keyOf(known, bearerOf(req));
      if (!found.scopes.includes(scope))
        throw new Problem(403, 'scope_missing', `This key has no scope "${scope}".`);
      return found;
    },
  };
}

/** Every key is compared, each in constant time, so that how long it takes tells nothing. */
function keyOf(
  known: readonly { readonly key: IntegrationKey; readonly hash: Buffer }[],
  secret: string,
): IntegrationKey {
  const hash = hashOf(secret);
  const found = known.filter((one) => timingSafeEqual(one.hash, hash))[0];
  if (!found) throw unauthorized('wrong_key', 'This key is not known.');
  return found.key;
}

function bearerOf(req: IncomingMessage): string {
  const [, secret] = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '') ?? [];
  if (!secret) throw unauthorized('key_missing', 'Send the key: Authorization: Bearer <secret>.');
  return secret;
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest();

const unauthorized = (code: string, detail: string) =>
  new Problem(401, code, detail, { 'WWW-Authenticate': 'Bearer realm="api"' });
