import { findDispute } from '../disputes/find-dispute.ts';
import { settleRefund } from '../disputes/settle-refund.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';

/** "Play the bank" of the demo page: the dispute's newest refund arrives or fails. */
export const playPayments = async (
  ctx: Context,
  move: {
    readonly disputeId: string;
    readonly result: 'completed' | 'failed';
    readonly failure?: string;
  },
): Promise<Result<DisputeView>> => {
  const found = await findDispute(ctx, move.disputeId);
  if (!found.ok) return found;
  const refundId = found.value.dispute.refunds.at(-1)?.id ?? '';
  const failure = move.failure ?? 'account closed';
  return settleRefund(ctx, { refundId, result: move.result, failure });
};
