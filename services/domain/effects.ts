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

/**
 * By the names of interfaces.md 5, and more of the same kind: every change of the state or of a deadline is told, since a
 * marketplace tells its seller and its case managers by them. Silence agrees as a word does, so it has the same name. What
 * payments reported themselves is not told back.
 */
const webhookNames: { readonly [T in CommandType]?: string } = {
  open: 'dispute.opened',
  accept: 'dispute.agreed',
  seller_timeout: 'dispute.agreed',
  accept_offer: 'dispute.agreed',
  refuse: 'dispute.refused',
  propose: 'dispute.proposed',
  counter: 'dispute.proposed',
  escalate: 'dispute.escalated',
  request_evidence: 'dispute.evidence_requested',
  evidence_deadline: 'dispute.evidence_overdue',
  cancel: 'dispute.cancelled',
  rule: 'dispute.ruled',
  appeal: 'dispute.appealed',
  decide_appeal: 'dispute.ruled',
  add_evidence: 'evidence.added',
  remove_evidence: 'evidence.removed',
  ship_back: 'return.shipped',
  return_delivered: 'return.delivered',
  confirm_receipt: 'return.accepted',
  receipt_timeout: 'return.accepted',
  contest_return: 'return.contested',
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
