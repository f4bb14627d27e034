import { z } from 'zod';
import { SIGN_IN_SECONDS } from '../adapters/direct-line/tokens.ts';
import { cookieOf, setCookie } from './cookie.ts';
import { openText, sealText } from './sealed-text.ts';

const COOKIE = 'resolve_chat';

/** What this browser was in last. Who that belongs to is in the store. */
export interface KeptChat {
  readonly conversationId: string;
  /** Seconds since 1970 at which its sign-in began: the cookie ends with it, however often it is used. */
  readonly since: number;
}

const content = z.strictObject({ conversationId: z.string(), since: z.int() });

/** Undefined for a cookie that is missing, not ours, or of a sign-in that has ended. */
export function readChatCookie(
  header: string | undefined,
  key: string,
  nowSeconds: number,
): KeptChat | undefined {
  const text = openText(cookieOf(header, COOKIE) ?? '', key);
  if (text === undefined) return undefined;
  const kept = content.safeParse(JSON.parse(text));
  return kept.success && nowSeconds - kept.data.since < SIGN_IN_SECONDS ? kept.data : undefined;
}

/** Encrypted: a buyer's chat goes on for who has the cookie and knows the id, so the one must not tell the other. */
export function chatCookie(
  kept: KeptChat,
  key: string,
  at: { readonly nowSeconds: number; readonly https: boolean },
): string {
  return setCookie({
    name: COOKIE,
    value: sealText(JSON.stringify(kept), key),
    path: '/chat',
    maxAgeSeconds: kept.since + SIGN_IN_SECONDS - at.nowSeconds,
    https: at.https,
  });
}
