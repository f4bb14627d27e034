import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Inspected } from '../evidence-port.ts';
import type { Job, JobAnswer } from './image-worker.ts';

/** Megabytes of the thread's own heap; what libvips takes beside it is bounded by the pixel limit. */
const HEAP_MB = 256;

/** One thread that decodes one picture at a time, started at the first and after each that had to be ended. */
export interface ImageThread {
  /** Rejects on a fault of ours. A file that takes longer than the deadline is `image_broken`. */
  inspect(job: Job): Promise<Inspected>;
  close(): Promise<void>;
}

type Outcome = JobAnswer | 'overdue' | { readonly died: string };

/** @param deadline milliseconds for one file, from the moment that the thread is ready. */
export function createImageThread(deadline: number): ImageThread {
  let worker: Worker | undefined;

  async function inspect(job: Job): Promise<Inspected> {
    const running = worker ?? (await start());
    // Idle threads don't keep the process alive, a working one does.
    running.ref();
    // The file's own bytes only: a view's whole buffer would be copied.
    const bytes = new Uint8Array(job.bytes);
    running.postMessage({ ...job, bytes }, [bytes.buffer]);
    const outcome = await nextOutcome(running, deadline);
    running.unref();
    if (outcome === 'overdue' || 'died' in outcome) await close();
    return inspectedOf(outcome);
  }

  async function start(): Promise<Worker> {
    const started = await startWorker();
    started.on('exit', () => {
      if (worker === started) worker = undefined;
    });
    worker = started;
    return started;
  }

  async function close(): Promise<void> {
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
  }

  return { inspect, close };
}

function inspectedOf(outcome: Outcome): Inspected {
  if (outcome === 'overdue') return { verdict: 'image_broken' };
  if ('inspected' in outcome) return outcome.inspected;
  throw new Error(`image thread: ${JSON.stringify(outcome)}`);
}

async function startWorker(): Promise<Worker> {
  // On glibc the main thread must hold sharp's library before a thread loads it, or ending the thread unloads it.
  await import('sharp');
  const worker = new Worker(entry(), {
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  // Death while idle shows as the next job's outcome; unheard, an error event would end the process.
  worker.on('error', () => {});
  const outcome = await nextOutcome(worker);
  if (outcome === 'overdue' || !('ready' in outcome)) inspectedOf(outcome);
  return worker;
}

/** In dist both files are `.js`. Run from source the thread needs tsx, which `--import` does not give to threads. */
function entry(): URL {
  if (!import.meta.url.endsWith('.ts')) return new URL('./image-worker.js', import.meta.url);
  // The module for `require` is resolved; the one for `import`, which works in threads, lies beside it.
  const required = pathToFileURL(createRequire(import.meta.url).resolve('tsx/esm/api')).href;
  const tsx = required.replace(/\.cjs$/, '.mjs');
  const source = new URL('./image-worker.ts', import.meta.url).href;
  const code = `import { register } from '${tsx}'; register(); await import('${source}');`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

/** The next message, or how the thread ended, or with a `deadline` that it passed. */
function nextOutcome(worker: Worker, deadline?: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', onError).off('exit', onExit);
      resolve(outcome);
    };
    const onError = (fault: Error) => settle({ died: fault.message });
    const onExit = (code: number) => settle({ died: `exit code ${code}` });
    const timer = deadline === undefined ? undefined : setTimeout(settle, deadline, 'overdue');
    worker.on('message', settle).on('error', onError).on('exit', onExit);
  });
}
