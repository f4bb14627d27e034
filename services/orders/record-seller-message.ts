import { notFound } from '../disputes/refuse.ts';
import type { Result } from '../domain/refusal.ts';
import { neededText } from '../domain/text-rules.ts';
import type { Context } from '../ports.ts';
import type { NewSellerMessage } from '../seller-messages-port.ts';

/**
 * The seller's words for the buyer of an order; `notifications/give-seller-messages.ts` brings them to the chat. The
 * system alone may say so, and is not told again what it said. A seller may write in any script: what the dispute's form takes is no matter here.
 */
export const recordSellerMessage = async (
  ctx: Context,
  { orderId, text }: { readonly orderId: string; readonly text: string },
): Promise<Result<NewSellerMessage>> => {
  const { store, tx, principal, now, ids, rulebooks } = ctx;
  if (principal.kind !== 'system') return notFound();
  const order = await store.orders.find(tx, principal, orderId);
  if (!order) return notFound();
  const words = text.trim();
  const refusals = neededText('text', words, rulebooks.current).filter(
    ({ code }) => code !== 'text_has_chinese',
  );
  if (refusals.length > 0) return { ok: false, refusals };
  const message: NewSellerMessage = {
    ...{ id: ids.next('outbox'), orderId, buyerId: order.buyer.id, sellerId: order.seller.id },
    ...{ from: 'seller', text: words, at: now },
  };
  await store.sellerMessages.add(tx, message);
  return { ok: true, value: message };
};
