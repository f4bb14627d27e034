import type { Situation } from '../knowledge.ts';

type Weights = Readonly<Record<string, number>>;

const times = (weight: number, labels: string): Weights =>
  Object.fromEntries(labels.split(' ').map((label) => [label, weight]));

const aboutOffers = 'accept_offer reject_offer counter_offer';
const aboutOwnDispute = 'dispute_status cancel_dispute add_evidence remove_evidence';
const aboutDecisions = 'appeal faq_not_satisfied survey';
const aboutOwnRefund =
  'refund_status faq_when_refund faq_refund_not_received faq_refund_card faq_refund_bank';

/** What the open question makes likelier. */
const asked: Readonly<Record<string, Weights>> = {
  confirm: times(4, 'yes no'),
  offer: times(3, aboutOffers),
  amount: times(2, 'counter_offer'),
  evidence: times(3, 'add_evidence'),
  order: times(1.5, 'track_order open_dispute'),
};

/** Bayes: each fact makes its labels so many times as likely as they are on average. */
function weightsOf(situation: Situation): readonly Weights[] {
  const { openPrompt = '', hasLiveDispute, disputeState = '', hasOffer } = situation;
  const { hasOrders, refundInstructed } = situation;
  return [
    asked[openPrompt] ?? {},
    hasOffer === undefined ? {} : times(hasOffer ? 2 : 0.3, aboutOffers),
    hasLiveDispute === undefined ? {} : times(hasLiveDispute ? 1.3 : 0.6, aboutOwnDispute),
    hasLiveDispute ? times(0.7, 'open_dispute faq_how_open') : {},
    disputeState === 'closed' ? times(1.6, aboutDecisions) : {},
    hasOrders === false ? times(0.6, 'track_order warranty_check domestic_return_check') : {},
    refundInstructed === undefined ? {} : times(refundInstructed ? 1.5 : 0.7, aboutOwnRefund),
  ];
}

/** Probabilities of the labels with what is known besides the words; they still add up to 1. */
export function inSituation(
  scores: Float64Array,
  labels: readonly string[],
  situation: Situation,
): Float64Array {
  const weights = weightsOf(situation);
  const weighed = scores.map((score, l) =>
    weights.reduce((sum, { [labels[l] ?? '']: weight = 1 }) => sum * weight, score),
  );
  const all = weighed.reduce((sum, score) => sum + score, 0) || 1;
  return weighed.map((score) => score / all);
}
