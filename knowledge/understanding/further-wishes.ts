import type { Understood } from '../knowledge.ts';
import type { Classifier } from './classifier.ts';
import { type Clause, lengthOf, wishesOf } from './clauses.ts';
import { OUT_OF_SCOPE, smallTalk } from './labels.ts';
import { asks, bestOf } from './weigh-parts.ts';

/** Labels that one answer serves: none of them is a second wish beside another of its line. */
const matters: readonly (readonly string[])[] = [
  ['track_order', 'faq_not_received', 'faq_tracking_invalid'],
  [
    'open_dispute',
    'faq_how_open',
    'faq_not_received',
    'faq_not_as_described',
    'faq_tracking_invalid',
  ],
  ['open_dispute', 'return_shipment', 'counter_offer', 'faq_seller_disagrees'],
  ['open_dispute', 'faq_refund_not_received', 'refund_status', 'dispute_status'],
  ['faq_open_window', 'faq_not_received', 'faq_not_as_described', 'faq_how_open'],
  ['faq_cannot_open', 'faq_how_open', 'faq_form_characters', 'faq_compress', 'open_dispute'],
  ['dispute_status', 'faq_after_open', 'faq_seller_disagrees', 'add_evidence'],
  ['accept_offer', 'reject_offer', 'counter_offer', 'faq_seller_disagrees'],
  ['accept_offer', 'cancel_dispute', 'no', 'yes'],
  ['add_evidence', 'faq_add_evidence', 'faq_file_types', 'faq_compress', 'remove_evidence'],
  ['cancel_dispute', 'faq_cancel_dispute', 'faq_received_after_refund'],
  ['appeal', 'faq_not_satisfied', 'dispute_status', 'add_evidence'],
  ['faq_refund_not_received', 'refund_status', 'faq_refund_card', 'faq_refund_bank'],
  ['faq_refund_not_received', 'faq_when_refund', 'faq_received_after_refund'],
  ['return_shipment', 'faq_domestic_return', 'domestic_return_check', 'faq_received_after_refund'],
  ['warranty_check', 'faq_warranty', 'faq_not_as_described'],
  ['appeal', 'survey', 'faq_not_satisfied'],
];

/** A part must be this sure by itself. */
const SURE = 0.75;
const FEWEST_WORDS = 3;
const MOST = 2;
/** Longer messages are stories: what they tell is no wish. */
const MOST_WORDS = 45;

type Wish = NonNullable<Understood['also']>[number];

/** What the clauses of a message ask for, each by itself, in their order; none if there is but one clause. */
export function wishesIn(clauses: readonly Clause[], classifier: Classifier): readonly Wish[] {
  const pieces = lengthOf(clauses) > MOST_WORDS ? [] : wishesOf(clauses);
  if (pieces.length < 2) return [];
  return pieces.flatMap((piece) =>
    piece.words.length < FEWEST_WORDS || !asks([piece]) ? [] : (read(piece, classifier) ?? []),
  );
}

/**
 * Of several wishes the first is the main one (boundary rule 9), though a later one may be said more clearly.
 * None where the message as a whole says something else than its clauses.
 */
export function mainWish(wishes: readonly Wish[], best: Wish | undefined): Wish | undefined {
  const [first] = wishes;
  if (!first || !best || !wishes.some(({ label }) => label === best.label)) return undefined;
  return first.label !== best.label && areOneMatter(first.label, best.label) ? undefined : first;
}

/** The wishes that the answer to the main one does not serve. */
export function furtherWishes(wishes: readonly Wish[], main: Wish | undefined): readonly Wish[] {
  if (!main || smallTalk.has(main.label)) return [];
  const further: Wish[] = [];
  for (const wish of wishes) {
    const known = [main, ...further];
    if (!known.some(({ label }) => areOneMatter(label, wish.label))) further.push(wish);
  }
  return further.slice(0, MOST);
}

function read(piece: Clause, classifier: Classifier): Wish | undefined {
  const scores = classifier.score([piece]);
  const best = bestOf(scores);
  const label = classifier.labels[best] ?? OUT_OF_SCOPE;
  const score = scores[best] ?? 0;
  return score < SURE || label === OUT_OF_SCOPE || smallTalk.has(label)
    ? undefined
    : { label, score };
}

const areOneMatter = (a: string, b: string): boolean =>
  a === b || matters.some((matter) => matter.includes(a) && matter.includes(b));
