import { refundStatus } from '../services/refunds/refund-status.ts';
import type { RefundView } from '../services/views.ts';
import { disputeOrPick } from './dispute-status.ts';
import { aboutDispute } from './kit/args.ts';
import { beginning } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Choice, Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { day, fact, money, phrase, quote } from './kit/values.ts';
import { person } from './menu.ts';
import { statusMessage } from './status-message.ts';

/** More than this is a list, not an answer: the newest are said, the rest is in My Orders. */
const maxRefunds = 2;

type Draft = { readonly disputeId: string; readonly orderId: string };

/** Where the money is: the window in business days, and what to check when it is late (S10). Asks nothing. */
export const refundStatusFlow: Flow<Draft> = {
  name: 'refund-status',
  version: 1,
  needsBuyer: true,
  start: aboutDispute,
  first: 'show',
  steps: { show: { enter: show } },
};

async function show(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const all = await refundStatus(scene.ctx);
  if (draft.disputeId === '' && !draft.orderId)
    return { do: 'end', say: all.length === 0 ? [none(scene)] : messagesOf(all, scene) };
  const asked = all.filter(({ view: { dispute } }) =>
    draft.disputeId ? dispute.id === draft.disputeId : dispute.orderId === draft.orderId,
  );
  if (asked.length > 0) return { do: 'end', say: messagesOf(asked, scene) };
  const found = await disputeOrPick(draft, 'refund-status', scene);
  if (!found.picked) return found.next;
  const title = quote(found.view.item.title);
  return {
    do: 'end',
    say: [statusMessage(found.view, scene, [phrase('refund.none_of_item', { title })])],
  };
}

function messagesOf(refunds: readonly RefundView[], scene: Scene): readonly Message[] {
  const newest = refunds.toSorted((a, b) => b.instructedAt - a.instructedAt).slice(0, maxRefunds);
  const messages = newest.map(refundMessage);
  // Buttons stand under the last message only.
  const last = messages.pop();
  return last ? [...messages, { ...last, choices: choicesFor(newest, scene) }] : messages;
}

const none = (scene: Scene): Message => ({
  text: [phrase('refund.none')],
  choices: [
    beginning(scene, 'common.see_dispute', 'dispute-status'),
    beginning(scene, 'common.my_orders', 'pick-order'),
    person(scene),
  ],
  source: 'refund-timing',
});

/** One refund with its days and what to check. */
export function refundMessage(refund: RefundView): Message {
  const { view, expectedFrom, expectedBy, instructedAt } = refund;
  const amount = money(refund.amount, view.dispute.currency);
  const window = { amount, from: day(expectedFrom), by: day(expectedBy) };
  return {
    heading: phrase('common.title', { title: quote(view.item.title) }),
    text: [phrase(`refund.${kindOf(refund)}`, window), ...checks(refund)],
    facts: [
      fact('refund.amount', phrase('common.text', { text: amount })),
      fact('refund.sent', phrase('common.day', { day: day(instructedAt) })),
      ...(waits(refund) ? [fact('refund.expected', phrase('refund.window', window))] : []),
    ],
    source: 'refund-timing',
  };
}

const kindOf = (refund: RefundView): string => {
  if (isStopped(refund)) return 'stopped';
  return refund.state === 'instructed' && refund.overdue ? 'overdue' : refund.state;
};

/** A chargeback stops what has not arrived: the money comes from the bank then, not from us. */
const isStopped = ({ state, view }: RefundView): boolean =>
  state === 'instructed' && view.dispute.outcome?.reason === 'superseded_chargeback';

const waits = (refund: RefundView): boolean => refund.state === 'instructed' && !isStopped(refund);

/** What the buyer can check at the bank, by the way of payment (S10). */
const checks = (refund: RefundView) =>
  ['instructed', 'failed', 'stopped'].includes(kindOf(refund))
    ? []
    : [phrase(`refund.check_${refund.view.order.paymentMethod}`)];

function choicesFor(refunds: readonly RefundView[], scene: Scene): readonly Choice[] {
  const [first] = refunds;
  const isLate = refunds.some(({ overdue, state }) => overdue || state === 'failed');
  const args = refunds.length === 1 && first ? { disputeId: first.view.dispute.id } : {};
  return [
    ...(isLate ? [person(scene)] : []),
    beginning(scene, 'common.see_dispute', 'dispute-status', args),
  ];
}
