import type { Data } from '../knowledge/phrase.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import type { OrderView } from '../services/views.ts';
import { beginning } from './kit/choices.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Offer } from './kit/personal.ts';
import type { Scene } from './kit/scene.ts';
import { day, lastDay, phrase } from './kit/values.ts';
import { wordsOf } from './kit/words.ts';
import { orderRow } from './order-row.ts';
import { choicesFor } from './show-order.ts';
import { titleValue } from './shown.ts';

/** More than these do not fit on a phone; the rest is in My Orders. */
const maxRows = 4;

/** An order did not come: what that means for the one that is not there yet, or which of several it is (S1, S3). */
export const missingOffer: Offer = async (scene) => {
  const orders = (await listOrders(scene.ctx)).filter((view) => isComing(view, scene));
  const [only, ...others] = orders;
  if (!only) return undefined;
  const settles = ['track-order', 'open-dispute', 'contact-seller'];
  if (others.length === 0) return { message: missingOrder(only, scene), settles };
  const rows = orders.slice(0, maxRows).map((view) => {
    const line = phrase(`main.missing_line_${stateOf(view, scene)}`, datesOf(view));
    return orderRow(view, 'track-order', line, scene);
  });
  const more = orders.length > maxRows ? [beginning(scene, 'common.my_orders', 'pick-order')] : [];
  return { message: { text: [phrase('main.missing_which')], rows, choices: more }, settles };
};

/** What it means for this one that it is not there yet. */
export const missingOrder = (view: OrderView, scene: Scene): Message => ({
  text: [phrase(`main.missing_${stateOf(view, scene)}`, datesOf(view))],
  choices: choicesWithYes(view, scene),
});

/** Not completed, and not one whose protection ran out long ago. */
export const isComing = ({ order, protectionEndsAt }: OrderView, { ctx }: Scene): boolean =>
  (order.status === 'paid' || order.status === 'shipped') &&
  (protectionEndsAt === undefined || ctx.now < protectionEndsAt);

function stateOf({ order, items, opensAt }: OrderView, { ctx }: Scene): string {
  if (items.some(({ dispute }) => dispute?.label === 'in_progress')) return 'disputed';
  if (order.shippedAt === undefined) return 'not_sent';
  if (items.some(({ whyNotOpen }) => whyNotOpen.length === 0)) return 'may_open';
  return opensAt !== undefined && ctx.now < opensAt ? 'too_early' : 'blocked';
}

const datesOf = ({ order, opensAt, protectionEndsAt }: OrderView): Data => ({
  title: titleValue(order),
  ...(order.shippedAt === undefined ? {} : { sent: day(order.shippedAt) }),
  ...(opensAt === undefined ? {} : { from: day(opensAt) }),
  ...(protectionEndsAt === undefined ? {} : { until: lastDay(protectionEndsAt) }),
});

/** What the question asks about comes first, and "yes" is enough for it. */
function choicesWithYes(view: OrderView, scene: Scene): readonly Choice[] {
  const first = { disputed: 'dispute-status', not_sent: 'contact-seller' }[stateOf(view, scene)];
  const wanted = first ?? 'track-order';
  const own = choicesFor(view, scene);
  const asked = own.filter(({ begins }) => begins?.flow === wanted);
  const others = own.filter(({ begins }) => begins?.flow !== wanted);
  const yes = wordsOf(scene, 'main.yours_words');
  return [
    ...asked.map((choice) => ({ ...choice, synonyms: [...(choice.synonyms ?? []), ...yes] })),
    ...others,
  ];
}
