import type { Case, CommandType, Effect } from './command.ts';
import type { Dispute } from './dispute.ts';
import type { DisputeEvent } from './event.ts';
import { releasable } from './release.ts';
import type { Rulebook } from './rulebook.ts';

/**
 * What must leave the system because `event` made `after` of the case. `refund_instruction` is the
 * webhook `refund.requested` and `payment_release` is `payment.release_requested`: not told twice.
 * The end of an appeal window is no event: what it frees, `releasable` says to the sweep.
 */
export const effectsOf = (
  case_: Case,
  after: Dispute,
  event: DisputeEvent,
  rules: Rulebook,
): readonly Effect[] => [
  ...webhooks(case_, after, event),
  ...refundOf(event),
  ...releaseOf(case_, after, event, rules),
  ...(event.type === 'refund_failed' ? [alert] : []),
];

const alert: Effect = { type: 'alert_agent', why: 'refund_failed' };

/** By the names of interfaces.md 5. */
const webhookNames: { readonly [T in CommandType]?: string } = {
  open: 'dispute.opened',
  propose: 'dispute.proposed',
  counter: 'dispute.proposed',
  escalate: 'dispute.escalated',
  cancel: 'dispute.cancelled',
  rule: 'dispute.ruled',
  appeal: 'dispute.appealed',
  decide_appeal: 'dispute.ruled',
  add_evidence: 'evidence.added',
  remove_evidence: 'evidence.removed',
  ship_back: 'return.shipped',
};

const webhooks = (case_: Case, after: Dispute, { type }: DisputeEvent): readonly Effect[] => {
  const named = webhookNames[type];
  return [
    ...(named === undefined ? [] : [webhook(named)]),
    ...(closes(case_, after) ? [webhook('dispute.closed')] : []),
  ];
};

const webhook = (event: string): Effect => ({ type: 'webhook', event });

/** The step into `closed`; a chargeback of a closed dispute takes none. */
const closes = ({ dispute }: Case, { phase }: Dispute): boolean =>
  phase.state === 'closed' && dispute?.phase.state !== 'closed';

const refundOf = ({ body: { refund } }: DisputeEvent): readonly Effect[] =>
  refund
    ? [{ type: 'refund_instruction', outcomeNo: refund.outcomeNo, amount: refund.amount }]
    : [];

const releaseOf = (
  case_: Case,
  after: Dispute,
  event: DisputeEvent,
  rules: Rulebook,
): readonly Effect[] => {
  if (!closes(case_, after)) return [];
  const { order, money } = case_;
  const holding = { order, money, disputes: [after] };
  const amount = releasable(holding, event.at, rules, () => rules);
  return amount > 0n ? [{ type: 'payment_release', amount }] : [];
};
