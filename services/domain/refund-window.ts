import type { Rulebook } from './rulebook.ts';
import { type Instant, plusBusinessDays } from './time.ts';

/** The first and the last business day on which the bank may show the refund, as starts of day. @source S10 */
export const refundWindow = (
  instructedAt: Instant,
  { policyZone, holidays, rules }: Rulebook,
): { readonly from: Instant; readonly by: Instant } => {
  const { min, max } = rules.refundClearing.value;
  return {
    from: plusBusinessDays(instructedAt, min, policyZone, holidays),
    by: plusBusinessDays(instructedAt, max, policyZone, holidays),
  };
};
