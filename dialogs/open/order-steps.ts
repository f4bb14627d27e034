import type { Phrase } from '../../knowledge/phrase.ts';
import type { Item, Order } from '../../services/domain/order.ts';
import type { Refusal, RefusalCode } from '../../services/domain/refusal.ts';
import { findOrder } from '../../services/orders/find-order.ts';
import type { ItemView, OrderView } from '../../services/views.ts';
import { beginning, choice } from '../kit/choices.ts';
import { explain } from '../kit/explain.ts';
import type { Step } from '../kit/flow.ts';
import type { Choice, Message, Row } from '../kit/message.ts';
import type { Next } from '../kit/next.ts';
import type { Reply } from '../kit/reply.ts';
import type { Scene } from '../kit/scene.ts';
import { phrase, quote, sum } from '../kit/values.ts';
import { plain, tellingWords } from '../kit/words.ts';
import { person } from '../menu.ts';
import { disputeBadge, orderNumber } from '../shown.ts';
import type { OpenDraft } from './draft.ts';

/** The item that the draft is about, with what the rules say of it now. */
export interface Chosen {
  readonly view: OrderView;
  readonly order: Order;
  readonly item: Item;
  readonly itemView: ItemView;
  /** Minor units that can still be refunded. */
  readonly left: bigint;
}

/** Decides what is missing; runs between all questions, so that a draft taken up late meets today's rules. */
export const nextStep: Step<OpenDraft> = {
  async enter(draft, scene) {
    if (!draft.orderId) return toPicker(draft);
    const found = await findOrder(scene.ctx, draft.orderId);
    if (!found.ok) return { ...toPicker(draft), say: [notFound(draft.orderId)] };
    const chosen = chosenIn(found.value, draft);
    if (!chosen) return { do: 'goto', step: 'item', draft };
    const reasons = chosen.itemView.whyNotOpen;
    if (reasons.length > 0) return { do: 'end', say: blocked(chosen, scene) };
    return { do: 'goto', step: missing(draft), draft: { ...draft, itemId: chosen.item.id } };
  },
};

/** Not there and not the buyer's own are the same words. */
export const notFound = (orderId: string): Message => ({
  text: [phrase('refusal.not_found', { order: orderNumber(orderId) })],
});

function missing(draft: OpenDraft): string {
  if (!draft.reason) return 'reason';
  if (draft.reason === 'not_as_described' && !draft.subReason) return 'sub_reason';
  if (!draft.remedy) return 'remedy';
  if (!draft.amount) return 'amount';
  if (!draft.description) return 'description';
  return draft.photosDone ? 'summary' : 'photos';
}

/** What was answered already goes with the buyer to the list of orders and comes back. */
function toPicker(draft: OpenDraft) {
  const { orderId: _o, itemId: _i, photos, oversized: _w, photosDone, ...facts } = draft;
  const said = Object.entries(facts).filter(([, value]) => value !== undefined);
  const args = {
    ...(Object.fromEntries(said) as Record<string, string>),
    ...(photosDone && photos.length === 0 ? { photosDone } : {}),
    target: 'open-dispute',
  };
  return { do: 'end', begin: { flow: 'pick-order', args } } as const;
}

function chosenIn(view: OrderView, draft: OpenDraft): Chosen | undefined {
  const only = view.items.length === 1 ? view.items[0] : undefined;
  const itemView = only ?? view.items.find(({ item }) => item.id === draft.itemId);
  return itemView && itemIn(view, itemView);
}

export function itemIn(view: OrderView, itemView: ItemView): Chosen {
  const { paid, instructed, released } = itemView.money;
  const { order } = view;
  return { view, order, item: itemView.item, itemView, left: paid - instructed - released };
}

/** The item as it is now; undefined only if the order went away since. */
export async function chosenItem(draft: OpenDraft, scene: Scene): Promise<Chosen | undefined> {
  const found = await findOrder(scene.ctx, draft.orderId ?? '');
  return found.ok ? chosenIn(found.value, draft) : undefined;
}

