import type { Logger } from 'pino';

export interface Job {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

export interface Scheduler {
  /** Runs every job once, now; waits for a round that is under way first. */
  runNow(): Promise<void>;
  /** Resolves when the round under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs the jobs one after the other, waits `everyMs`, and again: rounds never overlap. A job that throws is logged and
 * the next one runs. What is due is decided by rows in the store, so a late or a missed round changes nothing.
 */
export function startScheduler(deps: {
  readonly jobs: readonly Job[];
  readonly everyMs: number;
  readonly log: Logger;
}): Scheduler {
  let stopped = false;
  let round = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const runNow = () => {
    round = round.then(() => runJobs(deps.jobs, deps.log));
    return round;
  };
  const plan = () => {
    if (stopped) return;
    timer = setTimeout(() => void runNow().then(plan), deps.everyMs);
  };
  plan();
  return {
    runNow,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}

async function runJobs(jobs: readonly Job[], log: Logger): Promise<void> {
  for (const job of jobs) {
    try {
      await job.run();
    } catch (error) {
      log.error({ err: error, job: job.name }, 'a job failed and will be tried again');
    }
  }
}
