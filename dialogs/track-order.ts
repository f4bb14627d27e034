import type { Phrase } from '../knowledge/phrase.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import { trackOrder } from '../services/orders/track-order.ts';
import type { OrderView, ParcelView, TrackingView } from '../services/views.ts';
import { given, textArg } from './kit/args.ts';
import { beginning, withChoices } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { day, fact, lastDay, moment, phrase, quote } from './kit/values.ts';
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
  return { do: 'end', say: answer(tracked.value, scene) };
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
    text: [progressWords(parcel, tracking), ...formatWords(parcel)],
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

/** Only an S10 number has a check digit; of other formats nothing is claimed. */
const formatWords = ({ format }: ParcelView): readonly Phrase[] =>
  format === 's10_invalid' ? [phrase('track.number_wrong')] : [];

/** What to do if it does not come: when a dispute opens, and that protection is running out (S1). */
function nextMessage({ view, parcels }: TrackingView, scene: Scene): Message {
  const { opensAt, protectionEndsAt, items } = view;
  const open = items.some(({ whyNotOpen }) => whyNotOpen.length === 0);
  const tooEarly = opensAt !== undefined && scene.ctx.now < opensAt;
  const ends = protectionEndsAt === undefined ? {} : { until: lastDay(protectionEndsAt) };
  const person: readonly Choice[] = view.protectionAboutToEnd
    ? [beginning(scene, 'common.person', 'talk-to-agent')]
    : [];
  const arrived = parcels.every(({ progress }) => progress === 'delivered');
  return {
    text: [
      ...(view.protectionAboutToEnd ? [phrase('track.protection_ends', ends)] : []),
      ...(open ? [phrase(arrived ? 'track.may_open_arrived' : 'track.may_open', ends)] : []),
      ...(tooEarly ? [phrase('track.too_early', { from: day(opensAt) })] : []),
      ...(!open && !tooEarly ? [phrase('track.closed')] : []),
    ],
    choices: person,
    source: 'not-received',
  };
}
