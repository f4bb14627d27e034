import type { EvidenceFile } from '../domain/dispute.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';
import { forBuyer } from './speaks-for.ts';

/** Adds checked uploads to the dispute. @source S5 */
export const addEvidence = (
  ctx: Context,
  {
    disputeId,
    expectedSeq,
    files,
  }: {
    readonly disputeId: string;
    readonly expectedSeq: number;
    readonly files: readonly EvidenceFile[];
  },
): Promise<Result<DisputeView>> =>
  runCommand(ctx, {
    disputeId,
    expectedSeq,
    command: { type: 'add_evidence', files },
    spokenFor: forBuyer,
  });
