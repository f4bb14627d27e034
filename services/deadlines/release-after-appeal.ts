import type { LoadedCase } from '../disputes/load-case.ts';
import { appealUntil } from '../domain/deadlines.ts';
import { forgetRecords } from '../orders/buyer-records.ts';
import type { Context } from '../ports.ts';
import { owedToSeller } from './money-now.ts';

/**
 * Pays the seller what a ruling left over, once no appeal can come any more. The end of the appeal
 * window is no event of the dispute: nothing changes but the money. Answers how many items were released.
 */
export const releaseAfterAppeal = async (
  ctx: Context,
  { case_, rules }: LoadedCase,
): Promise<number> => {
  const { store, tx, now } = ctx;
  const { order, dispute, itemId } = case_;
  const until = appealUntil(dispute, rules);
  if (dispute.phase.state !== 'closed' || until === undefined || now < until) return 0;
  const disputes = await store.disputes.ofItem(tx, order.id, itemId);
  // From the store: the case shows the money as if it had been released already.
  const money = (await store.orders.money(tx, order.id)).get(itemId);
  const amount = money ? owedToSeller(ctx, { order, money, disputes }) : 0n;
  forgetRecords(ctx);
  await store.disputes.save(tx, {
    dispute,
    expectedSeq: dispute.seq,
    events: [],
    effects: amount > 0n ? [{ type: 'payment_release', amount }] : [],
    dueAt: undefined,
    now,
  });
  return amount > 0n ? 1 : 0;
};
