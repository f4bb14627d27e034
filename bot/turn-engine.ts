import { watchingGuesses } from './guess-watch.ts';
import { createInbox, type Inbox } from './inbox.ts';
import { createNews, type News } from './outbox-news.ts';
import { takeTurn } from './turn.ts';
import type { TurnDeps } from './turn-deps.ts';
import { createWorker, type Worker } from './worker.ts';

/** Inbox, worker and news, tied together: what the channels' adapters need of the turn. */
export interface TurnEngine {
  readonly inbox: Inbox;
  readonly worker: Worker;
  readonly news: News;
}

export function createTurnEngine(
  deps: Omit<TurnDeps, 'news'> & {
    /** Conversations at a time: 1 on SQLite, which has one connection; arrivals then share transactions. */
    readonly parallel: number;
    /** Told of every turn. */
    readonly turnTook?: (end: string, seconds: number) => void;
  },
): TurnEngine {
  const news = createNews();
  const turnDeps = { ...deps, news, converse: watchingGuesses(deps.converse, deps) };
  const worker = createWorker({
    store: deps.store,
    log: deps.log,
    parallel: deps.parallel,
    againAfterMs: 50,
    async takeTurn(conversationId) {
      const from = performance.now();
      const end = await takeTurn(turnDeps, conversationId);
      deps.turnTook?.(end, (performance.now() - from) / 1000);
      return end;
    },
  });
  const { store, clock, ids } = deps;
  const inbox = createInbox({
    ...{ store, clock, ids, news, wake: worker.wake },
    together: deps.parallel === 1,
  });
  return { inbox, worker, news };
}
