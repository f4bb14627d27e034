import type { Command } from '../domain/command.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { notFound } from './refuse.ts';
import { runCommand } from './run-command.ts';

export interface RefundResult {
  readonly refundId: string;
  readonly result: 'completed' | 'failed';
  /** The payment provider's words, with `failed`. */
  readonly failure?: string;
}

/** What the payments side reports of a refund that it was instructed to make. The system alone may. */
export const settleRefund = async (
  ctx: Context,
  { refundId, result, failure }: RefundResult,
): Promise<Result<DisputeView>> => {
  const disputeId = disputeOf(refundId);
  if (ctx.principal.kind !== 'system' || !disputeId) return notFound();
  const command: Command =
    result === 'completed'
      ? { type: 'refund_completed', refundId }
      : { type: 'refund_failed', refundId, failure: failure ?? '' };
  const spokenFor = () => ({ role: 'payments', id: 'payments' }) as const;
  return runCommand(ctx, { disputeId, command, spokenFor });
};

/** A refund's id is its dispute's and the number of the outcome: `D1000000001.R1`. */
const disputeOf = (refundId: string): string | undefined => {
  const end = refundId.lastIndexOf('.R');
  return end > 0 ? refundId.slice(0, end) : undefined;
};
