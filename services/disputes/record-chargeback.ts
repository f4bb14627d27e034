import type { Result } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import { forgetRecords } from '../orders/buyer-records.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { otherLiveDispute } from './other-live-dispute.ts';
import { notFound } from './refuse.ts';
import { runCommand } from './run-command.ts';

interface ItemOf {
  readonly orderId: string;
  readonly itemId: string;
}

/** What a chargeback was recorded on: the dispute that it ended or marked, or the item alone. */
export interface Chargeback extends ItemOf {
  /** When it was recorded first. */
  readonly at: Instant;
  readonly view?: DisputeView;
}

/**
 * The buyer's bank took the money of an item back. The system alone may say so. It closes the dispute that has the item,
 * or else marks the newest one. An item that was never disputed is marked itself, as often as it is told: nothing more is
 * refunded or released for it, and no dispute can be opened about it.
 */
export const recordChargeback = async (ctx: Context, item: ItemOf): Promise<Result<Chargeback>> => {
  if (ctx.principal.kind !== 'system') return notFound();
  const disputed = await onDispute(ctx, item);
  if (disputed) return disputed;
  const { store, tx, now } = ctx;
  const money = (await store.orders.money(tx, item.orderId)).get(item.itemId);
  if (!money) return notFound();
  forgetRecords(ctx);
  await store.orders.chargeBack(tx, item, now);
  // One that was opened at the same moment: the item is locked by now, so no other can follow.
  return (await onDispute(ctx, item)) ?? recorded(item, money.chargedBackAt ?? now);
};

const onDispute = async (ctx: Context, item: ItemOf): Promise<Result<Chargeback> | undefined> => {
  const ofItem = await ctx.store.disputes.ofItem(ctx.tx, item.orderId, item.itemId);
  const dispute = otherLiveDispute(ofItem) ?? ofItem[0];
  if (!dispute) return undefined;
  const spokenFor = () => ({ role: 'payments', id: 'payments' }) as const;
  const command = { type: 'chargeback' } as const;
  const done = await runCommand(ctx, { disputeId: dispute.id, command, spokenFor });
  return done.ok ? recorded(item, done.value.dispute.lastEventAt, done.value) : done;
};

const recorded = (
  { orderId, itemId }: ItemOf,
  at: Instant,
  view?: DisputeView,
): Result<Chargeback> => ({ ok: true, value: { orderId, itemId, at, ...(view && { view }) } });
