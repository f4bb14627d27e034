import { apply } from '../domain/apply.ts';
import type { Case, Effect } from '../domain/command.ts';
import type { Dispute } from '../domain/dispute.ts';
import { effectsOf } from '../domain/effects.ts';
import type { DisputeEvent } from '../domain/event.ts';
import type { ItemMoney } from '../domain/order.ts';
import type { Rulebook } from '../domain/rulebook.ts';

/** One event: the case before it, the dispute after it, and what must leave the system because of it. */
export interface Step {
  readonly before: Case;
  readonly event: DisputeEvent;
  readonly after: Dispute;
  readonly effects: readonly Effect[];
}

/** A case whose dispute exists. */
export type DisputeCase = Case & { readonly dispute: Dispute };

/** What `events`, in order, make of the case, one step for each. Pure. */
export const stepsOf = (
  before: Case,
  events: readonly DisputeEvent[],
  rules: Rulebook,
): readonly Step[] => {
  const steps: Step[] = [];
  let case_ = before;
  for (const event of events) {
    const step = stepOf(case_, event, rules);
    steps.push(step);
    case_ = caseAfter(step);
  }
  return steps;
};

/** The case as the next decision has to see it. */
export const caseAfter = ({ before, event, after, effects }: Step): DisputeCase => ({
  ...before,
  dispute: after,
  money: effects.reduce(moneyAfter, settled(before.money, after, event)),
});

const stepOf = (before: Case, event: DisputeEvent, rules: Rulebook): Step => {
  const after = apply(before.dispute, event);
  return { before, event, after, effects: effectsOf(before, after, event, rules) };
};

const moneyAfter = (money: ItemMoney, effect: Effect): ItemMoney => {
  if (effect.type === 'refund_instruction')
    return { ...money, instructed: money.instructed + effect.amount };
  if (effect.type === 'payment_release')
    return { ...money, released: money.released + effect.amount };
  return money;
};

const settled = (money: ItemMoney, after: Dispute, event: DisputeEvent): ItemMoney => {
  const { command } = event.body;
  if (command.type === 'chargeback') return { ...money, chargedBackAt: event.at };
  if (command.type !== 'refund_completed' && command.type !== 'refund_failed') return money;
  const amount = after.refunds.find(({ id }) => id === command.refundId)?.amount ?? 0n;
  return command.type === 'refund_completed'
    ? { ...money, completed: money.completed + amount }
    : { ...money, failed: money.failed + amount };
};
