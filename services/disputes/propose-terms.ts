import type { Remedy } from '../domain/dispute.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { runCommand } from './run-command.ts';
import { forBuyer } from './speaks-for.ts';

/** A new proposal of the buyer's, `amount` in minor units; the seller's term starts anew. @source S4 */
export const proposeTerms = (
  ctx: Context,
  {
    disputeId,
    expectedSeq,
    remedy,
    amount,
    message,
  }: {
    readonly disputeId: string;
    readonly expectedSeq: number;
    readonly remedy: Remedy;
    readonly amount: bigint;
    readonly message?: string;
  },
): Promise<Result<DisputeView>> =>
  runCommand(ctx, {
    disputeId,
    expectedSeq,
    command: { type: 'propose', remedy, amount, ...(message !== undefined && { message }) },
    spokenFor: forBuyer,
  });
