import type { OfferedRemedy } from './dispute.ts';
import type { Refusal } from './refusal.ts';
import type { RuleKey } from './rulebook.ts';
import type { Situation } from './situation.ts';

/** Both ends included, minor units. */
export interface AmountRange {
  readonly min: bigint;
  readonly max: bigint;
}

export const amountRefusals = (
  { case_ }: Situation,
  amount: bigint,
  { min, max }: AmountRange,
  rule: RuleKey = 'refundCeiling',
): readonly Refusal[] => {
  const facts = { amount, min, max, currency: case_.order.currency };
  if (amount > max) return [{ code: 'amount_too_large', rule, facts }];
  return amount < min ? [{ code: 'amount_too_small', rule, facts }] : [];
};

/** What a remedy may be worth: nothing for `none`, else from one minor unit up. */
export const rangeOf = (remedy: OfferedRemedy, max: bigint): AmountRange =>
  remedy === 'none' ? { min: 0n, max: 0n } : { min: 1n, max };
