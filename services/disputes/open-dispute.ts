import { catchUp } from '../deadlines/catch-up.ts';
import { moneyNow } from '../deadlines/money-now.ts';
import type { Case, OpenForm } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import type { Actor } from '../domain/dispute.ts';
import type { Result } from '../domain/refusal.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { actorOf } from './actor.ts';
import { findDispute } from './find-dispute.ts';
import { otherLiveDispute } from './other-live-dispute.ts';
import { changedMeanwhile, notFound } from './refuse.ts';
import { saveSteps } from './save-steps.ts';
import { stepsOf } from './step.ts';

/**
 * Opens a dispute about one item under the rulebook in force. Every failed guard comes back.
 * `form.files` are checked uploads already; `actor` counts only where the system speaks for a buyer.
 */
export const openDispute = async (
  ctx: Context,
  wish: {
    readonly orderId: string;
    readonly itemId: string;
    readonly form: OpenForm;
    readonly actor?: Actor;
  },
): Promise<Result<DisputeView>> => {
  const case_ = await caseToOpen(ctx, wish.orderId, wish.itemId);
  if (!case_) return notFound();
  const rules = ctx.rulebooks.current;
  const disputeId = ctx.ids.next('dispute');
  const buyer: Actor = { role: 'buyer', id: case_.order.buyer.id };
  const actor = actorOf(ctx.principal, wish.actor ?? buyer);
  const command = { type: 'open', disputeId, form: wish.form } as const;
  const decided = decide(case_, command, actor, ctx.now, rules);
  if (!decided.ok) return decided;
  const saved = await saveSteps(ctx, stepsOf(case_, decided.value, rules), rules);
  return saved ? findDispute(ctx, disputeId) : changedMeanwhile();
};

/** The item with its earlier disputes caught up: a dispute that lapsed an hour ago must not stand in the way. */
const caseToOpen = async (
  ctx: Context,
  orderId: string,
  itemId: string,
): Promise<Case | undefined> => {
  const { store, tx, principal } = ctx;
  const order = await store.orders.find(tx, principal, orderId);
  if (!order?.items.some(({ id }) => id === itemId)) return undefined;
  for (const { id } of await store.disputes.ofItem(tx, orderId, itemId)) await catchUp(ctx, id);
  const stored = (await store.orders.money(tx, orderId)).get(itemId);
  if (!stored) throw new Error(`Item ${itemId} of order ${orderId} has no money row.`);
  const disputes = await store.disputes.ofItem(tx, orderId, itemId);
  const money = moneyNow(ctx, { order, money: stored, disputes });
  const other = otherLiveDispute(disputes);
  return { order, itemId, money, ...(other && { otherLiveDisputeId: other.id }) };
};
