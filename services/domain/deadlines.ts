import type { Deadline, DeadlineRule } from './command.ts';
import type { Dispute, Party } from './dispute.ts';
import type { Rulebook } from './rulebook.ts';
import { type Instant, laterOf, plusTimes24h, startOfDayAfter } from './time.ts';

/**
 * Every date of the dispute: the one source of what is said, shown, sent and enforced (I10). Made of
 * stored instants and the rulebook that the dispute pinned; a date that has passed is still listed.
 */
export const deadlines = (dispute: Dispute, rules: Rulebook): readonly Deadline[] => {
  const { phase } = dispute;
  switch (phase.state) {
    case 'awaiting_seller':
      // First on a tie: the seller's silence is an agreement, so nothing is left to escalate.
      return [sellerResponse(phase.proposedAt, rules), ...escalation(dispute, rules)];
    case 'awaiting_buyer':
      return escalation(dispute, rules);
    case 'evidence_requested':
      return [evidenceRequest(phase.party, phase.askedAt, rules)];
    case 'return_to_ship':
      return [returnShipBy(phase.agreedAt, rules)];
    case 'return_in_transit':
      return sellerReceipt(dispute, rules);
    case 'refund_pending':
      return appealWindow(dispute, rules);
    case 'closed':
      return [...appealWindow(dispute, rules), ...surveyWindow(dispute, phase.closedAt, rules)];
    case 'in_mediation':
    case 'in_appeal':
      return [];
  }
};

/** The next thing that the clock must do, if it must do one. */
export const nextDue = (
  dispute: Dispute,
  rules: Rulebook,
): (Deadline & { readonly fires: NonNullable<Deadline['fires']> }) | undefined =>
  deadlines(dispute, rules).filter(fires).reduce(earlier, undefined);

type Firing = Deadline & { readonly fires: NonNullable<Deadline['fires']> };

const fires = (deadline: Deadline): deadline is Firing => deadline.fires !== undefined;

const earlier = (first: Firing | undefined, next: Firing): Firing =>
  first && first.at <= next.at ? first : next;

/** The exclusive end of the time for an appeal; undefined if none can come, or none any more. */
export const appealUntil = (
  { outcome, appeal }: Dispute,
  { policyZone, rules }: Rulebook,
): Instant | undefined =>
  outcome?.by === 'case_management' && !appeal
    ? startOfDayAfter(outcome.decidedAt, rules.appealWithinDays.value + 1, policyZone)
    : undefined;

const sellerResponse = (proposedAt: Instant, { rules }: Rulebook): Deadline => ({
  rule: 'sellerResponse',
  party: 'seller',
  at: plusTimes24h(proposedAt, rules.sellerResponse.value),
  fires: 'seller_timeout',
});

/** Runs from the opening, once the seller has said no; a no that comes later still escalates at once. */
const escalation = (dispute: Dispute, { rules }: Rulebook): readonly Deadline[] => {
  if (!dispute.refused) return [];
  const due = plusTimes24h(dispute.openedAt, rules.escalation.value);
  const party = dispute.phase.state === 'awaiting_buyer' ? 'buyer' : 'case_management';
  const at = laterOf(due, dispute.lastEventAt);
  return [{ rule: 'escalation', party, at, fires: 'escalate' }];
};

const evidenceRequest = (party: Party, askedAt: Instant, { rules }: Rulebook): Deadline => ({
  rule: 'evidenceRequest',
  party,
  at: plusTimes24h(askedAt, rules.evidenceRequest.value),
  fires: 'evidence_deadline',
});

const returnShipBy = (agreedAt: Instant, { rules }: Rulebook): Deadline => ({
  rule: 'returnShipBy',
  party: 'buyer',
  at: plusTimes24h(agreedAt, rules.returnShipBy.value),
  fires: 'return_lapses',
});

/** The term that runs from the shipment is a promise to the buyer: a late delivery does not lengthen it. */
const sellerReceipt = ({ returnShipment }: Dispute, { rules }: Rulebook): readonly Deadline[] => {
  if (!returnShipment) return [];
  const { shippedAt, deliveredAt } = returnShipment;
  const ends = (rule: ReceiptRule, from: Instant): Deadline => ({
    rule,
    party: 'seller',
    at: plusTimes24h(from, rules[rule].value),
    fires: 'receipt_timeout',
  });
  const untracked = ends('sellerReceiptUntracked', shippedAt);
  if (deliveredAt === undefined) return [untracked];
  const tracked = ends('sellerReceiptTracked', deliveredAt);
  return [tracked.at < untracked.at ? tracked : untracked];
};

type ReceiptRule = Extract<DeadlineRule, `sellerReceipt${string}`>;

const appealWindow = (dispute: Dispute, rules: Rulebook): readonly Deadline[] => {
  const at = appealUntil(dispute, rules);
  return at === undefined ? [] : [{ rule: 'appealWithinDays', party: 'buyer', at }];
};

const surveyWindow = (
  { survey }: Dispute,
  closedAt: Instant,
  { policyZone, rules }: Rulebook,
): readonly Deadline[] => {
  const at = startOfDayAfter(closedAt, rules.surveyWithinDays.value + 1, policyZone);
  return survey ? [] : [{ rule: 'surveyWithinDays', party: 'buyer', at }];
};
