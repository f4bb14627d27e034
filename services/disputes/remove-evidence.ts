import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';
import { forBuyer } from './speaks-for.ts';

/** Takes back a file of one's own; its row stays in the audit trail. @source S5 */
export const removeEvidence = (
  ctx: Context,
  {
    disputeId,
    expectedSeq,
    evidenceId,
  }: { readonly disputeId: string; readonly expectedSeq: number; readonly evidenceId: string },
): Promise<Result<DisputeView>> =>
  runCommand(ctx, {
    disputeId,
    expectedSeq,
    command: { type: 'remove_evidence', evidenceId },
    spokenFor: forBuyer,
  });
