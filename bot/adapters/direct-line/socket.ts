import type { WebSocket } from 'ws';
import type { StoredMessage } from '../../../services/ports.ts';
import type { DirectLineDeps } from './deps.ts';
import { type ActivitySet, activitySet, botTypingSet, typingSet } from './outbound-activity.ts';
import { readPage } from './read-page.ts';
import type { Watch } from './watch.ts';

/** A client that reads too slowly is cut off; it comes back with its watermark. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/** WebSocket close codes: try again later; the conversation is over. */
const TRY_AGAIN_LATER = 1013;
const GONE = 4404;

/**
 * Sends a conversation's messages after `cursor` in order, each once: those of this process as they are committed,
 * those of another one by looking. The seq decides what is next, so nothing depends on who told.
 */
export function serveSocket(
  deps: DirectLineDeps,
  watch: Watch,
  socket: WebSocket,
  conversationId: string,
  after: number,
): void {
  let cursor = after;
  let reading: Promise<void> | undefined;
  let more = false;

  const send = (messages: readonly StoredMessage[]) => {
    const last = messages.at(-1);
    if (!last || socket.readyState !== socket.OPEN) return;
    socket.send(JSON.stringify(activitySet(deps, messages, cursor)));
    cursor = last.seq;
    if (socket.bufferedAmount > MAX_BUFFERED_BYTES) socket.close(TRY_AGAIN_LATER, 'too slow');
  };

  const readOn = async () => {
    do {
      more = false;
      const page = await deps.store.run((tx) => readPage(deps.store, tx, conversationId, cursor));
      send(page.messages);
      if (page.full && socket.readyState === socket.OPEN) more = true;
    } while (more);
  };

  const catchUp = () => {
    more = true;
    reading ??= readOn()
      .catch((error) => deps.log.error({ err: error, conversationId }, 'a socket could not read'))
      .finally(() => {
        reading = undefined;
      });
  };

  const stopFollowing = deps.news.follow(conversationId, (messages) => {
    if (!reading && messages[0]?.seq === cursor + 1) send(messages);
    else if ((messages.at(-1)?.seq ?? 0) > cursor) catchUp();
  });
  const stopTyping = followTyping(deps, socket, conversationId, () => cursor);
  const stopWatching = watch.add(conversationId, {
    cursor: () => cursor,
    behind: catchUp,
    // The client asks again and is told 404.
    gone: () => socket.close(GONE, 'conversation not found'),
  });
  const keeping = setInterval(() => {
    // An empty message is skipped by the clients, and keeps proxies from closing the line.
    if (socket.readyState === socket.OPEN) socket.send('');
  }, deps.keepAliveMs);

  socket.on('error', (error) => deps.log.debug({ err: error, conversationId }, 'socket error'));
  socket.on('close', () => {
    stopFollowing();
    stopTyping();
    stopWatching();
    clearInterval(keeping);
  });
  catchUp();
}

/** That an agent types, or the bot takes its time, is shown at once and kept nowhere. */
function followTyping(
  deps: DirectLineDeps,
  socket: WebSocket,
  conversationId: string,
  cursor: () => number,
): () => void {
  const show = (set: ActivitySet) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(set));
  };
  const stopAgent = deps.news.followTyping((typing) => {
    if (typing.conversationId === conversationId && typing.from === 'agent')
      show(typingSet(deps, typing, cursor()));
  });
  const stopBot = deps.news.followBusy(({ id }) => {
    if (id === conversationId) show(botTypingSet(deps, id, cursor()));
  });
  return () => {
    stopAgent();
    stopBot();
  };
}
