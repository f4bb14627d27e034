import type { EvidenceFile } from '../domain/dispute.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';
import { forBuyer } from './speaks-for.ts';

/** Appeals what the Case Management Team decided, with new evidence if there is any. @source S11 */
export const appealRuling = (
  ctx: Context,
  {
    disputeId,
    expectedSeq,
    reason,
    files,
  }: {
    readonly disputeId: string;
    readonly expectedSeq: number;
    readonly reason: string;
    readonly files: readonly EvidenceFile[];
  },
): Promise<Result<DisputeView>> =>
  runCommand(ctx, {
    disputeId,
    expectedSeq,
    command: { type: 'appeal', reason, files },
    spokenFor: forBuyer,
  });
