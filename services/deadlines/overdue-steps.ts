import { caseAfter, type DisputeCase, type Step, stepsOf } from '../disputes/step.ts';
import type { ClockCommand } from '../domain/command.ts';
import { nextDue } from '../domain/deadlines.ts';
import { decide } from '../domain/decide.ts';
import type { Rulebook } from '../domain/rulebook.ts';
import type { Instant } from '../domain/time.ts';

type Due = NonNullable<ReturnType<typeof nextDue>>;

/** More than any dispute can meet at one standstill; beyond it the rules would be going in circles. */
const mostSteps = 50;

/**
 * What the clock should have done up to `now`, in due order, each event at its own due instant (I15).
 * Pure: the sweep, every command and every reader get the same answer from it.
 */
export const overdueSteps = (
  stored: DisputeCase,
  now: Instant,
  rules: Rulebook,
): readonly Step[] => {
  const steps: Step[] = [];
  let case_ = stored;
  for (;;) {
    const due = nextDue(case_.dispute, rules);
    if (!due || due.at > now) return steps;
    const taken = fire(case_, due, rules);
    steps.push(...taken);
    const last = taken.at(-1);
    if (!last || steps.length > mostSteps)
      throw new Error(`The clock gets nowhere with ${case_.dispute.id}: ${due.rule} at ${due.at}.`);
    case_ = caseAfter(last);
  }
};

const fire = (case_: DisputeCase, due: Due, rules: Rulebook): readonly Step[] => {
  const command: ClockCommand = { type: due.fires };
  const decided = decide(case_, command, clock, due.at, rules);
  if (!decided.ok) {
    const codes = decided.refusals.map(({ code }) => code).join(', ');
    throw new Error(`The clock may not ${due.fires} ${case_.dispute.id}: ${codes}.`);
  }
  return stepsOf(case_, decided.value, rules);
};

const clock = { role: 'clock', id: 'clock' } as const;
