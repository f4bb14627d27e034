import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';
import { forBuyer } from './speaks-for.ts';

/** Withdraws the dispute, after the buyer has seen the preview of the state `expectedSeq`. */
export const cancelDispute = (
  ctx: Context,
  { disputeId, expectedSeq }: { readonly disputeId: string; readonly expectedSeq: number },
): Promise<Result<DisputeView>> =>
  runCommand(ctx, {
    disputeId,
    expectedSeq,
    command: { type: 'cancel' },
    spokenFor: forBuyer,
  });
