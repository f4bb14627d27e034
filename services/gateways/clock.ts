import type { Instant } from '../domain/time.ts';
import type { Clock, Store } from '../ports.ts';

/** A clock that may be moved forward, in ms. */
export interface MovableClock extends Clock {
  advance(ms: number): Promise<Instant>;
  /** Takes over what another process has moved it by. */
  refresh(): Promise<void>;
}

/** The machine's clock, except that it never goes back: a correction by NTP makes it stand still instead (I17). */
const forwardOnly = (): (() => number) => {
  let latest = 0;
  return () => {
    latest = Math.max(latest, Date.now());
    return latest;
  };
};

export const systemClock = (): Clock => {
  const milliseconds = forwardOnly();
  return { now: () => milliseconds() as Instant };
};

const offsetKey = 'demo.clock.offset';

const checkForward = (ms: number): void => {
  if (!Number.isSafeInteger(ms) || ms < 0)
    throw new RangeError(`A clock moves by whole milliseconds and forward, not by ${ms}`);
};

/**
 * The machine's clock plus an offset in ms that is kept in the settings, so a restart does not undo "5 days later".
 * `advance` counts from the stored offset: two processes that move it both count.
 */
export const createDemoClock = async (store: Store): Promise<MovableClock> => {
  const milliseconds = forwardOnly();
  const stored = () =>
    store.run(async (tx) => Number((await store.settings.get(tx, offsetKey)) ?? 0));
  let offset = await stored();
  const now = (): Instant => (milliseconds() + offset) as Instant;
  return {
    now,
    advance: async (ms) => {
      checkForward(ms);
      offset = await store.run(async (tx) => {
        const moved = Number((await store.settings.get(tx, offsetKey)) ?? 0) + ms;
        await store.settings.set(tx, offsetKey, moved);
        return moved;
      });
      return now();
    },
    refresh: async () => {
      offset = Math.max(offset, await stored());
    },
  };
};

/** For tests: stands still until it is moved. */
export const fixedClock = (
  start: Instant,
): Clock & { readonly advance: (ms: number) => Instant } => {
  let instant = start;
  return {
    now: () => instant,
    advance: (ms) => {
      checkForward(ms);
      instant = (instant + ms) as Instant;
      return instant;
    },
  };
};
