import { type LoadedCase, loadCase } from '../disputes/load-case.ts';
import { saveSteps } from '../disputes/save-steps.ts';
import type { Context } from '../ports.ts';

/** The case with nothing overdue any more, and how many clock events this call wrote. */
export interface CaughtUp {
  readonly loaded: LoadedCase;
  readonly fired: number;
}

/** How often to look again when another node wrote the same events first. */
const tries = 3;

/**
 * Writes the overdue clock events of one dispute. Whoever needs it does it, the sweep or the next
 * command; exactly one of them writes, and the other goes on from what was written.
 * Undefined if the dispute is not the principal's.
 */
export const catchUp = async (ctx: Context, disputeId: string): Promise<CaughtUp | undefined> => {
  for (let tried = 0; tried < tries; tried += 1) {
    const loaded = await loadCase(ctx, disputeId);
    if (!loaded) return undefined;
    if (await saveSteps(ctx, loaded.overdue, loaded.rules))
      return { loaded: { ...loaded, overdue: [] }, fired: loaded.overdue.length };
  }
  throw new Error(`Dispute ${disputeId} keeps changing under the clock.`);
};
