import type { Images } from '../evidence-port.ts';
import { createImageThread, type ImageThread } from './images-thread.ts';

/** Milliseconds for one file. */
const JOB_DEADLINE = 5_000;
/** Files waiting for a thread. Each holds its bytes in memory, so more than this is overload. */
const MAX_WAITING = 32;

/**
 * Inspects files outside the event loop, `concurrency` at a time. Rejects on a fault of ours alone: a thread that
 * dies, too many files waiting, closed. How many bytes a file may have at all is the caller's limit.
 * `deadline` (milliseconds for a file) is there for tests.
 */
export function createImages(
  options: { readonly concurrency?: number; readonly deadline?: number } = {},
): Images & { close(): Promise<void> } {
  const { concurrency = 1, deadline = JOB_DEADLINE } = options;
  const threads = Array.from({ length: concurrency }, () => createImageThread(deadline));
  const idle = [...threads];
  const waiting: ((thread: ImageThread) => void)[] = [];
  let isClosed = false;

  function takeThread(): Promise<ImageThread> {
    const thread = idle.pop();
    if (thread !== undefined) return Promise.resolve(thread);
    if (waiting.length >= MAX_WAITING) return Promise.reject(new Error('too many images waiting'));
    return new Promise((resolve) => waiting.push(resolve));
  }

  function giveBack(thread: ImageThread): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(thread);
    else next(thread);
  }

  return {
    async inspect(file) {
      const thread = await takeThread();
      try {
        if (isClosed) throw new Error('images are closed');
        return await thread.inspect(file);
      } finally {
        giveBack(thread);
      }
    },
    async close() {
      isClosed = true;
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
