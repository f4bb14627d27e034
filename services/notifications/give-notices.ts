import { plusHours } from '../domain/time.ts';
import type { Notice, Place } from '../notices-port.ts';
import type { Context } from '../ports.ts';
import { choosePlace } from './choose-place.ts';

/** What giving a notice needs: the store, in a transaction of the caller's, and the time. */
export type Giving = Pick<Context, 'tx' | 'store' | 'now'>;

export interface Reach {
  readonly canReach: (place: Place) => boolean;
  /** Activities that may wait in a conversation. */
  readonly maxWaiting: number;
}

export interface Given {
  /** Conversations that have work now. */
  readonly conversationIds: readonly string[];
  /** How many were not given: nobody is there, or the buyer wants to hear nothing unasked. */
  readonly kept: number;
}

/** A buyer without a conversation is looked for again this late; a visit makes it happen at once. */
const absentHours = 24;
/** A person has the conversation, or its inbox is full. */
const busyMs = 10_000;
const noticesAtOnce = 50;

/**
 * Puts what is due into the inboxes, each buyer's oldest first. The inbox row and the notice's state are one transaction,
 * so a notice is in exactly one inbox exactly once, whatever crashes. Nothing given and nothing kept: nothing is due.
 */
export const giveNotices = async (ctx: Giving, reach: Reach): Promise<Given> => {
  const conversationIds: string[] = [];
  let kept = 0;
  for (const notice of await ctx.store.notices.due(ctx.tx, ctx.now, noticesAtOnce)) {
    const given = await giveOne(ctx, notice, reach);
    if (given) conversationIds.push(given);
    else kept += 1;
  }
  return { conversationIds, kept };
};

const giveOne = async (
  { tx, store, now }: Giving,
  notice: Notice,
  { canReach, maxWaiting }: Reach,
): Promise<string | undefined> => {
  const { id, buyerId, disputeId } = notice;
  if (await store.notices.isSilenced(tx, buyerId)) {
    await store.notices.settle(tx, id, 'dropped', now);
    return undefined;
  }
  const places = await store.notices.placesOf(tx, buyerId);
  const place = choosePlace(places, await store.notices.originOf(tx, disputeId), canReach);
  if (!place) {
    await store.notices.keep(tx, id, plusHours(now, absentHours));
    return undefined;
  }
  const { conversationId, owner } = place;
  if (owner !== 'bot' || (await store.inbox.countWaiting(tx, conversationId)) >= maxWaiting) {
    await store.notices.keep(tx, id, (now + busyMs) as typeof now);
    return undefined;
  }
  await store.inbox.store(tx, {
    conversationId,
    // With the number of the try: one that was taken back is given again.
    key: `notice:${id}:${notice.tries}`,
    activity: { type: 'notice', noticeId: id },
    receivedAt: now,
    answer: id,
  });
  await store.notices.give(tx, id, conversationId);
  return conversationId;
};
