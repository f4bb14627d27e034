import type { Conversation } from '../services/ports.ts';
import type { News } from './outbox-news.ts';

/** Milliseconds after which somebody who waits wants to see that something happens (R34). */
const AFTER_MS = 800;
/** Clients show the sign for some seconds. */
const EVERY_MS = 3_000;
/** A turn that was given up (turn-limit.ts) can't be stopped: it must not seem to type for ever. */
const MOST_SIGNS = 5;

export interface TypingTimes {
  readonly afterMs: number;
  readonly everyMs: number;
}

/** Runs `work`; while it takes long the buyer is shown, again and again, that the bot types. Never after it has ended. */
export async function typingWhile<T>(
  { news }: { readonly news: Pick<News, 'tellBusy'> },
  conversation: Conversation,
  work: () => Promise<T>,
  { afterMs, everyMs }: TypingTimes = { afterMs: AFTER_MS, everyMs: EVERY_MS },
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const plan = (ms: number, left: number) => {
    if (left === 0) return;
    timer = setTimeout(() => {
      news.tellBusy(conversation);
      plan(everyMs, left - 1);
    }, ms);
  };
  plan(afterMs, MOST_SIGNS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
