import { findOrder } from '../services/orders/find-order.ts';
import type { OrderView } from '../services/views.ts';
import { textArg } from './kit/args.ts';
import { beginning } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { Choice } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { day, fact, lastDay, phrase } from './kit/values.ts';
import { badgeOf, orderNumber, orderTitle } from './shown.ts';

type Draft = { readonly orderId: string };

/** One order with the dates that matter and what can be done about it. Asks nothing. */
export const showOrder: Flow<Draft> = {
  name: 'show-order',
  version: 1,
  needsBuyer: true,
  start: (args) => ({ orderId: textArg(args, 'orderId') ?? '' }),
  first: 'show',
  steps: { show: { enter: show } },
};

async function show(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  if (draft.orderId === '') return { do: 'end', begin: { flow: 'pick-order' } };
  const found = await findOrder(scene.ctx, draft.orderId);
  if (!found.ok) return { do: 'end', say: [{ text: found.refusals.map(explain) }] };
  const view = found.value;
  const { order } = view;
  return {
    do: 'end',
    say: [
      {
        heading: orderTitle(order),
        text: [phrase('main.order_shown')],
        facts: factsOf(view),
        choices: choicesFor(view, scene),
      },
    ],
  };
}

function factsOf(view: OrderView) {
  const { order, opensAt, protectionEndsAt } = view;
  const badge = badgeOf(view);
  const mayOpenFrom = opensAt !== undefined && order.completedAt === undefined;
  return [
    fact('common.order', phrase('common.text', { text: orderNumber(order.id) })),
    fact('common.status', phrase(`state.order.${order.status}`)),
    ...(order.shippedAt === undefined
      ? []
      : [fact('common.sent_on', phrase('common.day', { day: day(order.shippedAt) }))]),
    ...(mayOpenFrom
      ? [fact('common.disputes_from', phrase('common.day', { day: day(opensAt) }))]
      : []),
    ...(protectionEndsAt === undefined
      ? []
      : [
          fact('common.protection_until', phrase('common.day', { day: lastDay(protectionEndsAt) })),
        ]),
    ...(badge ? [fact('common.dispute', badge)] : []),
  ];
}

/** The few things that make sense for this order; what can't be done now is not offered. */
export function choicesFor({ order, items }: OrderView, scene: Scene): readonly Choice[] {
  const orderId = order.id;
  const disputed = items.find(({ dispute }) => dispute)?.dispute;
  return [
    ...(order.shippedAt === undefined
      ? []
      : [beginning(scene, 'common.track', 'track-order', { orderId })]),
    ...(items.some(({ whyNotOpen }) => whyNotOpen.length === 0)
      ? [beginning(scene, 'common.open_dispute', 'open-dispute', { orderId })]
      : []),
    ...(disputed
      ? [
          beginning(scene, 'common.see_dispute', 'dispute-status', {
            disputeId: disputed.dispute.id,
          }),
        ]
      : []),
    beginning(scene, 'common.contact_seller', 'contact-seller', { orderId }),
  ];
}
