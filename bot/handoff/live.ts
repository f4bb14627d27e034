import type { Logger } from 'pino';
import type { Store } from '../../services/ports.ts';
import type { TurnEngine } from '../turn-engine.ts';

/** A look back that is longer than what one deed says. */
const LAST_MESSAGES = 20;

/**
 * What the desk has committed, here or on another node, reaches the buyer's open chat at once, and the bot takes the turn
 * that the desk has left for it. Hearing of nothing loses nothing: sockets and worker look every second. Answers how to stop.
 */
export function carryDeskNews(deps: {
  readonly store: Store;
  readonly log: Logger;
  readonly engine: Pick<TurnEngine, 'news' | 'worker'>;
}): () => void {
  const { store, log, engine } = deps;
  return store.desk.follow(({ conversationIds }) => {
    for (const id of conversationIds) {
      engine.worker.wake(id);
      if (engine.news.isFollowed(id))
        publish(deps, id).catch((error) =>
          log.error(
            { err: error, conversationId: id },
            'the news of the desk could not be carried',
          ),
        );
    }
  });
}

/** The newest messages: a chat that has seen some of them takes what is new, one that lacks more reads on. */
async function publish(
  { store, engine }: Parameters<typeof carryDeskNews>[0],
  id: string,
): Promise<void> {
  const messages = await store.run(async (tx) => {
    const lastSeq = (await store.conversations.lastSeqs(tx, [id])).get(id) ?? 0;
    return store.conversations.messagesAfter(
      tx,
      id,
      Math.max(0, lastSeq - LAST_MESSAGES),
      LAST_MESSAGES,
    );
  });
  engine.news.publish(id, messages);
}
