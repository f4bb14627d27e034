import { type ComparedItem, compareRemedies } from '../services/disputes/compare-remedies.ts';
import type { Reason } from '../services/domain/dispute.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import type { ItemView, OrderView } from '../services/views.ts';
import { textArg } from './kit/args.ts';
import { beginning } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Message, Row } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { day, phrase, quote } from './kit/values.ts';
import { tellingWords } from './kit/words.ts';
import { person } from './menu.ts';
import { blocked, itemIn, notFound } from './open/order-steps.ts';
import { comparisonMessage, comparisonNotes, remediesExplained } from './open/remedy-comparison.ts';
import { orderNumber } from './shown.ts';

type Draft = {
  readonly orderId: string;
  readonly itemId: string;
  readonly reason: Reason;
};

interface Meant {
  readonly view: OrderView;
  readonly itemView: ItemView;
}

/** More would not fit a small screen; the newest come first. */
const maxRows = 5;

/** "Yes" is enough: beginning a form or a message changes nothing. */
const words = { words: 'main.yours_words' };

/**
 * "Refund Only or Return & Refund?" before anything is opened: for the item that is named or the only one that can be
 * disputed; else in general, with the items to choose from. Asks nothing and keeps nothing.
 */
export const compareRemediesFlow: Flow<Draft> = {
  name: 'compare-remedies',
  version: 1,
  start: (args) => ({
    orderId: textArg(args, 'orderId') ?? '',
    itemId: textArg(args, 'itemId') ?? '',
    reason: args.reason === 'not_received' ? 'not_received' : 'not_as_described',
  }),
  first: 'show',
  steps: { show: { enter: show } },
};

async function show(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const orders = await listOrders(scene.ctx);
  const { orderId } = draft;
  if (scene.buyer && orderId !== '' && !orders.some(({ order }) => order.id === orderId))
    return { do: 'end', say: [unknownOrder(orderId, scene)] };
  const meant = meantIn(orders, draft);
  const [only, ...others] = meant;
  if (!only || others.length > 0) return { do: 'end', say: [inGeneral(meant, scene)] };
  return { do: 'end', say: await ofItem(only, draft, scene) };
}

const unknownOrder = (orderId: string, scene: Scene): Message => ({
  ...notFound(orderId),
  choices: [beginning(scene, 'common.my_orders', 'pick-order')],
});

/** What was named, or else what can be disputed now; of a named order that can't be, one item stands for all. */
function meantIn(orders: readonly OrderView[], { orderId, itemId }: Draft): readonly Meant[] {
  const named = orders
    .filter(({ order }) => orderId === '' || order.id === orderId)
    .flatMap((view) => view.items.map((itemView) => ({ view, itemView })))
    .filter(({ itemView }) => itemId === '' || itemView.item.id === itemId);
  const able = named.filter(({ itemView }) => itemView.whyNotOpen.length === 0);
  return able.length === 0 && orderId !== '' ? named.slice(0, 1) : able;
}

/** Without an item that is meant: what each asks of the buyer, and the items for which the days can be said. */
function inGeneral(meant: readonly Meant[], scene: Scene): Message {
  const source = 'not-as-described';
  if (meant.length === 0) return { text: remediesExplained, choices: [person(scene)], source };
  const rows = meant.slice(0, maxRows).map((one) => rowOf(one, scene));
  return { text: [...remediesExplained, phrase('compare.which')], rows, source };
}

function rowOf({ view: { order }, itemView: { item } }: Meant, scene: Scene): Row {
  const args = { orderId: order.id, itemId: item.id };
  const label = 'compare.choose';
  const chosen = beginning(scene, label, 'compare-remedies', args, {
    data: { title: quote(item.title) },
  });
  return {
    choice: { ...chosen, id: `item:${order.id}:${item.id}`, synonyms: tellingWords(item.title) },
    title: phrase('common.title', { title: quote(item.title) }),
    lines: [phrase('compare.which_line', { order: orderNumber(order.id) })],
  };
}

async function ofItem(
  { view, itemView }: Meant,
  { reason }: Draft,
  scene: Scene,
): Promise<readonly Message[]> {
  const ids = { orderId: view.order.id, itemId: itemView.item.id };
  const compared = await compareRemedies(scene.ctx, { ...ids, reason });
  if (compared.ok)
    return [comparisonMessage(compared.value), nextMessage(compared.value, reason, scene)];
  const { refusals } = compared;
  return blocked(itemIn(view, { ...itemView, whyNotOpen: refusals }), scene);
}

/** What the days mean, and the way on: the form, or the seller until it is possible. */
function nextMessage(compared: ComparedItem, reason: Reason, scene: Scene): Message {
  const { view, itemView, comparison } = compared;
  const title = quote(itemView.item.title);
  const ids = { orderId: view.order.id, itemId: itemView.item.id };
  const isLater = comparison.from > scene.ctx.now;
  const mayMiss = view.order.completedAt === undefined && reason !== 'not_received';
  const open = beginning(
    scene,
    'common.open_dispute',
    'open-dispute',
    { ...ids, ...saidOf(reason) },
    words,
  );
  const write = { orderId: view.order.id };
  return {
    text: [
      ...(isLater ? [phrase('compare.from_later', { title, from: day(comparison.from) })] : []),
      ...comparisonNotes(compared),
      ...(mayMiss ? [phrase('compare.if_missing', { title })] : []),
      phrase(isLater ? 'compare.ask_later' : 'compare.ask_open'),
    ],
    choices: isLater
      ? [beginning(scene, 'common.contact_seller', 'contact-seller', write, words), person(scene)]
      : [open, beginning(scene, 'common.contact_seller', 'contact-seller', write)],
  };
}

/** "Not as described" is only what we take as long as nothing was said. */
const saidOf = (reason: Reason) => (reason === 'not_received' ? { reason } : {});
