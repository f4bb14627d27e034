import { tellDesk } from '../handoff/desk-event.ts';
import { factsOf } from '../handoff/facts-of.ts';
import type { Context } from '../ports.ts';

/** Who waits for a person as a visitor and signs in meanwhile is known to that person too, with their orders and dates. */
export const nameInCase = async (
  ctx: Context,
  conversationId: string,
  buyerId: string,
): Promise<void> => {
  const { handoffs } = ctx.store.desk;
  const live = await handoffs.liveOf(ctx.tx, conversationId);
  if (!live || live.buyerId !== undefined) return;
  const facts = await factsOf(ctx, { ...live, buyerId });
  const capsule = { ...live.capsule, signedIn: true };
  await handoffs.touch(ctx.tx, live.id, { ...facts, buyerId, capsule });
  await tellDesk(ctx, live, 'facts', 'buyer');
};
