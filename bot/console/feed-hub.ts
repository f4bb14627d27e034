import type { Logger } from 'pino';
import { readFeed } from '../../services/handoff/read-feed.ts';
import type { FeedEntry } from '../../services/handoff/views.ts';
import type { Store } from '../../services/ports.ts';
import type { Desk } from '../handoff/desk.ts';
import type { News, Typing } from '../outbox-news.ts';

interface Reader {
  entries(entries: readonly FeedEntry[]): void;
  typing(typing: Typing): void;
}

/** The desk's news for all open consoles of this process: the log is read once, however many look. */
export interface FeedHub {
  /** Everything after event `after`, in order and once; answers how to stop. */
  follow(after: number, reader: Reader): () => void;
  /** An agent types. */
  tellTyping(typing: Typing): void;
  stop(): void;
}

/** Looks besides what it is told: a node that heard nothing may have missed it. */
const lookEveryMs = 1_000;
const atOnce = 200;

interface Seat {
  cursor: number;
  readonly reader: Reader;
}

/** Reads in the name of nobody: rows of the feed are the same for every role. */
const nobody = { kind: 'staff', id: 'feed', role: 'agent' } as const;

export function createFeedHub(deps: {
  readonly desk: Desk;
  readonly store: Store;
  readonly log: Logger;
  readonly news: Pick<News, 'tellTyping' | 'followTyping'>;
}): FeedHub {
  const seats = new Set<Seat>();
  const state = { reading: false, again: false };
  const look = () => {
    if (seats.size === 0) return;
    state.again = true;
    if (state.reading) return;
    state.reading = true;
    readOn(deps, seats, state)
      .catch((fault: unknown) =>
        deps.log.error({ err: fault }, 'the feed of the desk was not read'),
      )
      .finally(() => {
        state.reading = false;
      });
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  const unfollow = deps.store.desk.follow(look);
  const unhear = deps.news.followTyping((typing) => {
    for (const { reader } of seats) reader.typing(typing);
  });
  return {
    follow(after, reader) {
      const seat = { cursor: after, reader };
      seats.add(seat);
      look();
      return () => void seats.delete(seat);
    },
    tellTyping: (typing) => deps.news.tellTyping(typing),
    stop() {
      clearInterval(timer);
      unfollow();
      unhear();
    },
  };
}

/** From the seat that is furthest behind on; every seat takes what is new to it. */
async function readOn(
  { desk }: { readonly desk: Desk },
  seats: ReadonlySet<Seat>,
  state: { again: boolean },
): Promise<void> {
  while (state.again && seats.size > 0) {
    state.again = false;
    const from = Math.min(...[...seats].map(({ cursor }) => cursor));
    const entries = await desk.run(nobody, (ctx) => readFeed(ctx, from, atOnce));
    for (const seat of seats) give(seat, entries);
    if (entries.length === atOnce) state.again = true;
  }
}

function give(seat: Seat, entries: readonly FeedEntry[]): void {
  // A seat that came while this was read may stand before the first of them: the next round begins with it.
  const first = entries[0]?.event.no ?? 0;
  if (seat.cursor + 1 < first) return;
  const news = entries.filter(({ event }) => event.no > seat.cursor);
  if (news.length === 0) return;
  seat.cursor = news.at(-1)?.event.no ?? seat.cursor;
  seat.reader.entries(news);
}
