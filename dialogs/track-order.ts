import type { Phrase } from '../knowledge/phrase.ts';
import { wasRaised } from '../services/handoff/was-raised.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import { trackOrder } from '../services/orders/track-order.ts';
import type { OrderView, ParcelView, TrackingView } from '../services/views.ts';
import { given, textArg } from './kit/args.ts';
import { withChoices } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { day, fact, lastDay, moment, phrase, quote } from './kit/values.ts';
import { person } from './menu.ts';
import { choicesFor } from './show-order.ts';
import { orderTitle, titleValue } from './shown.ts';

type Draft = { readonly orderId?: string; readonly trackingNumber?: string };

/** Where the parcel is, what the carrier's silence means (S1), and what can be done now. Asks only for the order. */
export const trackOrderFlow: Flow<Draft> = {
  name: 'track-order',
  version: 1,
  needsBuyer: true,
  start: (args) => ({
    ...given('orderId', textArg(args, 'orderId')),
    ...given('trackingNumber', textArg(args, 'trackingNumber')),
  }),
  first: 'find',
  steps: { find: { enter: find } },
};

async function find(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const orderId = draft.orderId ?? (await orderOfParcel(draft.trackingNumber, scene));
  if (!orderId) {
    const unknown = draft.trackingNumber
      ? [{ text: [phrase('track.number_unknown', { number: draft.trackingNumber })] }]
      : [];
    return {
      do: 'end',
      say: unknown,
      begin: { flow: 'pick-order', args: { target: 'track-order' } },
    };
  }
  const tracked = await trackOrder(scene.ctx, orderId);
  if (!tracked.ok) return { do: 'end', say: [{ text: tracked.refusals.map(explain) }] };
  const say = answer(tracked.value, scene);
  if (!(await needsPerson(tracked.value, scene))) return { do: 'end', say };
  return { do: 'hand_off', why: 'protection_ending', about: { orderId }, say };
}

/** It has not come and protection is about to end: our team looks at it, without being asked, once. @source S1 Method 3 */
async function needsPerson({ view, parcels }: TrackingView, { ctx }: Scene): Promise<boolean> {
  const isDisputed = view.items.some(({ dispute }) => dispute?.label === 'in_progress');
  const arrived = parcels.some(({ progress }) => progress === 'delivered');
  if (!view.protectionAboutToEnd || isDisputed || arrived) return false;
  return !(await wasRaised(ctx, 'protection_ending', { orderId: view.order.id }));
}

async function orderOfParcel(number: string | undefined, scene: Scene) {
  if (!number) return undefined;
  const orders = await listOrders(scene.ctx);
  const has = ({ order }: OrderView) =>
    order.shipments.some(({ trackingNumber }) => trackingNumber === number);
  return orders.find(has)?.order.id;
}

function answer(tracking: TrackingView, scene: Scene): readonly Message[] {
  const { view, parcels } = tracking;
  const choices = [...choicesFor(view, scene).filter(({ label }) => label.key !== 'common.track')];
  if (parcels.length === 0) {
    const key = `track.none_${view.order.status}`;
    const text = [phrase(key, { title: titleValue(view.order) })];
    return [{ text, choices, source: 'not-received' }];
  }
  const shown = parcels.slice(0, 1).map((parcel) => parcelMessage(parcel, tracking));
  return [...shown, withChoices(nextMessage(tracking, scene), choices)];
}

function parcelMessage(parcel: ParcelView, tracking: TrackingView): Message {
  const { order } = tracking.view;
  const { lastEvent } = parcel;
  return {
    heading: orderTitle(order),
    text: isUnreadable(parcel) ? [phrase('track.number_wrong')] : [progressWords(parcel, tracking)],
    facts: [
      fact('track.number', phrase('common.text', { text: parcel.trackingNumber })),
      fact('track.carrier', phrase('common.text', { text: quote(parcel.carrier) })),
      ...(order.shippedAt === undefined
        ? []
        : [fact('common.sent_on', phrase('common.day', { day: day(order.shippedAt) }))]),
      ...(lastEvent
        ? [
            fact(
              'track.last_seen',
              phrase(lastEvent.place ? 'track.event_at' : 'track.event', {
                what: { kind: 'phrase', key: `state.tracking.${lastEvent.status}` },
                place: quote(lastEvent.place ?? ''),
                when: moment(lastEvent.at),
              }),
            ),
          ]
        : []),
    ],
  };
}

function progressWords(parcel: ParcelView, { scanExpectedFrom, scanExpectedBy }: TrackingView) {
  return phrase(`track.progress_${parcel.progress}`, {
    ...(scanExpectedFrom === undefined ? {} : { from: day(scanExpectedFrom) }),
    ...(scanExpectedBy === undefined ? {} : { by: day(scanExpectedBy) }),
  });
}

/** Nothing was seen, and the S10 check digit is wrong: waiting does not help. Other formats have no check digit. */
const isUnreadable = ({ format, lastEvent }: ParcelView): boolean =>
  format === 's10_invalid' && lastEvent === undefined;

/** What to do if it does not come: when a dispute opens, that protection runs out, or has run out (S1). */
function nextMessage({ view, parcels }: TrackingView, scene: Scene): Message {
  const { protectionEndsAt, protectionAboutToEnd } = view;
  const hasEnded = protectionEndsAt !== undefined && scene.ctx.now >= protectionEndsAt;
  const arrived = parcels.every(({ progress }) => progress === 'delivered');
  return {
    text: [
      ...(protectionAboutToEnd && protectionEndsAt !== undefined
        ? [phrase('track.protection_ends', { until: lastDay(protectionEndsAt) })]
        : []),
      disputeWords(view, arrived, hasEnded, scene),
    ],
    choices: protectionAboutToEnd || hasEnded ? [person(scene)] : [],
    source: 'not-received',
  };
}

function disputeWords(view: OrderView, arrived: boolean, hasEnded: boolean, scene: Scene): Phrase {
  const { opensAt, protectionEndsAt, protectionAboutToEnd, items } = view;
  const ends = protectionEndsAt === undefined ? {} : { until: lastDay(protectionEndsAt) };
  if (items.some(({ whyNotOpen }) => whyNotOpen.length === 0)) {
    const key = arrived ? 'track.may_open_arrived' : 'track.may_open';
    return phrase(key, protectionAboutToEnd ? {} : ends);
  }
  if (opensAt !== undefined && scene.ctx.now < opensAt)
    return phrase('track.too_early', { from: day(opensAt) });
  if (items.some(({ dispute }) => dispute?.label === 'in_progress'))
    return phrase('track.disputed');
  return hasEnded ? phrase('track.protection_over', ends) : phrase('track.closed');
}
