import { notFound } from '../disputes/refuse.ts';
import type { Result } from '../domain/refusal.ts';
import { neededText } from '../domain/text-rules.ts';
import { isoOf } from '../domain/time.ts';
import type { Context } from '../ports.ts';
import type { NewSellerMessage } from '../seller-messages-port.ts';

/**
 * A buyer's words for the seller of an order of their own; the marketplace hands them over. `not_found` for an order
 * of somebody else; the text is held to the rules of a dispute's text (length, characters). @source S1
 */
export const sendSellerMessage = async (
  ctx: Context,
  { orderId, text }: { readonly orderId: string; readonly text: string },
): Promise<Result<NewSellerMessage>> => {
  const { store, tx, principal, now, ids, conversationId } = ctx;
  if (principal.kind !== 'buyer') return notFound();
  const order = await store.orders.find(tx, principal, orderId);
  if (!order) return notFound();
  const words = text.trim();
  const refusals = neededText('text', words, ctx.rulebooks.current);
  if (refusals.length > 0) return { ok: false, refusals };
  const message: NewSellerMessage = {
    ...{ id: ids.next('outbox'), orderId, buyerId: principal.id, sellerId: order.seller.id },
    ...{ from: 'buyer', text: words, at: now },
    ...(conversationId === undefined ? {} : { conversationId }),
  };
  await store.sellerMessages.add(tx, message);
  await tell(ctx, message);
  return { ok: true, value: message };
};

/** On the order's own stream, so that the messages about an order arrive in their order. */
const tell = ({ store, tx, now }: Context, message: NewSellerMessage): Promise<void> => {
  const { conversationId: _chat, at, ...words } = message;
  const row = {
    ...({ id: `seller-message:${message.id}`, kind: 'webhook', stream: message.orderId } as const),
    body: { event: 'seller_message.created', message: { ...words, at: isoOf(at) } },
    createdAt: now,
  };
  return store.outbox.add(tx, [row], now);
};
