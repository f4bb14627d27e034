import type { Request } from 'restify';
import type { Conversation } from '../../../services/ports.ts';
import type { DirectLineDeps } from './deps.ts';
import { conversationNotFound, directLineError } from './direct-line-error.ts';
import type { Claims } from './tokens.ts';

/** Throws 401 without a bearer. */
export function bearerOf(req: Request): string {
  const bearer = /^Bearer ([^\s]+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (!bearer) throw directLineError(401, 'BadArgument', 'Missing or malformed authorization');
  return bearer;
}

/** Throws 403: the one status that directlinejs takes for an expired token. */
export function claimsOf(deps: DirectLineDeps, req: Request): Claims {
  const read = deps.tokens.read(bearerOf(req));
  if (read.ok) return read.claims;
  throw read.why === 'expired'
    ? directLineError(403, 'TokenExpired', 'Token has expired')
    : directLineError(403, 'BadArgument', 'Invalid token or secret');
}

/**
 * The conversation of the route, for its own token or for the secret. A token of another one gets 404, as if it was
 * not there. Throws 401, 403, 404.
 */
export function conversationFor(deps: DirectLineDeps, req: Request): Promise<Conversation> {
  return existing(deps, conversationIdFor(deps, req));
}

/** The same by the token alone; whether the conversation is there, the caller will see. Throws 401, 403, 404. */
export function conversationIdFor(deps: DirectLineDeps, req: Request): string {
  const wanted = String(req.params.id);
  const allowed = deps.tokens.isSecret(bearerOf(req)) ? wanted : claimsOf(deps, req).conversationId;
  if (allowed !== wanted) throw conversationNotFound();
  return wanted;
}

export async function existing(deps: DirectLineDeps, id: string): Promise<Conversation> {
  const found = await deps.store.run((tx) => deps.store.conversations.find(tx, id));
  if (found?.channel !== CHANNEL) throw conversationNotFound();
  return found;
}

/** The name of this channel in capabilities.ts. */
export const CHANNEL = 'directline';
