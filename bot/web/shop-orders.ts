import { explain } from '../../dialogs/kit/explain.ts';
import type { Listener } from '../../knowledge/knowledge.ts';
import type { DisputeEvent } from '../../services/domain/event.ts';
import { decimalString } from '../../services/domain/money.ts';
import type { Order } from '../../services/domain/order.ts';
import { listOrders } from '../../services/orders/list-orders.ts';
import type { Context } from '../../services/ports.ts';
import type { DisputeLabel, DisputeView, ItemView, OrderView } from '../../services/views.ts';
import type { DemoDeps } from './demo-deps.ts';
import { type MessageLine, messageLines } from './shop-messages.ts';
import { type Player, playersOf } from './shop-moves.ts';
import {
  dayWords,
  deadlineWords,
  eventWords,
  momentWords,
  moneyWords,
  orderWords,
  outcomeWords,
  roleWords,
  stateWords,
  termsWords,
} from './shop-words.ts';

interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface DisputeCard {
  readonly id: string;
  readonly badge: string;
  readonly tone: string;
  readonly state: string;
  readonly facts: readonly Fact[];
  readonly events: readonly { readonly at: string; readonly words: string }[];
  readonly players: readonly Player[];
}

export interface ItemCard {
  readonly title: string;
  readonly quantity: number;
  readonly price: string;
  readonly dispute: DisputeCard | null;
  readonly mayOpen: boolean;
  readonly why: readonly string[];
}

export interface OrderCard {
  readonly id: string;
  readonly number: string;
  readonly seller: string;
  readonly status: string;
  readonly dates: readonly Fact[];
  readonly items: readonly ItemCard[];
  readonly messages: readonly MessageLine[];
  /** Opens the chat on this order. */
  readonly token: string;
}

const tones: Readonly<Record<DisputeLabel, string>> = {
  in_progress: 'live',
  finished: 'done',
  finished_appeal_open: 'info',
};

const statusWords: Readonly<Record<Order['status'], string>> = {
  paid: 'Paid, not sent yet',
  shipped: 'On its way',
  completed: 'Complete',
  cancelled: 'Cancelled',
};

/** The orders of the context's buyer, newest first, as the page shows them. */
export async function orderCards(ctx: Context, deps: DemoDeps): Promise<readonly OrderCard[]> {
  const views = await listOrders(ctx);
  const cards: OrderCard[] = [];
  for (const view of views) {
    const events = new Map<string, readonly DisputeEvent[]>();
    for (const { dispute } of view.items)
      if (dispute)
        events.set(dispute.dispute.id, await ctx.store.disputes.events(ctx.tx, dispute.dispute.id));
    const messages = await messageLines(ctx, view.order);
    const { buyer, id } = view.order;
    const token = deps.signBuyer(buyer.id, id);
    cards.push({ ...orderCard(ctx, deps, view, events), messages, token });
  }
  return cards;
}

function orderCard(
  ctx: Context,
  deps: DemoDeps,
  view: OrderView,
  events: ReadonlyMap<string, readonly DisputeEvent[]>,
): Omit<OrderCard, 'messages' | 'token'> {
  const { order } = view;
  return {
    id: order.id,
    number: orderWords(order.id),
    seller: order.seller.name,
    status: statusWords[order.status],
    dates: datesOf(view),
    items: view.items.map((item) => ({
      title: item.item.title,
      quantity: item.item.quantity,
      price: moneyWords(item.item.paid),
      dispute: item.dispute
        ? disputeCard(ctx, item, item.dispute, events.get(item.dispute.dispute.id) ?? [])
        : null,
      mayOpen: item.whyNotOpen.length === 0,
      why: item.dispute ? [] : whyOf(deps, order, item),
    })),
  };
}

function datesOf({ order, protectionEndsAt }: OrderView): readonly Fact[] {
  const { buyer, placedAt, shippedAt, completedAt } = order;
  const day = (label: string, at: number | undefined) =>
    at === undefined ? [] : [{ label, value: dayWords(at, buyer) }];
  return [
    ...day('Placed', placedAt),
    ...day('Sent', shippedAt),
    ...day('Complete', completedAt),
    // An exclusive end: the day before is the last one.
    ...day('Protected until', protectionEndsAt === undefined ? undefined : protectionEndsAt - 1),
  ];
}

function whyOf(deps: DemoDeps, { buyer }: Order, { whyNotOpen }: ItemView): readonly string[] {
  const { policyZone } = deps.rulebooks.current;
  const listener: Listener = { locale: 'en-GB', timeZone: buyer.timeZone, policyZone };
  return whyNotOpen.map((refusal) => deps.knowledge.say(explain(refusal), listener, 'plain'));
}

function disputeCard(
  ctx: Context,
  { item, money }: ItemView,
  view: DisputeView,
  events: readonly DisputeEvent[],
): DisputeCard {
  const { dispute, order } = view;
  const asked = dispute.proposals.findLast(({ by }) => by === 'buyer')?.amount ?? dispute.paid;
  const half = decimalString({ minor: (asked + 1n) / 2n, currency: dispute.currency });
  const case_ = { order, itemId: item.id, money, dispute };
  return {
    id: dispute.id,
    badge: view.label === 'in_progress' ? 'Dispute in Progress' : 'Dispute Finished',
    tone: tones[view.label],
    state: stateWords[dispute.phase.state],
    facts: disputeFacts(ctx, view),
    events: events.map(({ at, actor, type }) => ({
      at: momentWords(at, order.buyer),
      words: `${roleWords[actor.role]} ${eventWords[type]}`,
    })),
    players: playersOf(case_, half, ctx.now, ctx.rulebooks.of(dispute.rulebookVersion)),
  };
}

function disputeFacts({ now }: Context, view: DisputeView): readonly Fact[] {
  const { dispute, order, deadlines } = view;
  const { currency } = dispute;
  const by = (party: 'buyer' | 'seller') => dispute.proposals.findLast((p) => p.by === party);
  const [asked, offered, refund] = [by('buyer'), by('seller'), dispute.refunds.at(-1)];
  const terms = (label: string, found: typeof asked) =>
    found ? [{ label, value: termsWords(found.remedy, { minor: found.amount, currency }) }] : [];
  return [
    ...terms('Buyer asks for', asked),
    ...terms('Seller offers', offered),
    ...(dispute.outcome ? [{ label: 'Outcome', value: outcomeWords[dispute.outcome.reason] }] : []),
    ...deadlines
      .filter(({ at }) => now < at)
      .map(({ rule, at }) => ({ label: deadlineWords[rule], value: momentWords(at, order.buyer) })),
    ...(refund
      ? [
          {
            label: 'Refund',
            value: `${moneyWords({ minor: refund.amount, currency })}, ${refund.state}`,
          },
        ]
      : []),
  ];
}
