import { listDisputes } from '../disputes/list-disputes.ts';
import type { Refund } from '../domain/dispute.ts';
import { refundWindow } from '../domain/refund-window.ts';
import { type Instant, startOfDayAfter } from '../domain/time.ts';
import type { Context } from '../ports.ts';
import type { DisputeView, RefundView } from '../views.ts';

/** The buyer's refunds, the newest instruction first, each with the days on which banks clear. @source S10 */
export const refundStatus = async (ctx: Context): Promise<readonly RefundView[]> => {
  const refunds: RefundView[] = [];
  for (const view of await listDisputes(ctx))
    for (const refund of view.dispute.refunds)
      refunds.push(refundView(ctx, view, refund, await instructedAt(ctx, view, refund)));
  return refunds.toSorted((a, b) => b.instructedAt - a.instructedAt);
};

const refundView = (
  ctx: Context,
  view: DisputeView,
  { id, amount, state }: Refund,
  instructed: Instant,
): RefundView => {
  const rules = ctx.rulebooks.of(view.dispute.rulebookVersion);
  const { from, by } = refundWindow(instructed, rules);
  // The last day counts whole.
  const late = ctx.now >= startOfDayAfter(by, 1, rules.policyZone);
  return {
    view,
    refundId: id,
    amount,
    state,
    instructedAt: instructed,
    expectedFrom: from,
    expectedBy: by,
    overdue: state === 'instructed' && late,
  };
};

/** A settled refund carries the instant of its settlement; the event that instructed it has the first one. */
const instructedAt = async (
  { store, tx }: Context,
  { dispute }: DisputeView,
  refund: Refund,
): Promise<Instant> => {
  if (refund.state === 'instructed') return refund.at;
  const events = await store.disputes.events(tx, dispute.id);
  return events.find(({ body }) => body.refund?.id === refund.id)?.at ?? refund.at;
};
