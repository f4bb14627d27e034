import type { Handoff } from '../handoff-port.ts';
import type { DeskContext } from './desk-context.ts';
import { deskRow } from './desk-row.ts';
import type { DeskRow, FeedEntry } from './views.ts';

const atOnce = 200;

/**
 * What happened after event `no`, in order, each with its case as it is NOW: whoever applies all of them to a snapshot
 * has the fresh snapshot, whichever of them it had seen before.
 */
export const readFeed = async (
  ctx: DeskContext,
  no: number,
  limit = atOnce,
): Promise<readonly FeedEntry[]> => {
  const { store, tx } = ctx;
  const events = await store.desk.log.after(tx, no, limit);
  const rows = new Map<string, DeskRow | undefined>();
  for (const { handoffId } of events)
    if (!rows.has(handoffId)) {
      const handoff: Handoff | undefined = await store.desk.handoffs.find(tx, handoffId);
      rows.set(handoffId, handoff && (await deskRow(ctx, handoff)));
    }
  return events.map((event) => {
    const row = rows.get(event.handoffId);
    return { event, ...(row && { row }) };
  });
};
