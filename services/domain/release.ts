import { blocksAnother } from './blocks-another.ts';
import { appealUntil } from './deadlines.ts';
import type { Dispute } from './dispute.ts';
import type { ItemMoney, Order } from './order.ts';
import type { Rulebook } from './rulebook.ts';
import type { Instant } from './time.ts';
import { disputeWindow } from './window.ts';

/** An item's money and everything that may still hold it. */
export interface Holding {
  readonly order: Order;
  readonly money: ItemMoney;
  /** All disputes of the item. */
  readonly disputes: readonly Dispute[];
}

/**
 * Minor units of the item that are to be paid to the seller at `now`: all that was not refunded, or 0.
 * - A dispute that is not over holds everything; so does a chargeback, for good.
 * - So does a ruling while an appeal can still come (assumption).
 * - What an agreement, a lapsed return, a ruling or an appeal has settled is free at once: that
 *   decision, not the calendar, has ended the item's protection (assumption).
 * - With no dispute, or cancelled ones only, it is free when Buyer Protection has ended. @source S9
 * `rulesOf` gives the rulebook that a dispute pinned.
 */
export const releasable = (
  { order, money, disputes }: Holding,
  now: Instant,
  rules: Rulebook,
  rulesOf: (version: string) => Rulebook,
): bigint => {
  const unpaid = money.paid - money.instructed - money.released;
  if (money.chargedBackAt !== undefined) return 0n;
  const held = disputes.some((dispute) => holds(dispute, now, rulesOf(dispute.rulebookVersion)));
  if (held) return 0n;
  return disputes.some(blocksAnother) || isUnprotected(order, now, rules) ? unpaid : 0n;
};

const holds = (dispute: Dispute, now: Instant, rules: Rulebook): boolean => {
  if (dispute.phase.state !== 'closed') return true;
  if (dispute.outcome?.reason === 'superseded_chargeback') return true;
  const until = appealUntil(dispute, rules);
  return until !== undefined && now < until;
};

const isUnprotected = (order: Order, now: Instant, rules: Rulebook): boolean => {
  const { protectionEndsAt } = disputeWindow(order, rules);
  return protectionEndsAt !== undefined && now >= protectionEndsAt;
};
