import type { Dispute, Outcome, Party, Phase, Terms } from './dispute.ts';
import type { Instant } from './time.ts';

/** Minor units 0, nothing to send back. */
export const nothing: Terms = { remedy: 'none', amount: 0n };

/** What a party said last. */
export const termsOf = ({ proposals }: Dispute, party: Party): Terms => {
  const last = proposals.findLast(({ by }) => by === party);
  return last ? { remedy: last.remedy, amount: last.amount } : nothing;
};

/** The dispute with its outcome, in the state that the terms lead to. */
export const settle = (
  dispute: Dispute,
  outcome: Omit<Outcome, 'no'>,
  goodsAreBack = false,
): Dispute => ({
  ...dispute,
  outcome: { no: 1, ...outcome },
  phase: phaseOf(outcome.terms, outcome.decidedAt, goodsAreBack),
});

const phaseOf = ({ remedy }: Terms, at: Instant, goodsAreBack: boolean): Phase => {
  switch (remedy) {
    case 'none':
      return { state: 'closed', closedAt: at };
    case 'refund_only':
      return { state: 'refund_pending' };
    case 'return_and_refund':
      return goodsAreBack ? { state: 'refund_pending' } : { state: 'return_to_ship', agreedAt: at };
  }
};
