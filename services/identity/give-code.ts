import type { Instant } from '../domain/time.ts';
import { instant } from '../domain/time.ts';
import type { SignInRequest } from '../identity-port.ts';
import type { Context } from '../ports.ts';
import { readSignIn } from './read-sign-in.ts';

/** How long a code may be typed. */
const codeMs = 10 * 60_000;

export type CodeGiven =
  | { readonly is: 'given'; readonly until: Instant }
  /** The link is unknown, over, used or replaced. */
  | { readonly is: 'gone' }
  /** The chat belongs to somebody else, who must sign out there first. */
  | { readonly is: 'other_account' };

/**
 * The buyer who has signed in wants to be known in the chat that the link was sent into. `hashOf` makes the digest of the
 * code that the page will show; an earlier code of this link counts no more. Tries that were used stay used.
 */
export const giveCode = async (
  ctx: Context,
  wanted: {
    readonly state: string;
    readonly buyerId: string;
    readonly hashOf: (request: SignInRequest) => string;
  },
): Promise<CodeGiven> => {
  const { store, tx, now } = ctx;
  const request = await readSignIn(ctx, wanted.state);
  if (!request) return { is: 'gone' };
  const link = await store.accountLinks.find(tx, request.conversationId);
  if (link && link.buyerId !== wanted.buyerId) return { is: 'other_account' };
  const until = instant(now + codeMs);
  const code = { buyerId: wanted.buyerId, hash: wanted.hashOf(request), expiresAt: until };
  const given = await store.accountLinks.requests.giveCode(tx, request.no, code);
  return given ? { is: 'given', until } : { is: 'gone' };
};
