import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { otherLiveDispute } from './other-live-dispute.ts';
import { notFound } from './refuse.ts';
import { runCommand } from './run-command.ts';

/**
 * The buyer's bank took the money of an item back. The system alone may say so. It closes the dispute that has the
 * item, or else marks the newest one; `not_found` if the item was never disputed, so that nothing can be stopped.
 */
export const recordChargeback = async (
  ctx: Context,
  { orderId, itemId }: { readonly orderId: string; readonly itemId: string },
): Promise<Result<DisputeView>> => {
  const { store, tx, principal } = ctx;
  if (principal.kind !== 'system') return notFound();
  const ofItem = await store.disputes.ofItem(tx, orderId, itemId);
  const dispute = otherLiveDispute(ofItem) ?? ofItem[0];
  if (!dispute) return notFound();
  const spokenFor = () => ({ role: 'payments', id: 'payments' }) as const;
  return runCommand(ctx, { disputeId: dispute.id, command: { type: 'chargeback' }, spokenFor });
};
