import type { Case, CommandType } from './command.ts';
import type { Actor } from './dispute.ts';
import { liveOf, liveStanding, openStanding } from './guard.ts';
import type { Refusal } from './refusal.ts';
import type { Rulebook } from './rulebook.ts';
import { commandTypes } from './transitions.ts';

export interface RefusedAction {
  readonly type: CommandType;
  readonly refusals: readonly Refusal[];
}

/** The other side of `allowedActions`: what the actor may not do now, each with every rule that says so. */
export const refusedActions = (
  case_: Case,
  actor: Actor,
  now: Parameters<typeof liveOf>[0]['now'],
  rules: Rulebook,
): readonly RefusedAction[] => {
  const situation = { case_, actor, now, rules };
  return commandTypes
    .map((type) => ({
      type,
      refusals:
        type === 'open'
          ? openStanding(situation)
          : case_.dispute
            ? liveStanding(liveOf(situation, case_.dispute), type)
            : [],
    }))
    .filter(({ refusals }) => refusals.length > 0);
};
