import type { LoadedCase } from '../disputes/load-case.ts';
import { appealUntil } from '../domain/deadlines.ts';
import { releasable } from '../domain/release.ts';
import type { Context } from '../ports.ts';

/**
 * Pays the seller what a ruling left over, once no appeal can come any more. The end of the appeal
 * window is no event of the dispute: nothing changes but the money. Answers how many items were released.
 */
export const releaseAfterAppeal = async (
  ctx: Context,
  { case_, rules }: LoadedCase,
): Promise<number> => {
  const { store, tx, now, rulebooks } = ctx;
  const { order, money, dispute, itemId } = case_;
  const until = appealUntil(dispute, rules);
  if (dispute.phase.state !== 'closed' || until === undefined || now < until) return 0;
  const disputes = await store.disputes.ofItem(tx, order.id, itemId);
  const amount = releasable({ order, money, disputes }, now, rulebooks.current, rulebooks.of);
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
