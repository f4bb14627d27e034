import type { Logger } from 'pino';
import type { Store } from '../services/ports.ts';

/** How a try to take a conversation's next turn ended. */
export type TurnEnd =
  /** Another one waits. */
  | 'more'
  /** Nothing waits. */
  | 'idle'
  /** Another node has the conversation now. */
  | 'busy';

export interface Worker {
  /** There is work: starts at once if the conversation has no turn running in this process. */
  wake(conversationId: string): void;
  /** Finds the rows that nobody was woken for: after a start, a crash, from another node. */
  findWaiting(): Promise<void>;
  /** Resolves when no turn runs. New wakes are ignored from now on. */
  stop(): Promise<void>;
  /** Resolves when no turn runs or waits to run in this process. For tests and the demo clock. */
  idle(): Promise<void>;
}

export interface WorkerDeps {
  readonly store: Store;
  readonly log: Logger;
  /** Must not throw for a fault of a turn; what it throws is the database's. */
  readonly takeTurn: (conversationId: string) => Promise<TurnEnd>;
  /** Conversations at a time. SQLite has one connection, so 1 is as fast there. */
  readonly parallel: number;
  /** After `busy`. */
  readonly againAfterMs: number;
}

/** Conversations that a look for waiting rows takes at once. */
const LOOK_AHEAD = 200;

/** One turn at a time for each conversation in this process, the longest waiting first. */
export function createWorker(deps: WorkerDeps): Worker {
  const queue = new Set<string>();
  const running = new Map<string, Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  const fill = () => {
    for (const id of queue) {
      if (running.size >= deps.parallel || stopped) return;
      if (running.has(id)) continue;
      queue.delete(id);
      running.set(id, work(id));
    }
  };

  const work = async (id: string): Promise<void> => {
    const end = await attempt(deps, id);
    running.delete(id);
    // Back to the end of the queue: a busy conversation does not starve the others.
    if (end === 'more') queue.add(id);
    if (end === 'busy' || end === 'fault') wakeLater(id);
    fill();
  };

  const wakeLater = (id: string) => {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      worker.wake(id);
    }, deps.againAfterMs);
    timers.add(timer);
  };

  const worker: Worker = {
    wake(id) {
      if (stopped) return;
      queue.add(id);
      fill();
    },
    async findWaiting() {
      const waiting = await deps.store.run((tx) => deps.store.inbox.waiting(tx, LOOK_AHEAD));
      for (const id of waiting) worker.wake(id);
    },
    async stop() {
      stopped = true;
      queue.clear();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.all(running.values());
    },
    async idle() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
  return worker;
}

async function attempt(deps: WorkerDeps, id: string): Promise<TurnEnd | 'fault'> {
  try {
    return await deps.takeTurn(id);
  } catch (error) {
    deps.log.error({ err: error, conversationId: id }, 'a turn could not be taken');
    return 'fault';
  }
}
