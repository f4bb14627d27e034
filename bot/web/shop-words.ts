import { orderNumber } from '../../dialogs/shown.ts';
import type { CommandType, DeadlineRule } from '../../services/domain/command.ts';
import type {
  CloseReason,
  DisputeState,
  OfferedRemedy,
  Role,
} from '../../services/domain/dispute.ts';
import { decimalString, type Money } from '../../services/domain/money.ts';
import type { Buyer } from '../../services/domain/order.ts';

/** The demo shop's own labels. What the bot says is in knowledge/phrases; this page is for whoever tries the product. */
export const stateWords: Readonly<Record<DisputeState, string>> = {
  awaiting_seller: 'Waiting for the seller',
  awaiting_buyer: 'Waiting for the buyer',
  in_mediation: 'With the Case Management Team',
  evidence_requested: 'Evidence was asked for',
  return_to_ship: 'Buyer has to send the item back',
  return_in_transit: 'Item is on its way back',
  refund_pending: 'Refund is with the bank',
  closed: 'Closed',
  in_appeal: 'Appeal is being looked at',
};

export const deadlineWords: Readonly<Record<DeadlineRule, string>> = {
  sellerResponse: 'Seller answers by',
  escalation: 'Case review from',
  evidenceRequest: 'Evidence due by',
  returnShipBy: 'Sent back by',
  sellerReceiptTracked: 'Receipt confirmed by',
  sellerReceiptUntracked: 'Receipt confirmed by',
  appealWithinDays: 'Appeal before',
  surveyWithinDays: 'Survey before',
};

export const eventWords: Readonly<Record<CommandType, string>> = {
  open: 'opened the dispute',
  accept: 'accepted the request',
  refuse: 'refused the request',
  counter: 'made another offer',
  seller_timeout: 'saw no answer of the seller in time',
  propose: 'changed the request',
  accept_offer: 'accepted the offer',
  escalate: 'passed the dispute to the Case Management Team',
  request_evidence: 'asked for evidence',
  evidence_deadline: 'ended the wait for evidence',
  rule: 'decided the dispute',
  ship_back: 'sent the item back',
  return_delivered: 'saw the return delivered',
  return_lapses: 'saw no return in time',
  confirm_receipt: 'confirmed that the item is back',
  contest_return: 'contested the return',
  receipt_timeout: 'saw no word on the return in time',
  refund_completed: 'reported the refund as paid',
  refund_failed: 'reported that the refund failed',
  cancel: 'cancelled the dispute',
  appeal: 'appealed the decision',
  decide_appeal: 'decided the appeal',
  survey: 'filled in the survey',
  add_evidence: 'added evidence',
  remove_evidence: 'removed evidence',
  chargeback: 'reported a chargeback',
};

export const roleWords: Readonly<Record<Role, string>> = {
  buyer: 'The buyer',
  seller: 'The seller',
  case_manager: 'The Case Management Team',
  agent: 'A support agent',
  clock: 'The clock',
  payments: 'The bank',
};

export const outcomeWords: Readonly<Record<CloseReason, string>> = {
  seller_agreed: 'Seller agreed',
  seller_timeout: 'Seller did not answer in time',
  buyer_accepted_offer: 'Buyer accepted the offer',
  ruling_full: 'Full refund by the Case Management Team',
  ruling_partial: 'Partial refund by the Case Management Team',
  ruling_rejected: 'No refund by the Case Management Team',
  buyer_cancelled: 'Cancelled by the buyer',
  return_lapsed: 'Not sent back in time',
  superseded_chargeback: 'Chargeback',
  appeal_upheld: 'Appeal upheld',
  appeal_rejected: 'Appeal rejected',
};

const remedyWords: Readonly<Record<OfferedRemedy, string>> = {
  refund_only: 'Refund only',
  return_and_refund: 'Return and refund',
  none: 'No refund',
};

export const moneyWords = (money: Money): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: money.currency }).format(
    decimalString(money) as Intl.StringNumericLiteral,
  );

export const termsWords = (remedy: OfferedRemedy, money: Money): string =>
  remedy === 'none' ? remedyWords.none : `${remedyWords[remedy]}, ${moneyWords(money)}`;

export const dayWords = (at: number, { timeZone }: Pick<Buyer, 'timeZone'>): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone }).format(at);

export const momentWords = (at: number, { timeZone }: Pick<Buyer, 'timeZone'>): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    at,
  );

export const orderWords = orderNumber;

const countries = new Intl.DisplayNames('en', { type: 'region' });
export const countryWords = (code: string): string => countries.of(code) ?? code;
