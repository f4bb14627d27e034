import type { HandoffReason } from '../handoff-port.ts';
import { choosePlace } from '../notifications/choose-place.ts';
import type { Context } from '../ports.ts';
import { requestPerson } from './request-person.ts';
import { isLive } from './states.ts';
import { tellByBot } from './tell-by-bot.ts';
import { wasRaised } from './was-raised.ts';

/**
 * Asks for a person although the buyer did not: money is stuck. Once for each reason and dispute. In the conversation
 * where a person is asked for already, else where the buyer is told of it anyway; one is begun for a buyer who never was in any. Answers where.
 */
export const raiseAlarm = async (
  ctx: Context,
  disputeId: string,
  reason: HandoffReason,
): Promise<string | undefined> => {
  const { store, tx } = ctx;
  if (await wasRaised(ctx, reason, { disputeId })) return undefined;
  const dispute = await store.disputes.find(tx, { kind: 'system' }, disputeId);
  if (!dispute) return undefined;
  const conversationId = await conversationOf(ctx, dispute.buyerId, disputeId);
  const { already, handoff } = await requestPerson(ctx, {
    ...{ conversationId, reason, wish: '', disputeId, orderId: dispute.orderId },
    capsule: { slots: {}, misses: 0 },
  });
  // A failed refund is told by its own notice.
  if (!already && reason !== 'refund_failed') await tellByBot(ctx, handoff, 'alarmed');
  return conversationId;
};

const conversationOf = async (
  ctx: Context,
  buyerId: string,
  disputeId: string,
): Promise<string> => {
  const { store, tx, now, ids } = ctx;
  // One person looks at all of it.
  const live = (await store.desk.handoffs.ofBuyer(tx, buyerId)).find(isLive);
  if (live) return live.conversationId;
  const places = await store.notices.placesOf(tx, buyerId);
  const origin = await store.notices.originOf(tx, disputeId);
  const place = choosePlace(places, origin, () => true);
  if (place) return place.conversationId;
  const buyer = await store.orders.buyer(tx, buyerId);
  const id = ids.next('conversation');
  await store.conversations.create(tx, {
    ...{ id, buyerId, userId: `dl_${buyerId}`, startedAt: now },
    ...{ channel: 'directline', locale: buyer?.locale ?? 'en' },
  });
  return id;
};
