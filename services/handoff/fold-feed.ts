import { isLive } from './states.ts';
import type { FeedEntry, QueueView } from './views.ts';

/** The snapshot after these events; the order of the rows is the caller's to make again. */
export const foldFeed = (snapshot: QueueView, entries: readonly FeedEntry[]): QueueView => {
  const rows = new Map(snapshot.rows.map((row) => [row.id, row]));
  let { no } = snapshot;
  for (const { event, row } of entries) {
    no = Math.max(no, event.no);
    if (row && isLive(row)) rows.set(row.id, row);
    else rows.delete(event.handoffId);
  }
  return { ...snapshot, no, rows: [...rows.values()] };
};
