import { plusHours } from '../domain/time.ts';
import type { Place } from '../notices-port.ts';
import type { SellerMessage } from '../seller-messages-port.ts';
import { choosePlace } from './choose-place.ts';
import type { Given, Giving, Reach } from './give-notices.ts';

const absentHours = 24;
const busyMs = 10_000;
const messagesAtOnce = 50;

/** Before the id of a seller's message in an inbox row; no notice's id begins so. */
const prefix = 'seller-message:';

/** The seller's message that a notice's id in an inbox row stands for; undefined for a notice of a dispute. */
export const sellerMessageIdIn = (noticeId: string): string | undefined =>
  noticeId.startsWith(prefix) ? noticeId.slice(prefix.length) : undefined;

/**
 * Puts the seller's words that wait into the inboxes, each buyer's oldest first, as `giveNotices` does: the inbox row
 * and the message's state are one transaction, so it is in exactly one inbox exactly once.
 */
export const giveSellerMessages = async (ctx: Giving, reach: Reach): Promise<Given> => {
  const conversationIds: string[] = [];
  let kept = 0;
  for (const message of await ctx.store.sellerMessages.due(ctx.tx, ctx.now, messagesAtOnce)) {
    const given = await giveOne(ctx, message, reach);
    if (given) conversationIds.push(given);
    else kept += 1;
  }
  return { conversationIds, kept };
};

const giveOne = async (
  ctx: Giving,
  message: SellerMessage,
  { canReach, maxWaiting }: Reach,
): Promise<string | undefined> => {
  const { tx, store, now } = ctx;
  const { id, buyerId } = message;
  const asked = await newestQuestion(ctx, message);
  if (!asked && (await store.notices.isSilenced(tx, buyerId))) {
    await store.sellerMessages.settle(tx, id, 'dropped');
    return undefined;
  }
  const places = await store.notices.placesOf(tx, buyerId);
  const place = choosePlace(places, asked?.conversationId, canReach);
  if (!place) {
    await store.sellerMessages.keep(tx, id, plusHours(now, absentHours));
    return undefined;
  }
  const { conversationId, owner } = place;
  if (owner !== 'bot' || (await store.inbox.countWaiting(tx, conversationId)) >= maxWaiting) {
    await store.sellerMessages.keep(tx, id, (now + busyMs) as typeof now);
    return undefined;
  }
  await putInto(ctx, place, message);
  return conversationId;
};

/** What the buyer wrote last about the order: the answer belongs where that was. */
const newestQuestion = async ({ tx, store }: Giving, { orderId }: SellerMessage) =>
  (await store.sellerMessages.ofOrder(tx, orderId)).findLast(({ from }) => from === 'buyer');

const putInto = async (
  { tx, store, now }: Giving,
  { conversationId }: Place,
  { id, tries }: SellerMessage,
): Promise<void> => {
  const noticeId = prefix + id;
  await store.inbox.store(tx, {
    conversationId,
    // With the number of the try, as a notice has it: one that was taken back is given again.
    key: `notice:${noticeId}:${tries}`,
    activity: { type: 'notice', noticeId },
    receivedAt: now,
    answer: noticeId,
  });
  await store.sellerMessages.give(tx, id, conversationId);
};
