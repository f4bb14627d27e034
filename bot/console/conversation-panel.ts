import type { ConversationView, DisputePanel } from '../../services/handoff/views.ts';
import type { OrderView } from '../../services/views.ts';
import { type FileView, fileView } from './conversation-lines.ts';
import {
  closeReasons,
  commandWords,
  deadlineWords,
  disputeStateWords,
  grounds,
  labelOf,
  orderStates,
  subReasons,
  trackingStates,
} from './desk-labels.ts';
import type { RefusalTeller } from './desk-words.ts';
import type { Show, ShownMoment } from './show.ts';

/** The case panel beside a conversation. */
export interface PanelView {
  readonly id: string;
  readonly act: boolean;
  readonly visitor: boolean;
  /** What the case is about. */
  readonly disputes: readonly DisputeFacts[];
  readonly orders: readonly OrderFacts[];
  /** What else the buyer has, folded away. */
  readonly others: {
    readonly disputes: readonly DisputeFacts[];
    readonly orders: readonly OrderFacts[];
    readonly count: number;
  };
  readonly earlier: readonly { readonly href: string; readonly words: string }[];
  readonly csrf: string;
}

export interface DisputeFacts {
  readonly id: string;
  readonly href: string;
  readonly title: string;
  readonly state: string;
  readonly reason: string;
  readonly description: string;
  readonly paid: string;
  readonly asked: string;
  readonly offers: readonly {
    readonly by: string;
    readonly words: string;
    readonly message: string;
    readonly at: ShownMoment;
  }[];
  readonly deadlines: readonly { readonly words: string; readonly at: ShownMoment }[];
  readonly evidence: readonly (FileView & { readonly party: string })[];
  readonly outcome: string;
  readonly refunds: readonly string[];
  readonly allowed: readonly {
    readonly type: string;
    readonly words: string;
    readonly until: string;
  }[];
  readonly notAllowed: readonly NotAllowedView[];
}

export interface NotAllowedView {
  readonly words: string;
  readonly why: readonly { readonly words: string; readonly rule: string }[];
}

export interface OrderFacts {
  readonly id: string;
  readonly seller: string;
  readonly state: string;
  readonly placed: string;
  readonly protection: ShownMoment | false;
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly paid: string;
    readonly canOpen: boolean;
    readonly dispute: string;
    readonly why: readonly { readonly words: string; readonly rule: string }[];
  }[];
  readonly parcels: readonly {
    readonly number: string;
    readonly carrier: string;
    readonly state: string;
    readonly last: string;
  }[];
}

interface Drawing {
  readonly show: Show;
  readonly teller: RefusalTeller;
  /** The page of a dispute is the case managers'. */
  readonly mayOpen: boolean;
}

export function panelView(
  view: ConversationView,
  drawing: Drawing & { readonly csrf: string },
): PanelView {
  const own = ownOf(view);
  const disputes = (about: boolean) =>
    view.disputes
      .filter((one) => own.dispute(one) === about)
      .map((one) => disputeFacts(one, drawing));
  const orders = (about: boolean) =>
    view.orders.filter((one) => own.order(one) === about).map((one) => orderFacts(one, drawing));
  const others = { disputes: disputes(false), orders: orders(false) };
  return {
    ...{ id: view.row.id, act: view.may.includes('act'), visitor: view.row.buyer === undefined },
    ...{ disputes: disputes(true), orders: orders(true) },
    others: { ...others, count: others.disputes.length + others.orders.length },
    earlier: view.earlier.slice(0, 8).map(({ id, caseNo, wish, endedAt, requestedAt }) => ({
      href: `/console/cases/${id}`,
      words: `${caseNo}, ${drawing.show.time(endedAt ?? requestedAt)}${wish ? `: ${wish.slice(0, 80)}` : ''}`,
    })),
    csrf: drawing.csrf,
  };
}

/** A case about nothing in particular is about all of it. */
function ownOf({ row }: ConversationView) {
  const { orderId, disputeId } = row;
  const isNone = orderId === undefined && disputeId === undefined;
  return {
    dispute: ({ view: { dispute } }: DisputePanel) =>
      isNone || dispute.id === disputeId || dispute.orderId === orderId,
    order: ({ order }: OrderView) => isNone || order.id === orderId,
  };
}

/** Of the commands only what somebody does by hand, and not the survey: nobody rates themselves. */
const byHand = new Set(Object.keys(commandWords).filter((type) => type !== 'survey'));
/** What an agent or case manager could ever do; the seller's own are no news to anybody here. */
const ours = new Set([
  ...[
    'propose',
    'accept_offer',
    'ship_back',
    'cancel',
    'appeal',
    'add_evidence',
    'remove_evidence',
  ],
  ...['request_evidence', 'rule', 'decide_appeal'],
]);

