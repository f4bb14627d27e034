import type { RuleKey } from './rulebook.ts';
import type { Instant } from './time.ts';

/** A fact for the phrase that will explain the refusal. Amounts in minor units next to `currency`. */
export type Fact = string | number | bigint | readonly string[];

/** Why a command is not allowed now. The code is the name of the phrase `refusal.<code>`; no words here. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly rule: RuleKey;
  readonly facts: Readonly<Record<string, Fact>>;
  /** Would be allowed from this instant on. */
  readonly from?: Instant;
  /** Was, or is, allowed until just before this instant. */
  readonly until?: Instant;
}

export type RefusalCode =
  // opening
  | 'not_shipped'
  | 'order_cancelled'
  | 'too_early'
  | 'window_closed'
  | 'protection_ended'
  | 'agreement_recorded'
  | 'dispute_live'
  | 'nothing_left_to_refund'
  | 'charged_back'
  // the form
  | 'amount_too_small'
  | 'amount_too_large'
  | 'remedy_not_allowed'
  | 'sub_reason_missing'
  | 'text_missing'
  | 'text_too_long'
  | 'text_has_chinese'
  // files
  | 'file_type'
  | 'file_too_large'
  | 'too_many_files'
  | 'evidence_not_found'
  | 'evidence_not_yours'
  // state, role, time
  | 'wrong_role'
  | 'wrong_state'
  | 'too_late'
  | 'not_due'
  | 'proposal_outdated'
  | 'too_many_proposals'
  | 'already_decided'
  | 'no_offer'
  | 'not_by_case_management'
  | 'already_appealed'
  | 'already_surveyed'
  | 'rating_out_of_range'
  | 'tracking_number_invalid'
  | 'refund_unknown'
  | 'refund_settled'
  | 'already_superseded'
  // services above the domain
  | 'not_found'
  | 'changed_meanwhile';

export type Result<T, R = readonly Refusal[]> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusals: R };
