import type { Reason } from '../domain/dispute.ts';
import type { Result } from '../domain/refusal.ts';
import { compareRemedies as compared, type RemedyComparison } from '../domain/remedy-comparison.ts';
import { laterOf } from '../domain/time.ts';
import { findOrder } from '../orders/find-order.ts';
import type { Context } from '../ports.ts';
import type { ItemView, OrderView } from '../views.ts';
import { notFound } from './refuse.ts';

export interface ComparedItem {
  readonly view: OrderView;
  readonly itemView: ItemView;
  readonly comparison: RemedyComparison;
}

/**
 * What Refund Only and Return & Refund would bring for one item, if a dispute were opened as soon as it may be: now, or on
 * the day that the rules open it. Refused, with every reason, where waiting does not help. Writes nothing.
 */
export const compareRemedies = async (
  ctx: Context,
  { reason, ...ids }: Ids & { readonly reason: Reason },
): Promise<Result<ComparedItem>> => {
  const today = await itemOf(ctx, ids);
  if (!today.ok) return today;
  const from = today.value.itemView.whyNotOpen
    .flatMap((why) => why.from ?? [])
    .reduce(laterOf, ctx.now);
  // Protection may have ended by then, and what no day cures is still there.
  const then = from > ctx.now ? await itemOf({ ...ctx, now: from }, ids) : today;
  if (!then.ok) return then;
  const { whyNotOpen, money } = then.value.itemView;
  if (whyNotOpen.length > 0) return { ok: false, refusals: whyNotOpen };
  const { order } = today.value.view;
  const case_ = { order, itemId: ids.itemId, money };
  const comparison = compared(case_, reason, from, ctx.rulebooks.current);
  return { ok: true, value: { ...today.value, comparison } };
};

interface Ids {
  readonly orderId: string;
  readonly itemId: string;
}

const itemOf = async (
  ctx: Context,
  { orderId, itemId }: Ids,
): Promise<Result<Omit<ComparedItem, 'comparison'>>> => {
  const found = await findOrder(ctx, orderId);
  if (!found.ok) return found;
  const itemView = found.value.items.find(({ item }) => item.id === itemId);
  return itemView ? { ok: true, value: { view: found.value, itemView } } : notFound();
};
