/** A turn takes no longer. A statement that waits for a lock adds 5 s at most, so the buyer has an answer in 15 s (R34). */
const LIMIT_MS = 10_000;

/** The turn was given up; what it had begun is rolled back with its transaction. */
export class TurnOverdue extends Error {}

/**
 * What `work` answers, if it does in time. It can't be stopped, yet with its transaction closed whatever it still tries
 * to write fails, and its failure is of no interest.
 */
export async function inTime<T>(work: Promise<T>, limitMs: number = LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TurnOverdue('the turn took too long')), limitMs);
  });
  return Promise.race([work, overdue]).finally(() => clearTimeout(timer));
}
