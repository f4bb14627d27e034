import { createHmac, timingSafeEqual } from 'node:crypto';

export type JwtClaims = Readonly<Record<string, unknown>> & { readonly exp: number };

export type ReadJwt =
  | { readonly ok: true; readonly claims: JwtClaims }
  | { readonly ok: false; readonly why: 'malformed' | 'signature' | 'expired' };

/** Longer ones are not looked at: ours have about 300 characters. */
const MAX_LENGTH = 4096;

/** HS256. `claims.exp` is in seconds. */
export function signJwt(claims: JwtClaims, key: string): string {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${mac(signed, key)}`;
}

/** Verifies HS256 and nothing else; `exp` is needed, `nbf` is kept, `leewaySeconds` is for the clocks of others. */
export function readJwt(token: string, key: string, nowMs: number, leewaySeconds = 0): ReadJwt {
  const [header, body, signature, more] = token.length > MAX_LENGTH ? [] : token.split('.');
  if (!header || !body || !signature || more !== undefined) return { ok: false, why: 'malformed' };
  const want = Buffer.from(mac(`${header}.${body}`, key));
  const got = Buffer.from(signature);
  if (want.length !== got.length || !timingSafeEqual(want, got))
    return { ok: false, why: 'signature' };
  const claims = decode(body);
  if (decode(header)?.alg !== 'HS256' || typeof claims?.exp !== 'number') {
    return { ok: false, why: 'malformed' };
  }
  const seconds = nowMs / 1000;
  const early = typeof claims.nbf === 'number' && claims.nbf > seconds + leewaySeconds;
  if (early || claims.exp <= seconds - leewaySeconds) return { ok: false, why: 'expired' };
  return { ok: true, claims: { ...claims, exp: claims.exp } };
}

/** A key of its own for each purpose, so that one kind of token never passes for another. */
export function deriveKey(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(`resolve/${purpose}`).digest('base64url');
}

/** Equal in constant time for equal lengths. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHmac('sha256', 'compare').update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}

function mac(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined;
  } catch {
    return undefined;
  }
}
