import { appealUntil, nextDue } from '../domain/deadlines.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Rulebook } from '../domain/rulebook.ts';
import type { Instant } from '../domain/time.ts';
import type { Context } from '../ports.ts';
import type { Step } from './step.ts';

/**
 * Writes the steps in order, each event with its own effects, so that what leaves the system carries
 * the dispute as that very event made it. False if somebody else was faster; nothing is written then:
 * once the first step is in, the row is ours until the transaction ends.
 */
export const saveSteps = async (
  ctx: Context,
  steps: readonly Step[],
  rules: Rulebook,
): Promise<boolean> => {
  for (const { event, after, effects } of steps) {
    const saved = await ctx.store.disputes.save(ctx.tx, {
      dispute: after,
      expectedSeq: event.seq - 1,
      events: [event],
      effects,
      dueAt: dueAt(after, rules),
      now: ctx.now,
    });
    if (!saved) return false;
  }
  return true;
};

/** When the sweep has to look at it again. After a ruling that is the end of the appeal window, which may free money. */
const dueAt = (dispute: Dispute, rules: Rulebook): Instant | undefined =>
  nextDue(dispute, rules)?.at ??
  (dispute.phase.state === 'closed' ? appealUntil(dispute, rules) : undefined);
