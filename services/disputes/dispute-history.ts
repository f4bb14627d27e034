import type { Outcome } from '../domain/dispute.ts';
import type { Context } from '../ports.ts';
import { refundStatus } from '../refunds/refund-status.ts';
import type { DisputeView, RefundView } from '../views.ts';
import { listDisputes } from './list-disputes.ts';

/** A record of the Dispute History: how a dispute ended and what became of the money. @source S11 */
export interface DisputeRecord {
  readonly view: DisputeView;
  /** What stands now: an appeal that is open leaves the ruling as it is. */
  readonly outcome: Outcome;
  /** Oldest first; none where it brought nothing. */
  readonly refunds: readonly RefundView[];
}

/** The buyer's finished disputes, the one that was decided last first. Empty for everybody who is no buyer. */
export const disputeHistory = async (ctx: Context): Promise<readonly DisputeRecord[]> => {
  const refunds = (await refundStatus(ctx)).toReversed();
  const finished = (await listDisputes(ctx)).filter(({ label }) => label !== 'in_progress');
  const records = finished.flatMap((view) => {
    const { outcome, id } = view.dispute;
    const own = refunds.filter((one) => one.view.dispute.id === id);
    return outcome ? [{ view, outcome, refunds: own }] : [];
  });
  return records.toSorted((a, b) => b.outcome.decidedAt - a.outcome.decidedAt);
};
