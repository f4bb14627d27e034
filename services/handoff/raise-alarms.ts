import { refundWindow } from '../domain/refund-window.ts';
import { plusTimes24h, startOfDayAfter } from '../domain/time.ts';
import type { Context } from '../ports.ts';
import { raiseAlarm } from './raise-alarm.ts';

type Run = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;
type Each = (
  listed: readonly string[],
  act: (ctx: Context, id: string) => Promise<string | undefined>,
) => Promise<void>;

const batch = 100;

/** Refunds that should have arrived: nobody has to ask before a person looks at them. */
export const raiseAlarms = async (run: Run, each: Each): Promise<void> => {
  const candidates = await run((ctx) => {
    // So many business days are as many days at least.
    const { max } = ctx.rulebooks.current.rules.refundClearing.value;
    return ctx.store.desk.handoffs.refundsSince(ctx.tx, plusTimes24h(ctx.now, -max), batch);
  });
  await each(candidates, raiseIfOverdue);
};

const raiseIfOverdue = async (ctx: Context, disputeId: string): Promise<string | undefined> => {
  const dispute = await ctx.store.disputes.find(ctx.tx, ctx.principal, disputeId);
  const refund = dispute?.refunds.find(({ state }) => state === 'instructed');
  if (!dispute || !refund) return undefined;
  const rules = ctx.rulebooks.of(dispute.rulebookVersion);
  // The last day counts whole, as refundStatus says it to the buyer.
  const lateFrom = startOfDayAfter(refundWindow(refund.at, rules).by, 1, rules.policyZone);
  return ctx.now < lateFrom ? undefined : raiseAlarm(ctx, disputeId, 'refund_overdue');
};
