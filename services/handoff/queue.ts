import type { DeskContext } from './desk-context.ts';
import { deskRows } from './desk-row.ts';
import { readDeskSettings } from './desk-settings.ts';
import { presentSince } from './present.ts';
import { byUrgency } from './rank.ts';
import type { QueueView } from './views.ts';

/** All live cases in the order in which they should be taken, with the number of the newest event that is in it. */
export const queue = async (ctx: DeskContext): Promise<QueueView> => {
  const { store, tx, now, staff } = ctx;
  const { answerWithinMinutes } = await readDeskSettings(ctx);
  // Read first: what is committed after it comes again by the feed, and changes nothing then.
  const no = await store.desk.log.lastNo(tx);
  const live = await store.desk.handoffs.live(tx);
  const rows = await deskRows(ctx, live.toSorted(byUrgency(now, answerWithinMinutes)));
  const available: { id: string; name: string }[] = [];
  for (const id of await store.desk.papers.available(tx, presentSince(now)))
    available.push({ id, name: await staff.nameOf(tx, id) });
  return { at: now, no, rows, available };
};
