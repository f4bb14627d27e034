import { amountRefusals } from './amount-rules.ts';
import type { CommandOf } from './command.ts';
import type { Dispute } from './dispute.ts';
import type { Refusal } from './refusal.ts';
import { type Guards, type LiveSituation, left } from './situation.ts';
import { neededText } from './text-rules.ts';

export const requestEvidence: Guards<'request_evidence'> = {
  form: ({ rules }, { what }) => neededText('what', what, rules),
};

export const rule: Guards<'rule'> = {
  form: (live, command) => [
    ...rulingAmount(live, command),
    ...neededText('explanation', command.explanation, live.rules),
  ],
};

export const decideAppeal: Guards<'decide_appeal'> = {
  form: (live, command) => [
    ...appealAmount(live, command),
    ...neededText('explanation', command.explanation, live.rules),
  ],
};

/** Minor units that this dispute's refund instructions have come to. */
export const instructedBy = ({ refunds }: Dispute): bigint =>
  refunds.reduce((sum, { amount }) => sum + amount, 0n);

const rulingAmount = (live: LiveSituation, command: CommandOf<'rule'>): readonly Refusal[] => {
  const max = left(live.case_);
  switch (command.outcome) {
    case 'full':
      return amountRefusals(live, command.amount ?? live.dispute.paid, { min: max, max });
    case 'partial':
      // All of it would be a full ruling, and the buyer reads which one it was.
      return amountRefusals(live, command.amount ?? 0n, { min: 1n, max: max - 1n });
    case 'rejected':
      return amountRefusals(live, command.amount ?? 0n, { min: 0n, max: 0n });
  }
};

/** An appeal that is upheld gives the buyer more than before; the amount is the new total. */
const appealAmount = (
  live: LiveSituation,
  command: CommandOf<'decide_appeal'>,
): readonly Refusal[] => {
  if (command.decision === 'rejected') return [];
  const before = instructedBy(live.dispute);
  const range = { min: before + 1n, max: before + left(live.case_) };
  return amountRefusals(live, command.amount ?? live.dispute.paid, range);
};
