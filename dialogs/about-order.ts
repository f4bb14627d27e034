import { findOrder } from '../services/orders/find-order.ts';
import type { ItemView, OrderView } from '../services/views.ts';
import { beginning } from './kit/choices.ts';
import type { Message } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { lastDay, phrase } from './kit/values.ts';
import { isComing, missingOrder } from './offer-missing.ts';
import { blocked, itemIn, notFound } from './open/order-steps.ts';
import { titleValue } from './shown.ts';

/** What there is to say of the order that a question names. */
export type AboutOrder =
  | { readonly kind: 'says'; readonly messages: readonly Message[] }
  /** It came already: the parcel's own dates are the answer. */
  | { readonly kind: 'track' }
  /** There is a dispute about it: how that stands is the answer. */
  | { readonly kind: 'dispute'; readonly disputeId: string };

type Answer = (view: OrderView, scene: Scene) => AboutOrder;

const missing: Answer = (view, scene) =>
  isComing(view, scene)
    ? { kind: 'says', messages: [{ ...missingOrder(view, scene), source: 'not-received' }] }
    : { kind: 'track' };

/** All reasons against a dispute, each with its date, or that it is possible. */
const disputable: Answer = (view, scene) => {
  const may = view.items.some(({ whyNotOpen }) => whyNotOpen.length === 0);
  return { kind: 'says', messages: may ? [mayOpen(view, scene)] : whyNot(view, scene) };
};

/** Who tells what is wrong with a thing in dispute already need not hear why there can't be a second one. */
const wrong: Answer = (view, scene) => {
  const live = view.items.find(({ dispute }) => dispute?.label === 'in_progress')?.dispute;
  const others = view.items.length > 1;
  return live && !others
    ? { kind: 'dispute', disputeId: live.dispute.id }
    : disputable(view, scene);
};

const answers: Readonly<Record<string, Answer>> = {
  faq_not_received: missing,
  faq_tracking_invalid: missing,
  faq_cannot_open: disputable,
  faq_open_window: disputable,
  faq_how_open: disputable,
  faq_not_as_described: wrong,
};

/** A question that an order's number answers: the best guess of it will do, for looking changes nothing. */
export const isAboutOrder = (label: string): boolean => Object.hasOwn(answers, label);

/** The answer for that order, or for the one item of it whose page was open; undefined where the number changes nothing, and for a visitor. */
export async function aboutOrder(
  label: string,
  { orderId, itemId }: { readonly orderId: string; readonly itemId?: string },
  scene: Scene,
): Promise<AboutOrder | undefined> {
  const answer = answers[label];
  if (!answer || !scene.buyer) return undefined;
  const found = await findOrder(scene.ctx, orderId);
  if (found.ok) return answer(onlyItem(found.value, itemId), scene);
  const choices = [beginning(scene, 'common.my_orders', 'pick-order')];
  return { kind: 'says', messages: [{ ...notFound(orderId), choices }] };
}

/** The order as if it held that item alone. */
function onlyItem(view: OrderView, itemId: string | undefined): OrderView {
  const items = view.items.filter(({ item }) => item.id === itemId);
  return items.length === 0
    ? view
    : { ...view, items, order: { ...view.order, items: items.map(({ item }) => item) } };
}

function mayOpen({ order, items, closesAt, protectionEndsAt }: OrderView, scene: Scene): Message {
  const until = closesAt ?? protectionEndsAt;
  const [only, other] = items;
  const args = { orderId: order.id, ...(only && !other ? { itemId: only.item.id } : {}) };
  const title = titleValue(order);
  const known = until === undefined ? { title } : { title, until: lastDay(until) };
  return {
    text: [phrase('main.order_may_open', known), phrase('main.shall_open')],
    choices: [
      beginning(scene, 'common.open_dispute', 'open-dispute', args, { words: 'main.yours_words' }),
      beginning(scene, 'compare.button', 'compare-remedies', args),
      beginning(scene, 'common.contact_seller', 'contact-seller', args),
    ],
    source: 'trouble-opening',
  };
}

/** Of several items the one with the most reasons stands for the order. */
function whyNot(view: OrderView, scene: Scene): readonly Message[] {
  const most = (a: ItemView, b: ItemView) => (b.whyNotOpen.length > a.whyNotOpen.length ? b : a);
  const [first, ...others] = view.items;
  return first ? blocked(itemIn(view, others.reduce(most, first)), scene) : [];
}
