import type { Context } from '../ports.ts';
import { tellDesk } from './desk-event.ts';

/** The buyer wants no person any more; false if none was waited for (one is there already, or was never asked for). */
export const leaveQueue = async (ctx: Context, conversationId: string): Promise<boolean> => {
  const { store, tx, now } = ctx;
  const { handoffs } = store.desk;
  const live = await handoffs.liveOf(tx, conversationId);
  if (live?.state !== 'waiting') return false;
  const left = await handoffs.change(tx, live.id, live.version, {
    ...{ state: 'left', endedAt: now, endedBy: 'buyer', wakeAt: null },
  });
  if (!left) return false;
  await store.conversations.setOwner(tx, conversationId, 'bot', {
    ...{ owner: 'bot', handoffId: undefined },
  });
  await tellDesk(ctx, left, 'buyer_left', 'buyer');
  return true;
};