/** Every reason at once, each with its date, then the way forward, once (S3). Several reasons fill a bubble of their own. */
export function blocked({ view, itemView, item }: Chosen, scene: Scene): readonly Message[] {
  const reasons = itemView.whyNotOpen;
  const why = [
    phrase('open.blocked', { title: quote(item.title) }),
    ...reasons.map((refusal) => withPayee(explain(refusal), itemView)),
  ];
  const forward = phrase(forwardOf(reasons, itemView));
  const last = { choices: waysForward(view, itemView, scene), source: 'trouble-opening' };
  return reasons.length === 1
    ? [{ text: [...why, forward], ...last }]
    : [{ text: why }, { text: [forward], ...last }];
}

/** Nothing is left because the seller has the money, or because it came back: said where it is only one of them. */
function withPayee(reason: Phrase, { money }: ItemView): Phrase {
  const toSeller = money.released > 0n;
  const toBuyer = money.instructed > 0n;
  return toSeller === toBuyer ? reason : { ...reason, data: { ...reason.data, toSeller, toBuyer } };
}

/** The first that applies says what the buyer can still do. */
const forwards: readonly (readonly [RefusalCode, string])[] = [
  ['order_cancelled', 'open.forward_cancelled'],
  ['charged_back', 'open.forward_charged_back'],
  ['dispute_live', 'open.forward_live'],
  ['agreement_recorded', 'open.forward_agreed'],
  ['not_shipped', 'open.forward_early'],
  ['too_early', 'open.forward_early'],
];

function forwardOf(reasons: readonly Refusal[], { money }: ItemView): string {
  const known = forwards.find(([code]) => reasons.some((refusal) => refusal.code === code));
  const refunded = money.instructed > 0n && money.released === 0n;
  return known?.[1] ?? (refunded ? 'open.forward_refunded' : 'open.forward_late');
}

function waysForward(view: OrderView, itemView: ItemView, scene: Scene): Choice[] {
  const { dispute, whyNotOpen, money } = itemView;
  const orderId = view.order.id;
  const live = whyNotOpen.some(({ code }) => code === 'dispute_live');
  const disputeId = dispute?.dispute.id ?? null;
  return [
    ...(live ? [beginning(scene, 'common.see_dispute', 'dispute-status', { disputeId })] : []),
    ...(money.instructed > 0n && !live
      ? [beginning(scene, 'common.my_refund', 'refund-status', { disputeId })]
      : []),
    beginning(scene, 'common.contact_seller', 'contact-seller', { orderId }),
    ...(view.order.shippedAt === undefined
      ? []
      : [beginning(scene, 'common.track', 'track-order', { orderId })]),
    person(scene),
  ];
}

/** Which item of an order that has several; what can't be disputed is explained when it is picked. */
export const itemStep: Step<OpenDraft> = {
  hint: 'open.item_hint',
  async enter(draft, scene) {
    const found = await findOrder(scene.ctx, draft.orderId ?? '');
    if (!found.ok) return { do: 'goto', step: 'next', draft };
    const rows = found.value.items.map((view) => rowOf(view, scene));
    return { do: 'ask', draft, message: { text: [phrase('open.ask_item')], rows } };
  },
  take: takeItem,
};

const rowOf = ({ item, dispute }: ItemView, scene: Scene): Row => ({
  choice: choice(scene, `item:${item.id}`, 'open.choose_item', {
    data: { title: quote(item.title) },
  }),
  title: phrase('common.title', { title: quote(item.title) }),
  lines: [phrase('open.item_paid', { amount: sum(item.paid), count: item.quantity })],
  ...(dispute ? { badge: disputeBadge(dispute) } : {}),
});

async function takeItem(draft: OpenDraft, reply: Reply, scene: Scene): Promise<Next<OpenDraft>> {
  const found = await findOrder(scene.ctx, draft.orderId ?? '');
  if (!found.ok) return { do: 'goto', step: 'next', draft };
  const items = found.value.items.map(({ item }) => item);
  const meant = reply.kind === 'choice' ? byId(items, reply.id) : byWords(items, reply.text);
  if (meant.length !== 1 || !meant[0]) return { do: 'miss' };
  return { do: 'goto', step: 'next', draft: { ...draft, itemId: meant[0].id } };
}

const byId = (items: readonly Item[], choiceId: string) =>
  items.filter(({ id }) => choiceId === `item:${id}`);

function byWords(items: readonly Item[], text: string): readonly Item[] {
  const words = tellingWords(text);
  return items.filter(({ title }) => {
    const own = plain(title).split(' ');
    return words.some((word) => own.includes(word));
  });
}
