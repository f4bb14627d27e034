import { catchUp } from '../deadlines/catch-up.ts';
import type { Command } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import type { Actor, Dispute } from '../domain/dispute.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { actorOf } from './actor.ts';
import { findDispute } from './find-dispute.ts';
import { changedMeanwhile, notFound } from './refuse.ts';
import { saveSteps } from './save-steps.ts';
import { stepsOf } from './step.ts';

export interface CommandRequest {
  readonly disputeId: string;
  readonly command: Command;
  /** The `seq` of the view that the actor decided on; missing where nobody saw one, as on a REST call. */
  readonly expectedSeq?: number;
  /** For whom the system speaks; without effect for every other principal. */
  readonly spokenFor: (dispute: Dispute) => Actor;
}

/**
 * The one way in which a dispute changes: what the clock should have done first, then the command,
 * then everything that follows from it, in the caller's transaction.
 * A command whose asker had seen another state, or that lost a race, answers `changed_meanwhile`.
 */
export const runCommand = async (
  ctx: Context,
  { disputeId, command, expectedSeq, spokenFor }: CommandRequest,
): Promise<Result<DisputeView>> => {
  const caughtUp = await catchUp(ctx, disputeId);
  if (!caughtUp) return notFound();
  const { case_, rules } = caughtUp.loaded;
  if (expectedSeq !== undefined && expectedSeq !== case_.dispute.seq) return changedMeanwhile();
  const actor = actorOf(ctx.principal, spokenFor(case_.dispute));
  const decided = decide(case_, command, actor, ctx.now, rules);
  if (!decided.ok) return decided;
  const saved = await saveSteps(ctx, stepsOf(case_, decided.value, rules), rules);
  return saved ? findDispute(ctx, disputeId) : changedMeanwhile();
};
