import { moneyNow } from '../deadlines/money-now.ts';
import { actorOf } from '../disputes/actor.ts';
import { disputeView } from '../disputes/dispute-view.ts';
import { assembleCase } from '../disputes/load-case.ts';
import { otherLiveDispute } from '../disputes/other-live-dispute.ts';
import type { Case } from '../domain/command.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Item, ItemMoney, Order } from '../domain/order.ts';
import { whyNotOpen } from '../domain/why-not-open.ts';
import { disputeWindow, protectionAboutToEnd } from '../domain/window.ts';
import type { Context } from '../ports.ts';
import type { ItemView, OrderView } from '../views.ts';

/** An order with its parts as they are stored. */
export interface OrderParts {
  readonly order: Order;
  readonly money: ReadonlyMap<string, ItemMoney>;
  /** All disputes about its items, in any order. */
  readonly disputes: readonly Dispute[];
}

type Viewing = Pick<Context, 'principal' | 'now' | 'rulebooks'>;

/** The order as the principal sees it now, with what the rules say of each item. Pure. */
export const orderView = (ctx: Viewing, parts: OrderParts): OrderView => {
  const rules = ctx.rulebooks.current;
  return {
    order: parts.order,
    items: parts.order.items.map((item) => itemView(ctx, parts, item)),
    ...disputeWindow(parts.order, rules),
    protectionAboutToEnd: protectionAboutToEnd(parts.order, ctx.now, rules),
  };
};

const itemView = (ctx: Viewing, { order, money, disputes }: OrderParts, item: Item): ItemView => {
  const stored = money.get(item.id);
  if (!stored) throw new Error(`Item ${item.id} of order ${order.id} has no money row.`);
  const ofItem = disputes.filter(({ itemId }) => itemId === item.id);
  const loaded = ofItem
    .toSorted((a, b) => b.openedAt - a.openedAt)
    .map((dispute) => assembleCase(ctx, { dispute, order, money, ofItem }));
  const newest = loaded[0];
  const current = loaded.map(({ case_ }) => case_.dispute);
  const other = otherLiveDispute(current);
  const itemMoney = newest?.case_.money ?? moneyNow(ctx, { order, money: stored, disputes: [] });
  const toOpen: Case = {
    order,
    itemId: item.id,
    money: itemMoney,
    ...(other && { otherLiveDisputeId: other.id }),
  };
  const actor = actorOf(ctx.principal, { role: 'buyer', id: order.buyer.id });
  return {
    item,
    money: itemMoney,
    ...(newest && { dispute: disputeView(ctx, newest) }),
    whyNotOpen: whyNotOpen(toOpen, actor, ctx.now, ctx.rulebooks.current),
  };
};
