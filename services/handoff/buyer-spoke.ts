import { instant } from '../domain/time.ts';
import type { Handoff, HandoffChange } from '../handoff-port.ts';
import type { Context, Conversation } from '../ports.ts';
import { silentAt } from './claim.ts';
import { tellDesk } from './desk-event.ts';
import { finishResolved } from './resolve.ts';

type Hearing = Pick<Context, 'store' | 'tx' | 'now'>;

/**
 * The buyer wrote while a person is asked for or there: in the transaction that stores the words. A case that was put
 * aside comes back; one that was just resolved is final, so that the bot answers.
 */
export const buyerSpoke = async (ctx: Hearing, conversation: Conversation): Promise<void> => {
  if (conversation.handoffId === undefined) return;
  const { handoffs } = ctx.store.desk;
  const handoff = await handoffs.find(ctx.tx, conversation.handoffId);
  if (!handoff) return;
  switch (handoff.state) {
    case 'waiting':
      await handoffs.touch(ctx.tx, handoff.id, { lastBuyerAt: ctx.now });
      return;
    case 'claimed':
      await handoffs.touch(ctx.tx, handoff.id, await waits(ctx, handoff));
      return;
    case 'waiting_buyer':
    case 'snoozed': {
      const change = { ...(await waits(ctx, handoff)), state: 'claimed' as const };
      const back = await handoffs.change(ctx.tx, handoff.id, handoff.version, change);
      if (back) await tellDesk(ctx, back, 'buyer_back', 'buyer');
      return;
    }
    case 'resolved':
      return finishResolved(ctx, handoff, conversation);
    case 'left':
    case 'back_to_bot':
      return;
  }
};

/** The agent's time runs from the first word that nobody has answered, not from the last one. */
const waits = async (ctx: Hearing, handoff: Handoff): Promise<HandoffChange> => {
  const isAnswered = (handoff.lastAgentAt ?? -1) >= handoff.lastBuyerAt;
  const fresh = isAnswered || handoff.state !== 'claimed';
  return {
    lastBuyerAt: ctx.now,
    wakeAt: fresh ? await silentAt(ctx) : (handoff.wakeAt ?? instant(ctx.now)),
  };
};
