import type { Understood } from '../knowledge/knowledge.ts';
import { factsIn, jobNamed, labelNamed, type Meaning, meaningOf } from './intents.ts';
import { jobSaid } from './jobs-said.ts';
import type { Frame } from './kit/flow.ts';
import type { JsonArgs } from './kit/message.ts';
import { hasLetter, plain, wordsOf } from './kit/words.ts';
import { isQuestion } from './question.ts';
import { aboutFirst, wishesSaid } from './second-wish.ts';
import type { Talk } from './talk.ts';
import { asksMoneyBack } from './told.ts';

/** A longer text at a free-text question is the answer, however much it sounds like a question. */
const longestQuestion = 120;

/** What the text surely means: it names a button, or the understanding is sure. */
export function meaningIn(talk: Talk, text: string, understood: Understood): Meaning | undefined {
  const job = jobNamed(text, talk.scene) ?? jobSaid(text, understood, talk.scene);
  if (job) return job;
  const sure = (understood.band === 'answer' || isOfTwo(understood)) && says(text, understood);
  const [best] = sure ? wishesSaid(talk, text) : [];
  const own = aboutFirst(talk, text);
  const facts = factsIn(own, own === text ? understood : talk.understand(own), talk.scene);
  const label = labelNamed(text, talk.scene) ?? requestIn(text, facts, understood, talk) ?? best;
  return label === undefined ? undefined : meaningOf(label, facts);
}

/** What a story is taken for that only tells a problem; a clear wish for something else is none of these. */
const ofProblems =
  `track_order faq_not_received faq_tracking_invalid faq_not_as_described complaint faq_how_open
  open_dispute`.split(/\s+/);

const ofOffers: readonly string[] = ['reject_offer', 'counter_offer', 'faq_seller_disagrees'];

/** Not sure which of two is meant, because both are. */
const isOfTwo = ({ band, intents: [best, next], also = [] }: Understood): boolean =>
  band === 'ask' &&
  // A wrong thing that shall go back is one wish.
  !(next?.label === 'return_shipment' && ofProblems.includes(best?.label ?? '')) &&
  also.some(({ label }) => label === next?.label);

/** A problem with money asked for is a request for it, also where the rest of a story hides that. */
function requestIn(
  text: string,
  facts: JsonArgs,
  { band, intents }: Understood,
  talk: Talk,
): string | undefined {
  const { scene, hasOffer } = talk;
  const [best] = intents;
  if (band === 'out' || !best) return undefined;
  // "9 euro?? That is an insult": the offer is refused, and nothing else proposed.
  if (hasOffer && talk.isOffered(facts.said) && ofOffers.includes(best.label))
    return 'reject_offer';
  // Who refuses an offer and names a sum makes another one.
  const offers = hasOffer && facts.said !== undefined;
  if (offers && intents.slice(0, 2).some(({ label }) => ofOffers.includes(label)))
    return 'counter_offer';
  // Refusing and proposing something else are said in one breath: the form for it lets the buyer do both.
  const isCounter = best.label === 'counter_offer' && intents[1]?.label === 'reject_offer';
  if (hasOffer && isCounter) return 'counter_offer';
  if (!ofProblems.includes(best.label)) return undefined;
  if (!asksMoneyBack(text, facts, scene)) return undefined;
  // Who is not signed in and asks how is told how.
  return scene.buyer || !isQuestion(text, scene) ? 'open_dispute' : 'faq_how_open';
}

/** A figure that is no number of ours asks for nothing. */
const says = (text: string, { entities }: Understood): boolean =>
  hasLetter(text) ||
  entities.orderIds.length + entities.disputeIds.length + entities.trackingNumbers.length > 0;

/** A clear question at a prompt that would take any text as its answer. */
export function questionIn(talk: Talk, text: string): Meaning | undefined {
  if (!text.trim().endsWith('?') || text.length > longestQuestion) return undefined;
  return meaningIn(talk, text, talk.understand(text));
}

/** With fewer words, and no number, a text at a list says which one is meant. */
const fewestWords = 5;
/** A list that holds as many facts stands in a form: there the list's question is asked first. */
const factsOfForm = 3;

export const isSentence = (text: string): boolean => plain(text).split(' ').length >= fewestWords;

/** At a list for one job: a sentence that surely asks for another one. */
export function jobAtList(talk: Talk, { flow, draft }: Frame, text: string): Meaning | undefined {
  const inForm = Object.keys(Object(draft.args)).length >= factsOfForm;
  if (!flow.startsWith('pick-') || inForm) return undefined;
  const meaning = meaningIn(talk, text, talk.understand(text));
  if (meaning?.kind !== 'flow' || [draft.target, 'show-order', flow].includes(meaning.flow))
    return undefined;
  const isNumbered = meaning.args.orderId !== undefined || meaning.args.disputeId !== undefined;
  if (isNumbered) return asksWithout(text, meaning, talk) ? meaning : undefined;
  return isSentence(text) && meaning.flow !== 'show-article' ? meaning : undefined;
}

/** The number alone only says which one: the words around it ask for the same job by themselves. */
function asksWithout(text: string, { flow }: { readonly flow: string }, talk: Talk): boolean {
  const around = wordsOf(talk.scene, 'main.number_around');
  const words = plain(text.replace(/[dD]?\d[\d -]*/g, ' '))
    .split(' ')
    .filter(Boolean);
  if (words.every((word) => around.includes(word))) return false;
  const rest = words.join(' ');
  const meaning = meaningIn(talk, rest, talk.understand(rest));
  return meaning?.kind === 'flow' && meaning.flow === flow;
}
