import { refundedItems } from '../services/refunds/refunded-items.ts';
import { reportGoodsAfterRefund } from '../services/refunds/report-goods-after-refund.ts';
import type { RefundView } from '../services/views.ts';
import { aboutDispute } from './kit/args.ts';
import { beginning } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Message, Row } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { fact, money, phrase, quote } from './kit/values.ts';
import { tellingWords } from './kit/words.ts';
import { person } from './menu.ts';
import { orderNumber } from './shown.ts';

type Draft = { readonly disputeId: string; readonly orderId: string };

/** More would not fit a small screen; the newest come first. */
const maxRows = 5;

/**
 * The item came after its refund (S8): found, written down, and the seller is a press away. A visitor, and a buyer without
 * such a refund, gets the article.
 */
export const goodsAfterRefund: Flow<Draft> = {
  name: 'goods-after-refund',
  version: 1,
  start: aboutDispute,
  first: 'show',
  steps: { show: { enter: show } },
};

async function show(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const meant = (await lateItems(draft.orderId, scene)).filter(
    ({ view }) => draft.disputeId === '' || view.dispute.id === draft.disputeId,
  );
  const [only, ...others] = meant;
  if (others.length > 0) return { do: 'end', say: [which(meant, scene)] };
  const told = only && (await reportGoodsAfterRefund(scene.ctx, only.view.dispute.id));
  if (told?.ok) return { do: 'end', say: [answer(told.value, scene)] };
  return {
    do: 'end',
    begin: { flow: 'show-article', args: { label: 'faq_received_after_refund' } },
  };
}

/** Items of the buyer's, or of the named order, that may have come after their refund. */
export const lateItems = async (orderId: string, scene: Scene): Promise<readonly RefundView[]> =>
  (await refundedItems(scene.ctx)).filter(
    ({ view }) => orderId === '' || view.order.id === orderId,
  );

const which = (meant: readonly RefundView[], scene: Scene): Message => ({
  text: [phrase('received.which')],
  rows: meant.slice(0, maxRows).map((refund) => rowOf(refund, scene)),
});

function rowOf(refund: RefundView, scene: Scene): Row {
  const { dispute, item, order } = refund.view;
  const args = { disputeId: dispute.id };
  const begun = beginning(scene, 'received.choose', 'goods-after-refund', args);
  const line = { amount: amountOf(refund), order: orderNumber(order.id) };
  return {
    choice: { ...begun, id: `refund:${dispute.id}`, synonyms: tellingWords(item.title) },
    title: phrase('common.title', { title: quote(item.title) }),
    lines: [phrase('received.line', line)],
  };
}

const amountOf = ({ amount, view }: RefundView) => money(amount, view.dispute.currency);

function answer(refund: RefundView, scene: Scene): Message {
  const { item, order, dispute } = refund.view;
  const amount = amountOf(refund);
  const write = { orderId: order.id };
  return {
    heading: phrase('common.title', { title: quote(item.title) }),
    text: [
      phrase('received.stays', { amount }),
      phrase('received.contact', { seller: quote(order.seller.name) }),
    ],
    facts: [
      fact('common.order', phrase('common.text', { text: orderNumber(order.id) })),
      fact('common.dispute', phrase('common.text', { text: dispute.id })),
      fact('received.refund', phrase('common.text', { text: amount })),
    ],
    choices: [
      beginning(scene, 'common.contact_seller', 'contact-seller', write, {
        words: 'main.yours_words',
      }),
      person(scene),
    ],
    source: 'goods-after-refund',
  };
}
