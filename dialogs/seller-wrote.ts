import { plusTimes24h } from '../services/domain/time.ts';
import { findOrder } from '../services/orders/find-order.ts';
import { beginning } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import type { SellerWrote } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { day, phrase, quote } from './kit/values.ts';
import { choicesFor } from './show-order.ts';
import { titleValue } from './shown.ts';

/** What the seller wrote, word for word, with what may be done about it; nothing if the order is gone. */
export async function sellersWords(
  { orderId, text, at }: SellerWrote,
  scene: Scene,
): Promise<Message | undefined> {
  const found = await findOrder(scene.ctx, orderId);
  if (!found.ok) return undefined;
  const { order } = found.value;
  const about = { seller: quote(order.seller.name), title: titleValue(order) };
  const isLate = plusTimes24h(at, 1) <= scene.ctx.now;
  const lead = isLate
    ? phrase('contact.wrote_on', { ...about, day: day(at) })
    : phrase('contact.wrote', about);
  const ofDispute = choicesFor(found.value, scene).filter(({ begins }) =>
    ['open-dispute', 'dispute-status'].includes(begins?.flow ?? ''),
  );
  return { text: [lead], quote: text, choices: [answerSeller(orderId, scene), ...ofDispute] };
}

export const answerSeller = (orderId: string, scene: Scene): Choice =>
  beginning(scene, 'contact.answer', 'contact-seller', { orderId });
