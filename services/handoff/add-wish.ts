import type { Context } from '../ports.ts';
import { tellDesk } from './desk-event.ts';

/** Room for several remarks. */
const wishMaxChars = 2_000;

/** What the buyer wants the person to know, beside what they wanted before; false if no person is asked for. */
export const addWish = async (
  ctx: Context,
  conversationId: string,
  words: string,
): Promise<boolean> => {
  const { store, tx } = ctx;
  const live = await store.desk.handoffs.liveOf(tx, conversationId);
  if (!live) return false;
  const wish = [live.wish, words.trim()].filter(Boolean).join('\n').slice(0, wishMaxChars);
  await store.desk.handoffs.touch(tx, live.id, { wish });
  await tellDesk(ctx, live, 'wish', 'buyer');
  return true;
};
