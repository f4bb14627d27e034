import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { seedDemo } from '../../services/demo/seed-demo.ts';
import { createRulebook } from '../../services/domain/rulebook.ts';
import { fixedClock } from '../../services/gateways/clock.ts';
import { sequentialIds } from '../../services/gateways/ids.ts';
import { putOrder } from '../../services/orders/put-order.ts';
import { migrateUp, openStore } from '../../services/store/open-store.ts';
import { at } from './fixtures.ts';
import { storyOrders } from './story-orders.ts';

/** The demo marketplace of every transcript was seeded at this instant, a Monday. */
export const seededAt = at('2026-11-23T12:00:00Z');
const rulebook = createRulebook({ policyZone: 'UTC', holidays: [] });
export const rulebooks = { current: rulebook, of: () => rulebook };

let known: Promise<Knowledge> | undefined;
/** The real articles, phrases and understanding; read once for all tests. */
export const realKnowledge = (): Promise<Knowledge> => {
  known ??= loadKnowledge({ root: join(import.meta.dirname, '../../knowledge'), rulebook });
  return known;
};

let folder: Promise<string> | undefined;
/** A folder with the seeded database, made once; every conversation gets a copy. */
export const seededFolder = (): Promise<string> => {
  folder ??= (async () => {
    const path = await mkdtemp(join(tmpdir(), 'resolve-dialogs-'));
    const store = await openStore(`sqlite:${join(path, 'seeded.db')}`);
    await migrateUp(store);
    const ids = sequentialIds();
    await seedDemo({ store, rulebooks, ids, clock: fixedClock(seededAt) });
    const ctx = { store, rulebooks, ids, now: seededAt, principal: { kind: 'system' } } as const;
    for (const order of storyOrders(seededAt))
      await store.run((tx) => putOrder({ ...ctx, tx }, order));
    await store.close();
    return path;
  })();
  return folder;
};

/** For mocha's `after`: removes what all conversations of the process have left. */
export async function removeConversations(): Promise<void> {
  if (folder) await rm(await folder, { recursive: true, force: true });
  folder = undefined;
}
