import type { CommandType, DeadlineRule } from './command.ts';
import type { DisputeState, Role } from './dispute.ts';
import type { RuleKey } from './rulebook.ts';

/** One row, read as: "`by` may `command` from `from`; it leads to `to`; `rule` says so; `endsBy` ends it." */
export interface Transition {
  readonly by: readonly Role[];
  /** `nothing`: there is no dispute on the item yet. */
  readonly from: readonly (DisputeState | 'nothing')[];
  /** `same`: the state stays. */
  readonly to: readonly (DisputeState | 'same')[];
  readonly rule: RuleKey;
  /** The deadlines after which it is no longer possible, if they are the next to come. */
  readonly endsBy: readonly DeadlineRule[];
}

const buyer: readonly Role[] = ['buyer', 'agent'];
const seller: readonly Role[] = ['seller'];
const parties: readonly Role[] = ['buyer', 'agent', 'seller'];
const caseManager: readonly Role[] = ['case_manager'];
const clock: readonly Role[] = ['clock'];
const payments: readonly Role[] = ['payments'];

const agreed = ['refund_pending', 'return_to_ship'] as const;
const negotiation = ['awaiting_seller', 'awaiting_buyer'] as const;
const undecided = [...negotiation, 'in_mediation', 'evidence_requested'] as const;
const open = [...undecided, 'return_to_ship', 'return_in_transit'] as const;
const every = [...open, 'refund_pending', 'closed', 'in_appeal'] as const;
const receipt = ['sellerReceiptTracked', 'sellerReceiptUntracked'] as const;

const row = (
  by: Transition['by'],
  from: Transition['from'],
  to: Transition['to'],
  rule: RuleKey,
  endsBy: Transition['endsBy'] = [],
): Transition => ({ by, from, to, rule, endsBy });

/** Everything that can happen to a dispute (rules.md 3). Guards narrow it further; nothing widens it. */
export const transitions: Readonly<Record<CommandType, Transition>> = {
  // `closed`: only after a cancellation, which frees the item again.
  open: row(buyer, ['nothing', 'closed'], ['awaiting_seller'], 'disputeOpensOnDay'),

  accept: row(seller, [...negotiation, 'in_mediation'], agreed, 'currentProposal', [
    'sellerResponse',
  ]),
  seller_timeout: row(clock, ['awaiting_seller'], agreed, 'sellerResponse'),
  refuse: row(seller, ['awaiting_seller'], ['awaiting_buyer'], 'sellerResponse', [
    'sellerResponse',
    'escalation',
  ]),
  counter: row(seller, ['awaiting_seller'], ['awaiting_buyer'], 'sellerResponse', [
    'sellerResponse',
    'escalation',
  ]),
  propose: row(buyer, negotiation, ['awaiting_seller'], 'maxProposals', [
    'sellerResponse',
    'escalation',
  ]),
  accept_offer: row(buyer, ['awaiting_buyer'], [...agreed, 'closed'], 'currentProposal', [
    'escalation',
  ]),

  escalate: row(clock, negotiation, ['in_mediation'], 'escalation'),
  request_evidence: row(
    caseManager,
    ['in_mediation'],
    ['evidence_requested'],
    'caseManagementOnly',
  ),
  evidence_deadline: row(clock, ['evidence_requested'], ['in_mediation'], 'evidenceRequest'),
  rule: row(caseManager, ['in_mediation'], [...agreed, 'closed'], 'caseManagementOnly'),

  ship_back: row(buyer, ['return_to_ship'], ['return_in_transit'], 'returnShipBy', [
    'returnShipBy',
  ]),
  return_delivered: row(clock, ['return_in_transit'], ['same'], 'sellerReceiptTracked'),
  return_lapses: row(clock, ['return_to_ship'], ['closed'], 'returnShipBy'),
  confirm_receipt: row(
    seller,
    ['return_in_transit'],
    ['refund_pending'],
    'sellerReceiptTracked',
    receipt,
  ),
  contest_return: row(
    seller,
    ['return_in_transit'],
    ['in_mediation'],
    'sellerReceiptTracked',
    receipt,
  ),
  receipt_timeout: row(clock, ['return_in_transit'], ['refund_pending'], 'sellerReceiptTracked'),

  // Payments may report after a chargeback or during an appeal too: a fact is recorded, the state stays.
  refund_completed: row(
    payments,
    ['refund_pending', 'in_appeal', 'closed'],
    ['closed', 'same'],
    'refundSettlement',
  ),
  refund_failed: row(
    payments,
    ['refund_pending', 'in_appeal', 'closed'],
    ['same'],
    'refundSettlement',
  ),

  cancel: row(buyer, undecided, ['closed'], 'cancelBeforeDecision', ['sellerResponse']),
  appeal: row(buyer, ['refund_pending', 'closed'], ['in_appeal'], 'appealWithinDays', [
    'appealWithinDays',
  ]),
  decide_appeal: row(caseManager, ['in_appeal'], ['closed', 'refund_pending'], 'oneAppeal'),
  survey: row(buyer, ['closed'], ['same'], 'surveyWithinDays', ['surveyWithinDays']),
  add_evidence: row(parties, open, ['same', 'in_mediation'], 'evidenceFiles'),
  remove_evidence: row(parties, open, ['same'], 'ownEvidence'),
  chargeback: row(payments, every, ['closed'], 'chargeback'),
};

/** In the order of the table. */
export const commandTypes = Object.keys(transitions) as readonly CommandType[];
