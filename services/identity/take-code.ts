import type { LinkedChat, SignInRequest } from '../identity-port.ts';
import type { Context } from '../ports.ts';
import { nameInCase } from './name-in-case.ts';
import { noteAccount } from './note-account.ts';

/** Codes that may be typed for one link. */
const mostTries = 5;

export type CodeTaken =
  | {
      readonly is: 'linked';
      readonly buyerId: string;
      /** They were signed in here before. */
      readonly again: boolean;
    }
  | { readonly is: 'wrong'; readonly left: number }
  /** That was the last try: a new link is needed. */
  | { readonly is: 'void' }
  | { readonly is: 'expired' }
  | { readonly is: 'other_account' };

/**
 * What became of a code that was typed in a chat: right, it links the chat's conversation to the buyer who signed in, once.
 * `hash` is the digest of what was typed. Undefined if this chat waits for no code, so that the digits mean something else.
 */
export const takeCode = async (
  ctx: Context,
  typed: LinkedChat & { readonly hash: string },
): Promise<CodeTaken | undefined> => {
  const { store, tx, now } = ctx;
  const { requests } = store.accountLinks;
  const request = await requests.countTry(tx, typed.conversationId);
  if (!request) return undefined;
  const ended = async (taken: CodeTaken): Promise<CodeTaken> => {
    await requests.end(tx, request.no, now);
    return taken;
  };
  if (now >= (request.code?.expiresAt ?? request.expiresAt)) return ended({ is: 'expired' });
  if (isRight(request, typed)) return ended(await link(ctx, request));
  if (request.tries < mostTries) return { is: 'wrong', left: mostTries - request.tries };
  await noteAccount(ctx, 'account.codes_refused', typed);
  return ended({ is: 'void' });
};

/** Of this very user, too: a conversation may have got another one meanwhile. */
const isRight = (
  { code, channel, userId }: SignInRequest,
  typed: Parameters<typeof takeCode>[1],
): boolean => code?.hash === typed.hash && channel === typed.channel && userId === typed.userId;

const link = async (
  ctx: Context,
  { code, conversationId, channel, userId }: SignInRequest,
): Promise<CodeTaken> => {
  const { store, tx, now } = ctx;
  if (!code) return { is: 'expired' };
  const { buyerId } = code;
  const known = await store.accountLinks.find(tx, conversationId);
  if (known && known.buyerId !== buyerId) return { is: 'other_account' };
  const chat = { conversationId, channel, userId };
  await store.accountLinks.connect(tx, { ...chat, buyerId, linkedAt: now, verifiedAt: now });
  await noteAccount(ctx, known ? 'account.verify' : 'account.link', { ...chat, buyerId });
  await nameInCase(ctx, conversationId, buyerId);
  return { is: 'linked', buyerId, again: known !== undefined };
};
