import type { Store } from '../../services/ports.ts';
import { type Command, Failure } from './command.ts';

export const seed: Command = {
  usage: 'seed',
  does: 'fills a database without orders with the demo marketplace (demo only)',
  words: { min: 0, max: 0 },
  run: async (_call, world) => {
    if (!world.config.demo)
      throw new Failure(
        'Demo buyers must not come among real ones.',
        'This is for a demo: DEMO=true, not in production, and a database of its own.',
      );
    const store = await world.store();
    await world.migrateUp(store);
    const before = await buyersIn(store);
    await world.open();
    const now = await buyersIn(store);
    if (before.length > 0)
      throw new Failure(
        `There are orders already, of ${before.length} buyers: ${before.join(', ')}.`,
        'To begin anew: POST /demo/reset, or another DATABASE_URL.',
      );
    world.say(`The demo marketplace is there, with ${now.length} buyers: ${now.join(', ')}.`);
  },
};

const buyersIn = (store: Store): Promise<readonly string[]> =>
  store.run(async (tx) => (await store.orders.buyers(tx)).map(({ id }) => id));
