import type { Order } from './order.ts';
import type { Rulebook } from './rulebook.ts';
import { earlierOf, type Instant, startOfDayAfter } from './time.ts';

export interface DisputeWindow {
  /** First instant at which a dispute may be opened; missing before shipping. */
  readonly opensAt?: Instant;
  /** Exclusive; missing before completion. */
  readonly closesAt?: Instant;
  /** Exclusive; missing while nothing ends it. */
  readonly protectionEndsAt?: Instant;
}

/** When a dispute about the order may be opened, in calendar days of the policy zone. @source S3 */
export const disputeWindow = (order: Order, rulebook: Rulebook): DisputeWindow => {
  const { disputeOpensOnDay, disputeClosesAfterDays } = rulebook.rules;
  const after = (at: Instant | undefined, days: number) =>
    at === undefined ? undefined : startOfDayAfter(at, days, rulebook.policyZone);
  const opensAt = after(order.shippedAt, disputeOpensOnDay.value);
  // The last day counts as a whole, so the window closes with the start of the next.
  const closesAt = after(order.completedAt, disputeClosesAfterDays.value + 1);
  const protectionEndsAt = order.protectionEndsAt ?? closesAt;
  return {
    ...(opensAt !== undefined && { opensAt }),
    ...(closesAt !== undefined && { closesAt }),
    ...(protectionEndsAt !== undefined && { protectionEndsAt }),
  };
};

/** The exclusive end of the time in which a dispute may be opened; undefined while nothing ends it. */
export const opensUntil = (order: Order, rulebook: Rulebook): Instant | undefined => {
  const { closesAt, protectionEndsAt } = disputeWindow(order, rulebook);
  if (protectionEndsAt === undefined || closesAt === undefined) return protectionEndsAt;
  return earlierOf(closesAt, protectionEndsAt);
};

/** Protection still runs and ends within `protectionWarning` calendar days. @source S1 Method 3 */
export const protectionAboutToEnd = (order: Order, now: Instant, rulebook: Rulebook): boolean => {
  const { protectionEndsAt } = disputeWindow(order, rulebook);
  if (protectionEndsAt === undefined || now >= protectionEndsAt) return false;
  const days = rulebook.rules.protectionWarning.value;
  return now >= startOfDayAfter(protectionEndsAt, -days, rulebook.policyZone);
};
