import type { Deadline } from '../domain/command.ts';
import type { Dispute } from '../domain/dispute.ts';

/** Who got back all that was paid has nothing to appeal for: that window is open, but nobody is reminded of it. */
export const isWorthTelling = (
  { outcome, paid }: Pick<Dispute, 'outcome' | 'paid'>,
  { rule }: Pick<Deadline, 'rule'>,
): boolean => rule !== 'appealWithinDays' || (outcome?.terms.amount ?? 0n) < paid;
