import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';
import { forBuyer } from './speaks-for.ts';

/** The Dispute Survey, once for a dispute; it changes nothing that `expectedSeq` would have to guard. @source S11 */
export const recordSurvey = (
  ctx: Context,
  {
    disputeId,
    rating,
    words,
  }: { readonly disputeId: string; readonly rating: number; readonly words?: string },
): Promise<Result<DisputeView>> =>
  runCommand(ctx, {
    disputeId,
    command: { type: 'survey', rating, ...(words !== undefined && { words }) },
    spokenFor: forBuyer,
  });
