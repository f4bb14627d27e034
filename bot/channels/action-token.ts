import { createHmac, timingSafeEqual } from 'node:crypto';

/** 132 bits, 22 characters of base64url: short enough for a quick reply's payload, far beyond guessing. */
const macLength = 22;

function macOf(key: string, parts: readonly string[]): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(parts))
    .digest('base64url')
    .slice(0, macLength);
}

/** What a button carries: `<promptId>.<choiceId>.<hmac>`, bound to the conversation. */
export function signChoice(
  key: string,
  conversationId: string,
  promptId: string,
  choiceId: string,
): string {
  return `${promptId}.${choiceId}.${macOf(key, [conversationId, promptId, choiceId])}`;
}

/** The prompt and choice of an action that we signed for this conversation, else undefined. */
export function readAction(
  key: string,
  conversationId: string,
  action: string,
): { readonly promptId: string; readonly choiceId: string } | undefined {
  const first = action.indexOf('.');
  const last = action.lastIndexOf('.');
  if (first < 1 || last <= first) return undefined;
  const promptId = action.slice(0, first);
  const choiceId = action.slice(first + 1, last);
  const want = Buffer.from(macOf(key, [conversationId, promptId, choiceId]));
  const got = Buffer.from(action.slice(last + 1));
  return want.length === got.length && timingSafeEqual(want, got)
    ? { promptId, choiceId }
    : undefined;
}