export function disputeFacts(
  panel: DisputePanel,
  { show, teller, mayOpen }: Drawing,
): DisputeFacts {
  const { dispute, item, deadlines, allowed } = panel.view;
  const money = (minor: bigint) => show.money({ minor, currency: dispute.currency });
  const { outcome } = dispute;
  return {
    ...{
      id: dispute.id,
      href: mayOpen ? `/console/disputes/${dispute.id}` : '',
      title: item.title,
    },
    state: labelOf(disputeStateWords, dispute.phase.state),
    reason: [
      labelOf(grounds, dispute.reason),
      dispute.subReason && labelOf(subReasons, dispute.subReason),
    ]
      .filter(Boolean)
      .join(': '),
    ...{ description: dispute.description, paid: money(dispute.paid) },
    asked: termsWords(dispute.proposals[0], money),
    offers: dispute.proposals.map((one) => ({
      ...{ by: one.by === 'buyer' ? 'Buyer' : 'Seller', words: termsWords(one, money) },
      ...{ message: one.message ?? '', at: show.moment(one.at) },
    })),
    deadlines: deadlines
      .filter(({ at }) => at > show.now)
      .map(({ rule, at }) => ({
        ...{ words: labelOf(deadlineWords, rule), at: show.moment(at) },
      })),
    evidence: filesOf(dispute),
    outcome: outcome ? outcomeWords(outcome, money) : '',
    refunds: panel.refunds.map((refund) => refundWords(refund, money, show)),
    allowed: allowed
      .filter(({ type }) => byHand.has(type))
      .map(({ type, until }) => ({
        ...{ type, words: labelOf(commandWords, type) },
        until: until === undefined ? '' : show.moment(until).text,
      })),
    notAllowed: panel.notAllowed
      .filter(({ type }) => ours.has(type))
      .map(({ type, refusals }) => ({
        ...{ words: labelOf(commandWords, type), why: refusals.map(teller.one) },
      })),
  };
}

/** "No refund" is not said twice. */
const outcomeWords = (
  { reason, terms }: NonNullable<DisputePanel['view']['dispute']['outcome']>,
  money: (minor: bigint) => string,
): string => {
  const how = labelOf(closeReasons, reason);
  return terms.remedy === 'none' ? how : `${how}: ${termsWords(terms, money)}`;
};

const filesOf = ({ evidence }: DisputePanel['view']['dispute']) =>
  evidence
    .filter(({ removedAt }) => removedAt === undefined)
    .map((one) => ({
      ...fileView({ ...one, verdict: 'accepted' }),
      party: one.party === 'buyer' ? 'Buyer' : 'Seller',
    }));

const refundWords = (
  { amount, state, expectedBy, overdue }: DisputePanel['refunds'][number],
  money: (minor: bigint) => string,
  show: Show,
): string => {
  if (state !== 'instructed') return `${money(amount)} ${state}`;
  const late = overdue ? ' (overdue)' : '';
  return `${money(amount)} on its way, expected by ${show.moment(expectedBy).text}${late}`;
};

export const termsWords = (
  terms: { readonly remedy: string; readonly amount: bigint } | undefined,
  money: (minor: bigint) => string,
): string => {
  if (!terms) return '';
  if (terms.remedy === 'none') return 'No refund';
  return `${money(terms.amount)}, ${terms.remedy === 'return_and_refund' ? 'after the item is sent back' : 'buyer keeps the item'}`;
};

function orderFacts(view: OrderView, { show, teller }: Drawing): OrderFacts {
  const { order, items, protectionEndsAt } = view;
  return {
    ...{ id: order.id, seller: order.seller.name, state: labelOf(orderStates, order.status) },
    placed: show.moment(order.placedAt).text,
    protection: protectionEndsAt === undefined ? false : show.moment(protectionEndsAt),
    items: items.map(({ item, dispute, whyNotOpen }) => ({
      ...{ id: item.id, title: item.title, paid: show.money(item.paid) },
      canOpen: whyNotOpen.length === 0,
      dispute: dispute ? dispute.dispute.id : '',
      why: whyNotOpen.map(teller.one),
    })),
    parcels: parcelsOf(order, show),
  };
}

export const parcelsOf = ({ shipments }: OrderView['order'], show: Show): OrderFacts['parcels'] =>
  shipments.map(({ trackingNumber, carrier, events }) => {
    const last = events.toSorted((a, b) => a.at - b.at).at(-1);
    return {
      ...{ number: trackingNumber, carrier },
      state: last ? labelOf(trackingStates, last.status) : 'No scan yet',
      last: last ? [show.moment(last.at).text, last.place].filter(Boolean).join(', ') : '',
    };
  });
