import type { Phrase, Value } from '../knowledge/phrase.ts';
import type { Dispute, DisputeState, Terms } from '../services/domain/dispute.ts';
import type { Order } from '../services/domain/order.ts';
import type { DisputeView, OrderView } from '../services/views.ts';
import { money, nested, phrase, quote } from './kit/values.ts';

/** The order by its first item: "Phone case" or "Phone case and 2 more". */
export function orderTitle({ items }: Order): Phrase {
  const [first, ...others] = items;
  const title = quote(first?.title ?? '');
  if (others.length === 0) return phrase('common.title', { title });
  return phrase('common.title_and_more', { title, more: others.length });
}

export const titleValue = (order: Order): Value => {
  const { key, data } = orderTitle(order);
  return nested(key, data);
};

/** In groups of four, as it is read aloud; other forms than 16 digits stay as they are. */
export const orderNumber = (id: string): string =>
  /^\d{16}$/.test(id) ? (id.match(/\d{4}/g) ?? []).join(' ') : id;

/** The seed's words on an order list (S4), newest dispute first. */
export function badgeOf(view: OrderView): Phrase | undefined {
  const disputes = view.items.flatMap(({ dispute }) => (dispute ? [dispute] : []));
  const live = disputes.find(({ label }) => label === 'in_progress') ?? disputes[0];
  return live && disputeBadge(live);
}

export const disputeBadge = ({ label }: DisputeView): Phrase => phrase(`state.${label}`);

/** As the domain names the state, but a return that the carrier has delivered is not on its way any more. */
const shownState = ({ phase, returnShipment }: Dispute): DisputeState | 'return_delivered' =>
  phase.state === 'return_in_transit' && returnShipment?.deliveredAt !== undefined
    ? 'return_delivered'
    : phase.state;

export const stateWords = (dispute: Dispute): Phrase => phrase(`state.${shownState(dispute)}`);

export const stateSentence = (dispute: Dispute): Phrase =>
  phrase(`status.now_${shownState(dispute)}`);

/** What is asked for or offered, as a phrase: "Refund Only, US$24.90". */
export function termsWords(
  { remedy, amount }: Terms,
  { currency, reason }: Pick<Dispute, 'currency' | 'reason'>,
): Phrase {
  // What never came can't be kept.
  const key = remedy === 'refund_only' && reason === 'not_received' ? 'refund' : remedy;
  return phrase(`reason.terms.${key}`, { amount: money(amount, currency) });
}
