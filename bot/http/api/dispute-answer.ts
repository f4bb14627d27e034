import { type LoadedCase, loadCase } from '../../../services/disputes/load-case.ts';
import type { Result } from '../../../services/domain/refusal.ts';
import type { Context } from '../../../services/ports.ts';
import type { DisputeView } from '../../../services/views.ts';
import { notFound } from '../problem.ts';
import { refusedProblem } from './api-problem.ts';
import type { DisputeOutput } from './dispute-schema.ts';
import { disputeWords } from './dispute-wire.ts';

/** The dispute as it stands now, what the clock has not written yet included. Throws 404. */
export async function disputeAnswer(ctx: Context, disputeId: string): Promise<DisputeOutput> {
  return wordsOf(ctx, await caseOf(ctx, disputeId));
}

/** Throws 404. */
export async function caseOf(ctx: Context, disputeId: string): Promise<LoadedCase> {
  const loaded = await loadCase(ctx, disputeId);
  if (!loaded) throw notFound();
  return loaded;
}

/** What a command made of the dispute. Throws what the rules had against it. */
export async function changedAnswer(
  ctx: Context,
  result: Result<DisputeView>,
): Promise<{ readonly status: 200; readonly body: DisputeOutput }> {
  if (!result.ok) throw refusedProblem(result.refusals);
  return { status: 200, body: await disputeAnswer(ctx, result.value.dispute.id) };
}

async function wordsOf(
  ctx: Context,
  { case_, rules, overdue }: LoadedCase,
): Promise<DisputeOutput> {
  const stored = await ctx.store.disputes.events(ctx.tx, case_.dispute.id);
  const events = [...stored, ...overdue.map(({ event }) => event)];
  return disputeWords({ case_, rules, events, now: ctx.now });
}
