import type { Logger } from 'pino';
import type { Outbox } from './outbox.ts';

/** Of one stream, so that one that is filled faster than it empties does not keep the caller. */
const MOST_PASSES = 50;

/** Sends what is due until nothing more is: of each stream a pass takes the oldest row alone. */
export async function drain(outbox: Outbox): Promise<void> {
  for (let pass = 0; pass < MOST_PASSES; pass += 1) if ((await outbox.deliver()).sent === 0) return;
}

export interface Drains {
  /** Resolves when nothing more is due. */
  deliver(): Promise<void>;
  /** The same without waiting for it; what goes wrong is logged, and the poll tries again. */
  begin(): void;
  /** Resolves when none that was begun runs any more: what it has sent is marked as sent. */
  idle(): Promise<unknown>;
}

/** For whoever fills the outbox. `outbox` is asked for late: what is sent can depend on who fills it. */
export function createDrains(outbox: () => Outbox, log: Logger): Drains {
  const running = new Set<Promise<void>>();
  const deliver = () => drain(outbox());
  return {
    deliver,
    begin() {
      const one: Promise<void> = deliver()
        .catch((error: unknown) => log.error({ err: error }, 'the outbox was not emptied'))
        .finally(() => running.delete(one));
      running.add(one);
    },
    idle: () => Promise.all(running),
  };
}
