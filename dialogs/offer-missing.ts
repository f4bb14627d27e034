import type { Data } from '../knowledge/phrase.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import type { OrderView } from '../services/views.ts';
import { beginning, withSigns } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Offer } from './kit/personal.ts';
import type { Scene } from './kit/scene.ts';
import { day, lastDay, phrase } from './kit/values.ts';
import { wordsOf } from './kit/words.ts';
import { person } from './menu.ts';
import { orderRow } from './order-row.ts';
import { choicesFor } from './show-order.ts';
import { titleValue } from './shown.ts';

/** More than these do not fit on a phone; the rest is in My Orders. */
const maxRows = 4;

/** An order did not come: what that means for the one that is not there yet, or which of several it is (S1, S3). */
export const missingOffer: Offer = async (scene, { orderId }) => {
  const orders = (await listOrders(scene.ctx)).filter(
    (view) => isComing(view, scene) && (orderId === undefined || view.order.id === orderId),
  );
  const [only, ...others] = orders;
  if (!only) return undefined;
  const settles = ['track-order', 'open-dispute', 'contact-seller'];
  if (others.length === 0) return { message: missingOrder(only, scene), settles };
  const rows = orders.slice(0, maxRows).map((view) => {
    return orderRow(view, 'track-order', missingLine(view, scene), scene);
  });
  const more = orders.length > maxRows ? [beginning(scene, 'common.my_orders', 'pick-order')] : [];
  return { message: { text: [phrase('main.missing_which')], rows, choices: more }, settles };
};

/** How it stands with an order, in a line of a list. */
export const missingLine = (view: OrderView, scene: Scene) =>
  phrase(`main.missing_line_${stateOf(view, scene)}`, datesOf(view));

/** How it stands with an order that is not there yet, with its dates. */
export const missingFacts = (view: OrderView, scene: Scene) =>
  phrase(`main.missing_${stateOf(view, scene)}`, datesOf(view));

const shall: Readonly<Record<string, string>> = {
  not_sent: 'main.shall_ask_seller',
  may_open: 'main.shall_look_first',
  disputed: 'main.shall_show',
  refunded: 'main.shall_show_refund',
};

/** What it means for this one that it is not there yet. */
export const missingOrder = (view: OrderView, scene: Scene): Message => ({
  text: [missingFacts(view, scene), phrase(shall[stateOf(view, scene)] ?? 'main.shall_look')],
  choices: [...choicesWithYes(view, scene), ...(view.protectionAboutToEnd ? [person(scene)] : [])],
});

/** Not completed, and not one whose protection ran out long ago. */
export const isComing = ({ order, protectionEndsAt }: OrderView, { ctx }: Scene): boolean =>
  (order.status === 'paid' || order.status === 'shipped') &&
  (protectionEndsAt === undefined || ctx.now < protectionEndsAt);

export function stateOf({ order, items, opensAt }: OrderView, { ctx }: Scene): string {
  if (items.some(({ dispute }) => dispute?.label === 'in_progress')) return 'disputed';
  if (items.every(({ dispute }) => dispute && dispute.dispute.refunds.length > 0))
    return 'refunded';
  if (order.shippedAt === undefined) return 'not_sent';
  if (items.some(({ whyNotOpen }) => whyNotOpen.length === 0)) return 'may_open';
  return opensAt !== undefined && ctx.now < opensAt ? 'too_early' : 'blocked';
}

const datesOf = ({ order, opensAt, ...ends }: OrderView): Data => ({
  title: titleValue(order),
  ...(order.shippedAt === undefined ? {} : { sent: day(order.shippedAt) }),
  ...(opensAt === undefined ? {} : { from: day(opensAt) }),
  ...untilOf(ends),
});

const untilOf = ({
  closesAt,
  protectionEndsAt,
}: Pick<OrderView, 'closesAt' | 'protectionEndsAt'>) => {
  const until = closesAt ?? protectionEndsAt;
  return until === undefined ? {} : { until: lastDay(until) };
};

const firstOf: Readonly<Record<string, string>> = {
  disputed: 'dispute-status',
  not_sent: 'contact-seller',
  refunded: 'refund-status',
};

/** What the question asks about comes first, and "yes" is enough for it. */
function choicesWithYes(view: OrderView, scene: Scene): readonly Choice[] {
  const state = stateOf(view, scene);
  const wanted = firstOf[state] ?? 'track-order';
  const args = { orderId: view.order.id };
  const refund = beginning(scene, 'common.my_refund', 'refund-status', args);
  const own = [...choicesFor(view, scene), ...(state === 'refunded' ? [refund] : [])];
  const asked = own.filter(({ begins }) => begins?.flow === wanted);
  const others = own.filter(({ begins }) => begins?.flow !== wanted);
  const yes = withSigns(scene, wordsOf(scene, 'main.yours_words'));
  return [
    ...asked.map((choice) => ({ ...choice, synonyms: [...(choice.synonyms ?? []), ...yes] })),
    ...others,
  ];
}
