import { notFound } from '../disputes/refuse.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { RefundView } from '../views.ts';
import { refundStatus } from './refund-status.ts';

/**
 * The buyer says that the item of a dispute came after its refund. No state and no money changes; it is written down once
 * for each dispute as an alert that an agent can see, and told to nobody else. `not_found` without such a refund. @source S8
 */
export const reportGoodsAfterRefund = async (
  ctx: Context,
  disputeId: string,
): Promise<Result<RefundView>> => {
  const { store, tx, now } = ctx;
  const refund = (await refundStatus(ctx)).find(
    ({ view, state }) => view.dispute.id === disputeId && state !== 'failed',
  );
  if (!refund) return notFound();
  const { orderId, itemId } = refund.view.dispute;
  // No person in it: an erasure leaves nothing to clean here.
  const body = { why: 'goods_after_refund', disputeId, orderId, itemId };
  // The id is the fact: told twice, it is stored once.
  const row = { id: `${disputeId}:goods_after_refund`, kind: 'alert', stream: disputeId } as const;
  await store.outbox.add(tx, [{ ...row, body, createdAt: now }], now);
  return { ok: true, value: refund };
};
