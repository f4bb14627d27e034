import { listDisputes } from '../services/disputes/list-disputes.ts';
import { listOrders } from '../services/orders/list-orders.ts';
import { refundStatus } from '../services/refunds/refund-status.ts';
import { beginning } from './kit/choices.ts';
import type { Message } from './kit/message.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { titleValue } from './shown.ts';

type Offer = (scene: Scene) => Promise<Message | undefined>;

/** The order that is on its way for the longest time and still protected: the likeliest to be missed. */
const parcel: Offer = async (scene) => {
  const orders = await listOrders(scene.ctx);
  const { now } = scene.ctx;
  const moving = orders.findLast(
    ({ order, protectionEndsAt }) =>
      order.status === 'shipped' && (protectionEndsAt === undefined || now < protectionEndsAt),
  );
  if (!moving) return undefined;
  const args = { orderId: moving.order.id };
  return {
    text: [phrase('main.yours_parcel', { title: titleValue(moving.order) })],
    choices: [
      beginning(scene, 'common.track', 'track-order', args, {
        words: 'main.yours_words',
      }),
    ],
  };
};

/** The newest order that arrived and can be disputed. */
const arrived: Offer = async (scene) => {
  const orders = await listOrders(scene.ctx);
  const open = orders.find(
    ({ order, items }) =>
      order.status === 'completed' && items.some(({ whyNotOpen }) => whyNotOpen.length === 0),
  );
  if (!open) return undefined;
  const args = { orderId: open.order.id };
  return {
    text: [phrase('main.yours_order', { title: titleValue(open.order) })],
    choices: [
      beginning(scene, 'common.open_dispute', 'open-dispute', args, {
        words: 'main.yours_words',
      }),
    ],
  };
};

const dispute: Offer = async (scene) => {
  const [newest] = await listDisputes(scene.ctx);
  if (!newest) return undefined;
  const { id } = newest.dispute;
  return {
    text: [phrase('main.yours_dispute', { title: titleValue(newest.order), dispute: id })],
    choices: [
      beginning(
        scene,
        'common.see_dispute',
        'dispute-status',
        { disputeId: id },
        {
          words: 'main.yours_words',
        },
      ),
    ],
  };
};

const refund: Offer = async (scene) => {
  const [newest] = await refundStatus(scene.ctx);
  if (!newest) return undefined;
  const args = { disputeId: newest.view.dispute.id };
  return {
    text: [phrase('main.yours_refund', { title: titleValue(newest.view.order) })],
    choices: [
      beginning(scene, 'common.my_refund', 'refund-status', args, {
        words: 'main.yours_words',
      }),
    ],
  };
};

const offers: Readonly<Record<string, Offer>> = {
  faq_not_received: parcel,
  faq_tracking_invalid: parcel,
  faq_not_as_described: arrived,
  faq_after_open: dispute,
  faq_seller_disagrees: dispute,
  faq_add_evidence: dispute,
  faq_cancel_dispute: dispute,
  faq_not_satisfied: dispute,
  faq_when_refund: refund,
  faq_refund_not_received: refund,
  faq_refund_card: refund,
  faq_refund_bank: refund,
};

/** What of the buyer's own the question may be about; nothing for a visitor. */
export async function personalOffer(label: string, scene: Scene): Promise<Message | undefined> {
  return scene.buyer && offers[label]?.(scene);
}
