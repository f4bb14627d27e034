import { instant, plusHours } from '../domain/time.ts';
import type { Clock, Store } from '../ports.ts';

/** Whose links are counted for a day; a day more, and nothing of it is of any use. */
const keptHours = 48;
/** In one transaction, which turns wait for. */
const batch = 1_000;

/** Removes sign-ins that were asked for more than 48 hours ago, a batch at a time; the links of accounts stay. */
export const forgetSignIns = async ({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'run' | 'accountLinks'>;
  readonly clock: Clock;
}): Promise<{ readonly removed: number }> => {
  const before = plusHours(instant(clock.now()), -keptHours);
  const { requests } = store.accountLinks;
  return { removed: await store.run((tx) => requests.forget(tx, before, batch)) };
};
