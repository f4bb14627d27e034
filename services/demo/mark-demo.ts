import type { Instant } from '../domain/time.ts';
import { isoOf } from '../domain/time.ts';
import type { Store, Tx } from '../ports.ts';

/** Set in a database that the demo filled; whatever is in any other one is nobody's to play with. */
const markKey = 'demo.database';

export const markDemo = (store: Store, tx: Tx, now: Instant): Promise<void> =>
  store.settings.set(tx, markKey, isoOf(now));

/** Throws where there are orders that no demo put there: in a demo everybody may be every buyer and empty it all. */
export const expectDemo = async (store: Store, tx: Tx): Promise<void> => {
  if ((await store.settings.get(tx, markKey)) !== undefined) return;
  if ((await store.orders.buyers(tx)).length === 0) return;
  throw new NotADemo();
};

export const expectDemoDatabase = (store: Store): Promise<void> =>
  store.run((tx) => expectDemo(store, tx));

/** Its message is for whoever started the program. */
export class NotADemo extends Error {
  constructor() {
    super(
      'this database has orders that no demo put there, so it is neither seeded nor emptied. ' +
        'For a real marketplace set DEMO=false (or NODE_ENV=production); for a demo give it a DATABASE_URL of its own.',
    );
  }
}
