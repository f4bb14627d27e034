import { opennessAt } from '../domain/opening-hours.ts';
import { instant } from '../domain/time.ts';
import type { Handoff } from '../handoff-port.ts';
import type { Context } from '../ports.ts';
import { readDeskSettings } from './desk-settings.ts';
import { presentSince } from './present.ts';
import { byUrgency } from './rank.ts';
import type { Standing } from './views.ts';

/** Fewer waits than this say nothing. */
const enoughWaits = 3;
const lastWaits = 20;
const recentMs = 7 * 86_400_000;

/** Where a case stands now and what may honestly be said of the wait. */
export const standingOf = async (
  ctx: Context,
  handoff: Handoff,
  already: boolean,
): Promise<Standing> => {
  const { store, tx, now } = ctx;
  const settings = await readDeskSettings(ctx);
  const waiting = (await store.desk.handoffs.live(tx))
    .filter(({ state }) => state === 'waiting')
    .toSorted(byUrgency(now, settings.answerWithinMinutes));
  const openness = opennessAt(settings.hours, now);
  const waitMs = openness.open ? await usualWait(ctx) : undefined;
  return {
    handoff,
    already,
    place:
      1 +
      Math.max(
        0,
        waiting.findIndex(({ id }) => id === handoff.id),
      ),
    open: openness.open,
    ...(waitMs !== undefined && { waitMs }),
    ...(!openness.open && openness.opensAt !== undefined && { opensAt: openness.opensAt }),
  };
};

/** Median of the last waits; undefined where there are too few, or where nobody is there to shorten this one. */
const usualWait = async ({ store, tx, now }: Context): Promise<number | undefined> => {
  const { handoffs, papers } = store.desk;
  if ((await papers.available(tx, presentSince(now))).length === 0) return undefined;
  const waits = await handoffs.recentWaits(tx, instant(now - recentMs), lastWaits);
  if (waits.length < enoughWaits) return undefined;
  return waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)];
};

/** Of the live case of a conversation. */
export const standing = async (
  ctx: Context,
  conversationId: string,
): Promise<Standing | undefined> => {
  const live = await ctx.store.desk.handoffs.liveOf(ctx.tx, conversationId);
  return live && standingOf(ctx, live, true);
};
