import type { Outbox } from './outbox.ts';

/** Of one stream, so that one that is filled faster than it empties does not keep the caller. */
const MOST_PASSES = 50;

/** Sends what is due until nothing more is: of each stream a pass takes the oldest row alone. */
export async function drain(outbox: Outbox): Promise<void> {
  for (let pass = 0; pass < MOST_PASSES; pass += 1) if ((await outbox.deliver()).sent === 0) return;
}
