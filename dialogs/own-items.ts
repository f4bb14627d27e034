import { listOrders } from '../services/orders/list-orders.ts';
import type { ItemView, OrderView } from '../services/views.ts';
import { beginning, choice } from './kit/choices.ts';
import type { Step } from './kit/flow.ts';
import type { Choice, Row } from './kit/message.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { day, phrase, quote } from './kit/values.ts';
import { plain, tellingWords } from './kit/words.ts';
import { person } from './menu.ts';
import { orderNumber } from './shown.ts';

/** More would not fit a small screen; the newest come first. */
const maxRows = 6;

/** An item of the buyer's with its order. */
export interface OwnItem {
  readonly order: OrderView['order'];
  readonly view: ItemView;
}

/** Of all orders, or of the one that was named; newest order first. */
export async function ownItems(orderId: string, scene: Scene): Promise<readonly OwnItem[]> {
  const orders = (await listOrders(scene.ctx)).filter(
    ({ order }) => orderId === '' || order.id === orderId,
  );
  return orders.flatMap(({ order, items }) => items.map((view) => ({ order, view })));
}

/** The part of a draft that names an item. */
export type ItemDraft = { readonly orderId: string; readonly itemId: string };

/** Which of several items is meant; then on with `next`. */
export const ownItemStep = <D extends ItemDraft>(
  candidates: (draft: D, scene: Scene) => Promise<readonly OwnItem[]>,
  next: string,
): Step<D> => ({
  hint: 'warranty.item_hint',
  async enter(draft, scene) {
    const items = await candidates(draft, scene);
    const rows = items.slice(0, maxRows).map((own) => rowOf(own, scene));
    return { do: 'ask', draft, message: { text: [phrase('warranty.which_item')], rows } };
  },
  async take(draft, reply, scene) {
    const [own, other] = meant(await candidates(draft, scene), reply);
    if (!own || other) return { do: 'miss' };
    return { do: 'goto', step: next, draft: { ...draft, ...namedBy(own) } };
  },
});

export const namedBy = ({ order, view }: OwnItem): ItemDraft => ({
  orderId: order.id,
  itemId: view.item.id,
});

const idOf = ({ order, view }: OwnItem): string => `item:${order.id}:${view.item.id}`;

const rowOf = (own: OwnItem, scene: Scene): Row => ({
  choice: choice(scene, idOf(own), 'warranty.choose_item', {
    data: { title: quote(own.view.item.title) },
  }),
  title: phrase('common.title', { title: quote(own.view.item.title) }),
  lines: [
    phrase('warranty.item_line', {
      order: orderNumber(own.order.id),
      placed: day(own.order.placedAt),
    }),
  ],
});

/** The row that was pressed, or the items that the words fit. */
function meant(items: readonly OwnItem[], reply: Reply): readonly OwnItem[] {
  if (reply.kind === 'choice') return items.filter((own) => idOf(own) === reply.id);
  const words = tellingWords(reply.text);
  return items.filter(({ view }) => {
    const own = plain(view.item.title).split(' ');
    return words.some((word) => own.some((part) => part.includes(word)));
  });
}

/** What is left where a warranty or a return does not help: a dispute if it may be opened, the seller, a person. */
export function otherWays({ order, view }: OwnItem, scene: Scene): readonly Choice[] {
  const { id: orderId } = order;
  return [
    ...(mayDispute(view)
      ? [beginning(scene, 'common.open_dispute', 'open-dispute', { orderId, itemId: view.item.id })]
      : []),
    beginning(scene, 'common.contact_seller', 'contact-seller', { orderId }),
    person(scene),
  ];
}

export const mayDispute = ({ whyNotOpen }: ItemView): boolean => whyNotOpen.length === 0;

export const otherWaysText = ({ view }: OwnItem) =>
  phrase(mayDispute(view) ? 'warranty.may_dispute' : 'warranty.seller_next');
