import type { Clock } from '../../../services/ports.ts';
import { deriveKey, readJwt, sameSecret, signJwt } from '../../http/jwt.ts';

/** directlinejs refreshes every 15 minutes whatever it was told, so a token must live longer than that. */
export const TOKEN_SECONDS = 1800;
/** Preauthorised address of a socket: long enough to connect to. */
const STREAM_SECONDS = 60;
/** Then somebody has to sign in anew; refreshing does not help. Pictures stay visible as long. */
export const SIGN_IN_SECONDS = 86_400;

export interface Claims {
  readonly conversationId: string;
  /** What Web Chat takes as its own user id: `dl_...`. */
  readonly user: string;
  /** Seconds since 1970 at which the first token of this line was made. */
  readonly since: number;
}

/** Claims of a line that may begin only now. */
export type Begun = Pick<Claims, 'conversationId' | 'user'> & {
  readonly since?: number | undefined;
};

export type ReadClaims =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly why: 'invalid' | 'expired' };

export interface Tokens {
  /** True for DIRECT_LINE_SECRET itself: the shop's server, never a browser. */
  isSecret(bearer: string): boolean;
  /** Goes on with the line that began at `since`, else begins one; never outlives its sign-in. */
  mint(conversationId: string, user: string, since?: number): string;
  mintStream(claims: Begun): string;
  read(token: string): ReadClaims;
  readStream(token: string): ReadClaims;
  /** The same line of tokens; undefined if it began too long ago. */
  refresh(claims: Claims): string | undefined;
  /** Query of an upload's address, bound to its conversation. */
  signFile(conversationId: string, uploadId: string): string;
  readFile(token: string, uploadId: string): string | undefined;
}

type Kind = 'conversation' | 'stream' | 'file';

/**
 * HS256 JWTs: both clients decode the token and read its string claim `user`. `wallClock` is the real time also in a
 * demo whose clock was moved: five days later the buyer is still signed in.
 */
export function createTokens(deps: { readonly secret: string; readonly wallClock: Clock }): Tokens {
  const key = deriveKey(deps.secret, 'direct-line');
  const seconds = () => Math.floor(deps.wallClock.now() / 1000);
  const sign = (typ: Kind, life: number, claims: Record<string, unknown>) =>
    signJwt({ ...claims, typ, exp: seconds() + life }, key);
  const read = (token: string, typ: Kind): ReadClaims => {
    const jwt = readJwt(token, key, deps.wallClock.now());
    if (!jwt.ok) return { ok: false, why: jwt.why === 'expired' ? 'expired' : 'invalid' };
    const { conv, user, since } = jwt.claims;
    return jwt.claims.typ === typ && typeof conv === 'string'
      ? { ok: true, claims: { conversationId: conv, user: String(user), since: Number(since) } }
      : { ok: false, why: 'invalid' };
  };
  const mint = (
    typ: Kind,
    life: number,
    { conversationId: conv, user, since = seconds() }: Begun,
  ) => sign(typ, Math.min(life, since + SIGN_IN_SECONDS - seconds()), { conv, user, since });
  return {
    isSecret: (bearer) => sameSecret(bearer, deps.secret),
    mint: (conversationId, user, since) =>
      mint('conversation', TOKEN_SECONDS, { conversationId, user, since }),
    mintStream: (claims) => mint('stream', STREAM_SECONDS, claims),
    read: (token) => read(token, 'conversation'),
    readStream: (token) => read(token, 'stream'),
    refresh: (claims) =>
      seconds() - claims.since < SIGN_IN_SECONDS
        ? mint('conversation', TOKEN_SECONDS, claims)
        : undefined,
    signFile: (conv, file) => sign('file', SIGN_IN_SECONDS, { conv, user: file, since: 0 }),
    readFile: (token, uploadId) => {
      const file = read(token, 'file');
      return file.ok && file.claims.user === uploadId ? file.claims.conversationId : undefined;
    },
  };
}
