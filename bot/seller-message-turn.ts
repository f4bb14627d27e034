import type { Incoming } from '../dialogs/kit/reply.ts';
import type { Instant } from '../services/domain/time.ts';
import type { Conversation, Tx } from '../services/ports.ts';
import type { TurnDeps } from './turn-deps.ts';

/** The seller's words have their turn, and are settled with it; undefined if they are not this conversation's. */
export async function hearSellerMessage(
  deps: TurnDeps,
  tx: Tx,
  id: string,
  conversation: Conversation,
): Promise<Incoming | undefined> {
  const { store, clock } = deps;
  const message = await store.sellerMessages.find(tx, id);
  if (message?.state !== 'given' || message.conversationId !== conversation.id) return undefined;
  // The buyer has signed out there since it was given.
  if (message.buyerId !== conversation.buyerId) {
    await store.sellerMessages.keep(tx, id, clock.now());
    return undefined;
  }
  await store.sellerMessages.settle(tx, id, 'said');
  const { orderId, text, at } = message;
  return { kind: 'notice', about: { kind: 'seller_message', orderId, text, at } };
}

/** Its turn can't be, or has thrown: it is given again later; after `maxTries` it is given up. */
export async function putOffSellerMessage(
  { store, log }: TurnDeps,
  tx: Tx,
  id: string,
  { until, maxTries }: { readonly until: Instant; readonly maxTries: number },
): Promise<void> {
  const message = await store.sellerMessages.find(tx, id);
  if (message?.state !== 'given') return;
  if (message.tries < maxTries) return store.sellerMessages.keep(tx, id, until);
  log.error({ sellerMessageId: id }, "a seller's message was given up");
  await store.sellerMessages.settle(tx, id, 'failed');
}
