import { instant } from '../domain/time.ts';
import type { Clock, Store } from '../ports.ts';

/** By then editors have read it, or never will. */
const KEPT_MS = 180 * 86_400_000;
/** In one transaction, which turns wait for. */
const BATCH = 1_000;

/** Removes what is older than 180 days, a batch at a time; the next round goes on. */
export async function forgetFeedback({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'run' | 'feedback'>;
  readonly clock: Clock;
}): Promise<{ readonly removed: number }> {
  const before = instant(clock.now() - KEPT_MS);
  return { removed: await store.run((tx) => store.feedback.forget(tx, before, BATCH)) };
}
