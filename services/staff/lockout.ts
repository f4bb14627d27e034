import type { Instant } from '../domain/time.ts';
import { instant } from '../domain/time.ts';
import type { Store, Tx } from '../ports.ts';

/** After so many failures in a row the next ones are each followed by a wait. */
const free = { login: 4, address: 60 } as const;
const firstWaitMs = 15_000;
/** No longer: whoever knows a colleague's login could keep them out for ever otherwise. */
const longestWaitMs = 15 * 60_000;
/** Failures are forgotten so long after the last wait ended. */
const memoryMs = 3_600_000;

/** How long a lock lasts after the `count`th failure in a row, in ms: 0 for the first ones, then twice as long each time. */
export const waitAfter = (count: number, kind: keyof typeof free): number => {
  const beyond = count - free[kind];
  return beyond <= 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (beyond - 1));
};

/** What sign-ins are counted by. `login` is a digest: what people type there is at times their password. */
export interface Tried {
  readonly login: string;
  readonly address: string;
}

const keysOf = ({ login, address }: Tried) =>
  [
    ['login', `login ${login}`],
    ['address', `address ${address}`],
  ] as const;

/** Milliseconds until the next try counts; 0 if it does now. */
export const lockedFor = async (
  store: Store,
  tx: Tx,
  tried: Tried,
  now: Instant,
): Promise<number> => {
  let longest = 0;
  for (const [, key] of keysOf(tried)) {
    const failed = await store.staff.failures.of(tx, key);
    longest = Math.max(longest, (failed?.lockedUntil ?? 0) - now);
  }
  return longest;
};

export const countFailure = async (
  store: Store,
  tx: Tx,
  tried: Tried,
  now: Instant,
): Promise<void> => {
  for (const [kind, key] of keysOf(tried)) {
    const count = await store.staff.failures.add(tx, key);
    await store.staff.failures.lock(tx, key, instant(now + waitAfter(count, kind)));
  }
  await store.staff.failures.forget(tx, instant(now - memoryMs));
};

/** Signed in: the login is free again. The address is not, or a known password would let it try others' for ever. */
export const clearFailures = (store: Store, tx: Tx, tried: Tried): Promise<void> =>
  store.staff.failures.clear(tx, `login ${tried.login}`);
