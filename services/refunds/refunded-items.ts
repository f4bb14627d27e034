import type { Context } from '../ports.ts';
import type { RefundView } from '../views.ts';
import { refundStatus } from './refund-status.ts';

/**
 * Refunds whose goods can still reach the buyer (S8), newest first, one for each dispute: those of what never came, or
 * where there are none, all. A refund that failed is none.
 */
export const refundedItems = async (ctx: Context): Promise<readonly RefundView[]> => {
  const refunds = (await refundStatus(ctx)).filter(
    ({ state, view }, n, all) =>
      state !== 'failed' && all.findIndex((one) => one.view.dispute.id === view.dispute.id) === n,
  );
  const missing = refunds.filter(({ view }) => view.dispute.reason === 'not_received');
  return missing.length > 0 ? missing : refunds;
};
