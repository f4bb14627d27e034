import type { Action, Case, CommandType } from './command.ts';
import { deadlines, nextDue } from './deadlines.ts';
import type { Actor, Dispute } from './dispute.ts';
import { liveOf, liveStanding, openStanding } from './guard.ts';
import type { Rulebook } from './rulebook.ts';
import type { Situation } from './situation.ts';
import type { Instant } from './time.ts';
import { commandTypes, transitions } from './transitions.ts';
import { opensUntil } from './window.ts';

/**
 * What the actor may do now: the one source of what is offered, shown and accepted. Made of the guards
 * of `decide` that need no form, so nothing is offered that fails for a reason known beforehand.
 */
export const allowedActions = (
  case_: Case,
  actor: Actor,
  now: Instant,
  rules: Rulebook,
): readonly Action[] =>
  commandTypes
    .filter((type) => isAllowed({ case_, actor, now, rules }, type))
    .map((type) => actionOf(case_, type, rules));

const isAllowed = (situation: Situation, type: CommandType): boolean => {
  if (type === 'open') return openStanding(situation).length === 0;
  const { dispute } = situation.case_;
  return dispute !== undefined && liveStanding(liveOf(situation, dispute), type).length === 0;
};

const actionOf = ({ order, dispute }: Case, type: CommandType, rules: Rulebook): Action => {
  const until =
    type === 'open' ? opensUntil(order, rules) : dispute && untilOf(dispute, type, rules);
  return until === undefined ? { type } : { type, until };
};

/** The date that ends the action, if that is the next thing to come or a window that just ends. */
const untilOf = (dispute: Dispute, type: CommandType, rules: Rulebook): Instant | undefined => {
  const due = nextDue(dispute, rules);
  const { endsBy } = transitions[type];
  return deadlines(dispute, rules).find(
    (deadline) =>
      endsBy.includes(deadline.rule) &&
      (deadline.fires === undefined || deadline.rule === due?.rule),
  )?.at;
};
