import { appealUntil, nextDue } from '../domain/deadlines.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Rulebook } from '../domain/rulebook.ts';
import type { Instant } from '../domain/time.ts';
import { noticesOfStep } from '../notifications/notices-of-step.ts';
import { forgetRecords } from '../orders/buyer-records.ts';
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
  forgetRecords(ctx);
  for (const step of steps) {
    const { event, after, effects } = step;
    const saved = await ctx.store.disputes.save(ctx.tx, {
      dispute: after,
      expectedSeq: event.seq - 1,
      events: [event],
      effects,
      dueAt: dueAt(after, rules),
      now: ctx.now,
    });
    if (!saved) return false;
    await tellBuyer(ctx, step, rules);
  }
  return true;
};

/** What the buyer will be told, and for a new dispute where. */
const tellBuyer = async (
  { store, tx, now, conversationId }: Context,
  step: Step,
  rules: Rulebook,
): Promise<void> => {
  if (step.event.seq === 1 && conversationId !== undefined)
    await store.notices.startedFrom(tx, step.after.id, conversationId);
  await store.notices.add(tx, noticesOfStep(step, rules, now), now);
};

/** When the sweep has to look at it again. After a ruling that is the end of the appeal window, which may free money. */
const dueAt = (dispute: Dispute, rules: Rulebook): Instant | undefined =>
  nextDue(dispute, rules)?.at ??
  (dispute.phase.state === 'closed' ? appealUntil(dispute, rules) : undefined);
