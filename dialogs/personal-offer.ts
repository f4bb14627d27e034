import { listDisputes } from '../services/disputes/list-disputes.ts';
import { refundStatus } from '../services/refunds/refund-status.ts';
import { beginning } from './kit/choices.ts';
import type { Offer, PersonalOffer } from './kit/personal.ts';
import type { Scene } from './kit/scene.ts';
import { phrase } from './kit/values.ts';
import { arrivedOffer } from './offer-arrived.ts';
import { missingOffer } from './offer-missing.ts';
import { titleValue } from './shown.ts';

/** "Yes" is enough: looking at something changes nothing. */
const words = { words: 'main.yours_words' };

const dispute: Offer = async (scene) => {
  const [newest, ...others] = await listDisputes(scene.ctx);
  if (!newest) return undefined;
  const { id } = newest.dispute;
  const text =
    others.length > 0
      ? phrase('main.yours_disputes')
      : phrase('main.yours_dispute', { title: titleValue(newest.order), dispute: id });
  const args = others.length > 0 ? {} : { disputeId: id };
  const choices = [beginning(scene, 'common.see_dispute', 'dispute-status', args, words)];
  return { message: { text: [text], choices }, settles: ['dispute-status'] };
};

const refund: Offer = async (scene) => {
  const [newest, ...others] = await refundStatus(scene.ctx);
  if (!newest) return undefined;
  const text =
    others.length > 0
      ? phrase('main.yours_refunds')
      : phrase('main.yours_refund', { title: titleValue(newest.view.order) });
  const args = others.length > 0 ? {} : { disputeId: newest.view.dispute.id };
  const choices = [beginning(scene, 'common.my_refund', 'refund-status', args, words)];
  return { message: { text: [text], choices }, settles: ['refund-status'] };
};

const offers: Readonly<Record<string, Offer>> = {
  faq_not_received: missingOffer,
  faq_tracking_invalid: missingOffer,
  faq_not_as_described: arrivedOffer,
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
export async function personalOffer(
  label: string,
  scene: Scene,
): Promise<PersonalOffer | undefined> {
  return scene.buyer && offers[label]?.(scene);
}
