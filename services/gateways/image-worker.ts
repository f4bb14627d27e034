import { parentPort } from 'node:worker_threads';
import type { Images, Inspected } from '../evidence-port.ts';
import { inspectImage } from './images-inspect.ts';

/** What goes to the thread, one at a time, and what comes back for it. */
export type Job = Parameters<Images['inspect']>[0];
export type JobAnswer =
  | { readonly inspected: Inspected }
  | { readonly fault: string }
  /** Once, after loading: the time that a start takes is not the first file's. */
  | { readonly ready: true };

// The entry of the thread that images-thread.ts starts.
parentPort?.on('message', async (job: Job) => {
  post(await answer(job));
});
post({ ready: true });

async function answer(job: Job): Promise<JobAnswer> {
  try {
    return { inspected: await inspectImage(job) };
  } catch (fault) {
    return { fault: String(fault) };
  }
}

function post(message: JobAnswer): void {
  parentPort?.postMessage(message);
}
