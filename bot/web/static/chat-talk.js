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

/** Asks our server for a conversation: `undefined` if the shop's word on the buyer is not accepted. */
async function session(body) {
  const found = await call('/chat/session', { body });
  if (!found) return undefined;
  const { conversationId, token } = found;
  const now = await call(`${directLine}/conversations/${conversationId}`, { token });
  const last = Number(new URL(now?.streamUrl ?? location).searchParams.get('watermark')) || 0;
  return { conversationId, token, watermark: String(Math.max(0, last - replayed)) };
}

/**
 * The kept conversation, else a new one, with the place from where to replay. The server's cookie lets a signed-in
 * chat go on after the shop's token has expired, and nobody else's. `arrived`: from a page of the shop just now, whose
 * order the token may name. Throws if the server is away.
 */
export async function talkFor({ shopToken, kept, fresh, arrived }) {
  const named = fresh ? { fresh: true } : kept ? { conversationId: kept } : {};
  const signed = shopToken && { token: shopToken, ...(arrived ? { arrived: true } : {}) };
  const found = await session({ ...named, ...signed });
  if (found || !shopToken || !kept || fresh) return found;
  const again = await session({ conversationId: kept });
  return again?.conversationId === kept ? again : undefined;
}

/** The client of Web Chat, joined to the conversation where it was. */
export function clientOf({ token, conversationId, watermark }) {
  const { createDirectLine } = window.WebChat;
  return createDirectLine({ domain: directLine, token, conversationId, watermark });
}

/**
 * Tells of sockets that open and close: Direct Line's client says nothing of a lost one while it waits to try again,
 * and takes no socket of ours. `ownerOf` is asked when one is made.
 */
export function watchSockets(ownerOf, changed) {
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      const owner = ownerOf();
      this.addEventListener('open', () => changed(owner, true));
      this.addEventListener('close', () => changed(owner, false));
    }
  };
}
