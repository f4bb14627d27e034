import { instant } from '../domain/time.ts';
import type { Context } from '../ports.ts';
import { tellDesk } from './desk-event.ts';
import { readDeskSettings } from './desk-settings.ts';

const dayMs = 86_400_000;

/** The id under which the buyer may say how it was; undefined if they were asked not long ago. */
export const askRating = async (ctx: Context, handoffId: string): Promise<string | undefined> => {
  const { store, tx, now, ids } = ctx;
  const handoff = await store.desk.handoffs.find(tx, handoffId);
  if (handoff?.firstAnswerAt === undefined) return undefined;
  const { buyerId, endedBy, agentId } = handoff;
  const { ratingEveryDays } = await readDeskSettings(ctx);
  if (buyerId !== undefined) {
    const last = await store.desk.papers.lastRatingAsked(tx, buyerId);
    if (last !== undefined && now < instant(last + ratingEveryDays * dayMs)) return undefined;
  }
  const id = ids.next('rating');
  const agent = agentId ?? endedBy;
  await store.desk.papers.askRating(tx, {
    ...{ id, handoffId, askedAt: now },
    ...(buyerId !== undefined && { buyerId }),
    ...(agent !== undefined && { agentId: agent }),
  });
  return id;
};

/** One tap, 1 to 5, once; false if it was given before or was never asked. */
export const rateAgent = async (
  ctx: Context,
  ratingId: string,
  score: number,
): Promise<boolean> => {
  if (!Number.isInteger(score) || score < 1 || score > 5) return false;
  const rating = await ctx.store.desk.papers.rate(ctx.tx, ratingId, score, ctx.now);
  const handoff = rating && (await ctx.store.desk.handoffs.find(ctx.tx, rating.handoffId));
  if (handoff) await tellDesk(ctx, handoff, 'rated', 'buyer', { score });
  return rating !== undefined;
};
