import { instant } from '../../services/domain/time.ts';
import { day } from './state.ts';
import { inWorld, type World } from './world.ts';

const kinds = ['webhook', 'refund', 'release', 'alert'] as const;

/** Sends all that waits, as the outbox would; what a chargeback stopped is not among it. */
export const leaveOutbox = async (world: World): Promise<readonly string[]> => {
  const left: string[] = [];
  for (;;) {
    const rows = await leaveOldest(world);
    if (rows.length === 0) break;
    left.push(...rows);
  }
  for (const told of world.model.told) told.hasLeft = true;
  return left;
};

/** The oldest of each stream. Rows written before the clock went back are due all the same. */
const leaveOldest = (world: World) =>
  inWorld(world, { kind: 'system' }, async ({ tx, store, now }) => {
    const left: string[] = [];
    for (const kind of kinds)
      for (const { id } of await store.outbox.due(tx, kind, instant(now + 400 * day), 100)) {
        await store.outbox.sent(tx, id, now);
        left.push(id);
      }
    return left;
  });
