import type { DeskContext, DeskResult } from './desk-context.ts';
import { refuseDesk } from './refuse-desk.ts';
import { requestPerson } from './request-person.ts';
import { isLive } from './states.ts';

export interface FollowUp {
  readonly conversationId: string;
  /** What was not understood there, masked. */
  readonly text: string;
}

/**
 * Puts a talk that the bot could not help with into the queue, though nobody asked for a person. Answers the case: the
 * live one of this talk, or of its buyer in another chat, if there is one. The buyer hears of it when somebody claims.
 */
export const followUp = async (
  ctx: DeskContext,
  { conversationId, text }: FollowUp,
): Promise<DeskResult<{ readonly handoffId: string }>> => {
  const { store, tx } = ctx;
  const conversation = await store.conversations.find(tx, conversationId);
  if (!conversation) return refuseDesk('case_not_found');
  const { buyerId } = conversation;
  const known =
    buyerId === undefined
      ? await store.desk.handoffs.ofConversation(tx, conversationId)
      : await store.desk.handoffs.ofBuyer(tx, buyerId);
  const live = known.find(isLive);
  if (live) return { ok: true, value: { handoffId: live.id } };
  await ctx.audit({
    what: 'handoff.follow_up',
    conversationId,
    ...(buyerId !== undefined && { buyerId }),
  });
  const { handoff } = await requestPerson(ctx, {
    ...{ conversationId, reason: 'misunderstood', wish: text },
    capsule: { slots: {}, misses: 0 },
  });
  return { ok: true, value: { handoffId: handoff.id } };
};
