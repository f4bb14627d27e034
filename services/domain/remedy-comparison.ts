import { apply } from './apply.ts';
import type { Case, Command, Deadline } from './command.ts';
import { deadlines, nextDue } from './deadlines.ts';
import type { Actor, Dispute, Reason, Remedy } from './dispute.ts';
import { remedyRefusals } from './opening-guards.ts';
import { nextEvent, openingEvent } from './record-event.ts';
import { refundWindow } from './refund-window.ts';
import type { Rulebook } from './rulebook.ts';
import { type Instant, instant, laterOf } from './time.ts';

/** What one remedy would bring if it were asked for at a given instant. */
export interface RemedyOutlook {
  readonly remedy: Remedy;
  /** First business day of the money if the seller agrees at once and, where goods go back, has them at once. */
  readonly earliest: Instant;
  /**
   * Last business day of the money if the seller never says a word, and the buyer sends the goods back at the last
   * moment. A seller who says no, or contests what came back, ends up in mediation, which no date ends.
   */
  readonly latest: Instant;
  /** What runs out on the way to `latest`, in order: the seller's answer, the buyer's parcel, the seller's receipt. */
  readonly terms: readonly Deadline[];
}

export interface RemedyComparison {
  /** When the dispute would be opened. */
  readonly from: Instant;
  /** Only what can be asked for: what never came can't be sent back. */
  readonly outlooks: readonly RemedyOutlook[];
  /** If the seller says no: from then on the Case Management Team looks at it, without a date. */
  readonly escalatesAt: Instant;
}

const remedies: readonly Remedy[] = ['refund_only', 'return_and_refund'];

/**
 * "Refund Only or Return & Refund" for one item, before anything is opened: the very events and deadlines that a dispute
 * of its kind would have, played on a copy. Pure; asks no guard, so `from` is an instant at which it may be opened.
 * @source S2, S4, S10
 */
export const compareRemedies = (
  case_: Case,
  reason: Reason,
  from: Instant,
  rules: Rulebook,
): RemedyComparison => {
  const asked = (remedy: Remedy) => opened(case_, { reason, remedy }, from, rules);
  return {
    from,
    outlooks: remedies
      .filter((remedy) => remedyRefusals(reason, remedy).length === 0)
      .map((remedy) => outlookOf(asked(remedy), remedy, rules)),
    escalatesAt: escalation(asked('refund_only'), from, rules),
  };
};

const outlookOf = (dispute: Dispute, remedy: Remedy, rules: Rulebook): RemedyOutlook => {
  const { openedAt } = dispute;
  const terms = silentTerms(dispute, rules);
  const instructedAt = terms.reduce((latest, { at }) => laterOf(latest, at), openedAt);
  return {
    remedy,
    earliest: refundWindow(openedAt, rules).from,
    latest: refundWindow(instructedAt, rules).by,
    terms,
  };
};

/** Every term that runs out while nobody but the buyer does anything, until the refund is on its way. */
const silentTerms = (dispute: Dispute, rules: Rulebook): readonly Deadline[] => {
  const due = nextDue(dispute, rules);
  if (!due) return [];
  const { fires, at } = due;
  // At the very instant of the deadline a parcel would be late.
  const after =
    fires === 'return_lapses'
      ? happened(dispute, parcel, { role: 'buyer', id: dispute.buyerId }, instant(at - 1), rules)
      : happened(dispute, { type: fires }, { role: 'clock', id: 'clock' }, at, rules);
  return [due, ...silentTerms(after, rules)];
};

const escalation = (opened: Dispute, from: Instant, rules: Rulebook): Instant => {
  const seller: Actor = { role: 'seller', id: opened.sellerId };
  const refused = happened(opened, { type: 'refuse', proposalVersion: 1 }, seller, from, rules);
  return deadlines(refused, rules).reduce((latest, { at }) => laterOf(latest, at), from);
};

const parcel: Command = { type: 'ship_back', shipment: { carrier: 'any', trackingNumber: 'any' } };

const opened = (
  case_: Case,
  { reason, remedy }: { readonly reason: Reason; readonly remedy: Remedy },
  now: Instant,
  rules: Rulebook,
): Dispute => {
  const form = { reason, remedy, amount: case_.money.paid, description: 'any', files: [] };
  const command = { type: 'open', disputeId: 'any', form } as const;
  const actor: Actor = { role: 'buyer', id: case_.order.buyer.id };
  return apply(undefined, openingEvent(case_, { command, actor, now, rules }));
};

const happened = (
  dispute: Dispute,
  command: Command,
  actor: Actor,
  now: Instant,
  rules: Rulebook,
): Dispute => apply(dispute, nextEvent(dispute, { command, actor, now, rules }));
