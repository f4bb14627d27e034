import { instant, plusHours } from '../domain/time.ts';
import type { LinkedChat, SignInRequest } from '../identity-port.ts';
import type { Context } from '../ports.ts';

/** How long the page opens: time to find the shop's password. */
const linkMs = 15 * 60_000;
/** Links a chat may ask for in 24 hours; with five tries each, guessing a code stays hopeless for centuries. */
const mostInADay = 10;

/**
 * A new way to the sign-in page for this chat, in place of the earlier one. `state` is the unguessable end of its
 * address. Undefined if the chat has had too many of them in 24 hours.
 */
export const askSignIn = async (
  { store, tx, ids, now }: Context,
  chat: LinkedChat,
): Promise<(Pick<SignInRequest, 'expiresAt'> & { readonly state: string }) | undefined> => {
  const { requests } = store.accountLinks;
  const made = await requests.countSince(tx, chat.conversationId, plusHours(now, -24));
  if (made >= mostInADay) return undefined;
  const state = ids.next('sign_in');
  const expiresAt = instant(now + linkMs);
  const { conversationId, channel, userId } = chat;
  await requests.add(tx, { conversationId, channel, userId, state, createdAt: now, expiresAt });
  return { state, expiresAt };
};
