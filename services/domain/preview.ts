import { apply } from './apply.ts';
import type { Case, Command, Effect, Preview } from './command.ts';
import { deadlines } from './deadlines.ts';
import { decideOne } from './decide.ts';
import type { Actor, Dispute, Terms } from './dispute.ts';
import { effectsOf } from './effects.ts';
import type { Result } from './refusal.ts';
import type { Rulebook } from './rulebook.ts';
import { nothing } from './settle.ts';
import type { Instant } from './time.ts';
import { whyNotOpen } from './why-not-open.ts';
import { opensUntil } from './window.ts';

/** What the command would do to the money and the deadlines: the same decision, on a copy. */
export const preview = (
  case_: Case,
  command: Command,
  actor: Actor,
  now: Instant,
  rules: Rulebook,
): Result<Preview> => {
  const decided = decideOne(case_, command, actor, now, rules);
  if (!decided.ok) return decided;
  const after = apply(case_.dispute, decided.value);
  const effects = effectsOf(case_, after, decided.value, rules);
  const value: Preview = {
    next: after.phase.state,
    refund: sumOf('refund_instruction', effects),
    released: sumOf('payment_release', effects),
    ...disputeAgain(case_, after, now, rules),
    terms: termsNow(after),
    deadlines: deadlines(after, rules),
  };
  return { ok: true, value };
};

const sumOf = (
  type: 'refund_instruction' | 'payment_release',
  effects: readonly Effect[],
): bigint =>
  effects.reduce((sum, effect) => (effect.type === type ? sum + effect.amount : sum), 0n);

/** What was agreed or ruled, or else what was said last. */
const termsNow = ({ outcome, proposals }: Dispute): Terms => {
  const { remedy, amount } = outcome?.terms ?? proposals.at(-1) ?? nothing;
  return { remedy, amount };
};

const disputeAgain = (
  case_: Case,
  after: Dispute,
  now: Instant,
  rules: Rulebook,
): Pick<Preview, 'mayDisputeAgain' | 'disputeAgainUntil'> => {
  const { order } = case_;
  const buyer: Actor = { role: 'buyer', id: order.buyer.id };
  const refusals = whyNotOpen({ ...case_, dispute: after }, buyer, now, rules);
  if (refusals.length > 0) return { mayDisputeAgain: false };
  const until = opensUntil(order, rules);
  return { mayDisputeAgain: true, ...(until !== undefined && { disputeAgainUntil: until }) };
};
