/** The conversation's id and token: had from our own server, kept for the tab, checked before use. */
const directLine = `${location.origin}/v3/directline`;
/** Older messages than this many are not drawn again after a reload: Web Chat slows down with their number. */
const replayed = 50;

/** In memory where the browser keeps nothing for us (a frame in a strict browser). */
export function storage() {
  try {
    sessionStorage.setItem('resolve.probe', '');
    sessionStorage.removeItem('resolve.probe');
    return sessionStorage;
  } catch {
    const kept = new Map();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    };
  }
}

/** The answer's JSON; undefined for a 4xx, which means: not with this token. Throws if the server is away. */
async function call(path, { token, body } = {}) {
  const response = await fetch(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status === 429 || response.status >= 500)
    throw new Error(`away: ${response.status}`);
  return response.ok ? response.json() : undefined;
}

/** Whether the server answers at all. */
export async function isUp() {
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/** The kept conversation with a fresh token and the place from where to replay; undefined if it is over. */
export async function resumed(kept) {
  const refreshed = await call(`${directLine}/tokens/refresh`, { token: kept.token, body: {} });
  if (!refreshed) return undefined;
  const { token } = refreshed;
  const { conversationId } = kept;
  const conversation = await call(`${directLine}/conversations/${conversationId}`, { token });
  if (!conversation) return undefined;
  const last = Number(new URL(conversation.streamUrl).searchParams.get('watermark')) || 0;
  return { conversationId, token, watermark: String(Math.max(0, last - replayed)) };
}

/** A new conversation; undefined if the shop's token is not accepted any more. */
export function begun(shopToken) {
  return call('/chat/session', { body: shopToken ? { token: shopToken } : {} });
}

/** The client of Web Chat. A new conversation is started by it, a kept one joined: hence the id only then. */
export function clientOf({ token, conversationId, watermark }) {
  return window.WebChat.createDirectLine({
    domain: directLine,
    token,
    ...(watermark === undefined ? {} : { conversationId, watermark }),
  });
}
