import { expectDemoDatabase } from './mark-demo.ts';
import { type DemoDeps, seedDemo } from './seed-demo.ts';
import { seedDesk } from './seed-desk.ts';
import type { Pictures } from './seed-pictures.ts';

/**
 * The demo as on the first day. `reset` is the store's own, which empties every business table; after a
 * crash between the two the next start finds no orders and seeds. Throws `NotADemo`, with nothing changed, where there
 * are orders that no demo put there.
 */
export const resetDemo = async (
  deps: DemoDeps & { readonly pictures?: Pictures; readonly reset: () => Promise<void> },
): Promise<void> => {
  await expectDemoDatabase(deps.store);
  await deps.reset();
  await seedDemo(deps);
  await seedDesk(deps);
};
