import type { Phrase } from '../knowledge/phrase.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import type { OrderView } from '../services/views.ts';
import { beginning } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Message } from './kit/message.ts';
import type { About, PersonalOffer } from './kit/personal.ts';
import type { Scene } from './kit/scene.ts';
import { lastDay, phrase } from './kit/values.ts';
import { missingFacts, missingLine, stateOf } from './offer-missing.ts';
import { orderRow } from './order-row.ts';
import { titleValue } from './shown.ts';

/** More than these do not fit on a phone; the rest is in My Orders. */
const maxRows = 4;

/** From when and until when a dispute can be opened: for the one order that it can be about, or which of several (S3). */
export const windowOffer =
  (label: string) =>
  async (scene: Scene, about: About): Promise<PersonalOffer | undefined> => {
    const orders = (await listOrders(scene.ctx)).filter((view) => isMeant(view, about));
    const settles = ['open-dispute', 'contact-seller'];
    const open = orders.filter((view) => hasWindow(view, scene));
    const [only, ...others] = about.orderId || open.length === 0 ? orders : open;
    if (!only) return undefined;
    if (others.length === 0) return { message: windowOf(only, scene), settles };
    return { message: whichOf([only, ...others], label, scene), settles: ['contact-seller'] };
  };

const isMeant = ({ order }: OrderView, { orderId }: About): boolean =>
  orderId === undefined ? order.status !== 'cancelled' : order.id === orderId;

/** A dispute is possible now, or will be. */
const hasWindow = (view: OrderView, scene: Scene): boolean =>
  ['not_sent', 'too_early', 'may_open'].includes(stateOf(view, scene));

/** The dates of one order, as a statement: `main.shall_*` behind it. */
function windowOf(view: OrderView, scene: Scene): Message {
  const args = { orderId: view.order.id };
  const state = stateOf(view, scene);
  const text = windowText(view, scene);
  if (state !== 'may_open')
    return {
      text,
      choices:
        state === 'disputed'
          ? [beginning(scene, 'common.see_dispute', 'dispute-status', args)]
          : [beginning(scene, 'common.contact_seller', 'contact-seller', args)],
    };
  return {
    text: [...text, phrase('main.shall_open')],
    choices: [
      beginning(scene, 'common.open_dispute', 'open-dispute', args, { words: 'main.yours_words' }),
      beginning(scene, 'common.contact_seller', 'contact-seller', args),
    ],
  };
}

function windowText(view: OrderView, scene: Scene): readonly Phrase[] {
  const state = stateOf(view, scene);
  if (state === 'blocked') return whyNot(view);
  return view.order.completedAt === undefined || state !== 'may_open'
    ? [missingFacts(view, scene)]
    : [phrase('main.order_may_open', { title: titleValue(view.order), ...untilOf(view) })];
}

const untilOf = ({ closesAt, protectionEndsAt }: OrderView) => {
  const until = closesAt ?? protectionEndsAt;
  return until === undefined ? {} : { until: lastDay(until) };
};

/** The first reason names the date. */
function whyNot({ order, items }: OrderView): readonly Phrase[] {
  const [first] = items.flatMap(({ whyNotOpen }) => whyNotOpen);
  const title = titleValue(order);
  return [phrase('open.blocked', { title }), ...(first ? [explain(first)] : [])];
}

function whichOf(orders: readonly OrderView[], label: string, scene: Scene): Message {
  const rows = orders
    .slice(0, maxRows)
    .map((view) => orderRow(view, 'show-article', missingLine(view, scene), scene, { label }));
  const args = { target: 'show-article', label };
  return {
    text: [phrase('main.window_which')],
    rows,
    choices: [beginning(scene, 'common.my_orders', 'pick-order', args)],
  };
}
