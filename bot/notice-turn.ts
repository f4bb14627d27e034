import type { Incoming } from '../dialogs/kit/reply.ts';
import type { Instant } from '../services/domain/time.ts';
import { sellerMessageIdIn } from '../services/notifications/give-seller-messages.ts';
import { isStillTrue } from '../services/notifications/still-true.ts';
import type { Conversation, JsonObject, Tx } from '../services/ports.ts';
import { hearSellerMessage, putOffSellerMessage } from './seller-message-turn.ts';
import type { TurnDeps } from './turn-deps.ts';

/** While a person has the conversation. */
const HELD_MS = 10_000;
/** After a fault; then it is tried again this often. */
const AFTER_FAULT_MS = 600_000;
const MAX_TRIES = 5;

/** The notice that an inbox row stands for; undefined for everything else. */
export function noticeIdIn(activity: JsonObject): string | undefined {
  return activity.type === 'notice' ? String(activity.noticeId) : undefined;
}

/**
 * A notice has its turn, and is settled with it. Undefined if it is not this conversation's, was said already, or has
 * become untrue.
 */
export async function hearNotice(
  deps: TurnDeps,
  tx: Tx,
  id: string,
  conversation: Conversation,
): Promise<Incoming | undefined> {
  const messageId = sellerMessageIdIn(id);
  if (messageId !== undefined) return hearSellerMessage(deps, tx, messageId, conversation);
  const { store, rulebooks, ids, clock } = deps;
  const now = clock.now();
  const notice = await store.notices.find(tx, id);
  if (notice?.state !== 'given' || notice.conversationId !== conversation.id) return undefined;
  // The buyer has signed out there since it was given: it is theirs alone.
  if (notice.buyerId !== conversation.buyerId) {
    await holdNotice(deps, tx, id);
    return undefined;
  }
  const ctx = { tx, store, rulebooks, ids, now, principal: { kind: 'system' } } as const;
  const isTrue = await isStillTrue(ctx, notice);
  await store.notices.settle(tx, id, isTrue ? 'said' : 'dropped', now);
  const { disputeId, about } = notice;
  return isTrue ? { kind: 'notice', disputeId, about } : undefined;
}

/** A person has taken the conversation since it was given: it is said when they have gone. */
export function holdNotice(deps: TurnDeps, tx: Tx, id: string): Promise<void> {
  const until = (deps.clock.now() + HELD_MS) as Instant;
  const messageId = sellerMessageIdIn(id);
  if (messageId === undefined) return deps.store.notices.keep(tx, id, until);
  return putOffSellerMessage(deps, tx, messageId, { until, maxTries: Number.POSITIVE_INFINITY });
}

/** Its turn threw: nobody asked for anything, so nobody is told; it is tried again later, then given up. */
export async function putOffNotice(deps: TurnDeps, tx: Tx, id: string): Promise<void> {
  const now = deps.clock.now();
  const until = (now + AFTER_FAULT_MS) as Instant;
  const messageId = sellerMessageIdIn(id);
  if (messageId !== undefined)
    return putOffSellerMessage(deps, tx, messageId, { until, maxTries: MAX_TRIES });
  const notice = await deps.store.notices.find(tx, id);
  if (!notice) return;
  if (notice.tries < MAX_TRIES) return deps.store.notices.keep(tx, id, until);
  deps.log.error({ noticeId: id }, 'a notice was given up');
  await deps.store.notices.settle(tx, id, 'failed', now);
}
