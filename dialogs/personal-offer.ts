import type { Phrase } from '../knowledge/phrase.ts';
import { type About, type Offer, offersMore, type PersonalOffer } from './kit/personal.ts';
import type { Scene } from './kit/scene.ts';
import { arrivedOffer } from './offer-arrived.ts';
import { cancelOffer, evidenceOffer, resultOffer, stateOffer } from './offer-dispute.ts';
import { localOffer, warrantyOffer } from './offer-item.ts';
import { missingOffer } from './offer-missing.ts';
import { refundOffer } from './offer-refund.ts';
import { windowOffer } from './offer-window.ts';

const offers: Readonly<Record<string, Offer>> = {
  faq_not_received: missingOffer,
  faq_tracking_invalid: missingOffer,
  faq_not_as_described: arrivedOffer,
  faq_how_open: windowOffer('faq_how_open'),
  faq_open_window: windowOffer('faq_open_window'),
  faq_cannot_open: windowOffer('faq_cannot_open'),
  faq_after_open: stateOffer,
  faq_seller_disagrees: stateOffer,
  faq_add_evidence: evidenceOffer,
  faq_cancel_dispute: cancelOffer,
  faq_not_satisfied: resultOffer,
  faq_when_refund: refundOffer('faq_when_refund'),
  faq_refund_not_received: refundOffer('faq_refund_not_received'),
  faq_refund_card: refundOffer('faq_refund_card'),
  faq_refund_bank: refundOffer('faq_refund_bank'),
  faq_warranty: warrantyOffer,
  faq_domestic_return: localOffer,
};

/** What of the buyer's own the question may be about, all of it or of one order; nothing for a visitor. */
export async function personalOffer(
  label: string,
  scene: Scene,
  about: About = {},
): Promise<PersonalOffer | undefined> {
  return scene.buyer && offers[label]?.(scene, about);
}

/** The same as a statement for the middle of a form: no list, no offer. */
export async function personalFacts(
  label: string,
  scene: Scene,
  about: About,
): Promise<readonly Phrase[]> {
  const offer = await personalOffer(label, scene, about);
  if (!offer || offer.message.rows) return [];
  return offer.message.text.filter((one) => !offersMore(one));
}
