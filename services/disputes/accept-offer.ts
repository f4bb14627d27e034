import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';
import { forBuyer } from './speaks-for.ts';

/** Takes the seller's offer `proposalVersion`, after the buyer has seen what follows from it. */
export const acceptOffer = (
  ctx: Context,
  {
    disputeId,
    expectedSeq,
    proposalVersion,
  }: { readonly disputeId: string; readonly expectedSeq: number; readonly proposalVersion: number },
): Promise<Result<DisputeView>> =>
  runCommand(ctx, {
    disputeId,
    expectedSeq,
    command: { type: 'accept_offer', proposalVersion },
    spokenFor: forBuyer,
  });
