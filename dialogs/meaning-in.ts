import type { Understood } from '../knowledge/knowledge.ts';
import { factsIn, jobNamed, labelNamed, type Meaning, meaningOf } from './intents.ts';
import type { Frame } from './kit/flow.ts';
import { plain, wordsOf } from './kit/words.ts';
import type { Talk } from './talk.ts';

/** A longer text at a free-text question is the answer, however much it sounds like a question. */
const longestQuestion = 120;

/** What the text surely means: it names a button, or the understanding is sure. */
export function meaningIn(talk: Talk, text: string, understood: Understood): Meaning | undefined {
  const job = jobNamed(text, talk.scene);
  if (job) return job;
  const [best] = understood.band === 'answer' ? understood.intents : [];
  const label = labelNamed(text, talk.scene) ?? best?.label;
  return label === undefined ? undefined : meaningOf(label, factsIn(text, understood, talk.scene));
}

/** A clear question at a prompt that would take any text as its answer. */
export function questionIn(talk: Talk, text: string): Meaning | undefined {
  if (!text.trim().endsWith('?') || text.length > longestQuestion) return undefined;
  return meaningIn(talk, text, talk.scene.knowledge.understand(text));
}

/** With fewer words, and no number, a text at a list says which one is meant. */
const fewestWords = 5;
/** A list that holds as many facts stands in a form: there the list's question is asked first. */
const factsOfForm = 3;

/** At a list for one job: a sentence that surely asks for another one. */
export function jobAtList(talk: Talk, { flow, draft }: Frame, text: string): Meaning | undefined {
  const inForm = Object.keys(Object(draft.args)).length >= factsOfForm;
  if (!flow.startsWith('pick-') || inForm) return undefined;
  const meaning = meaningIn(talk, text, talk.scene.knowledge.understand(text));
  if (meaning?.kind !== 'flow' || [draft.target, 'show-order', flow].includes(meaning.flow))
    return undefined;
  const isNumbered = meaning.args.orderId !== undefined || meaning.args.disputeId !== undefined;
  if (isNumbered) return asksWithout(text, meaning, talk) ? meaning : undefined;
  const isLong = plain(text).split(' ').length >= fewestWords;
  return isLong && meaning.flow !== 'show-article' ? meaning : undefined;
}

/** The number alone only says which one: the words around it ask for the same job by themselves. */
function asksWithout(text: string, { flow }: { readonly flow: string }, talk: Talk): boolean {
  const around = wordsOf(talk.scene, 'main.number_around');
  const words = plain(text.replace(/[dD]?\d[\d -]*/g, ' '))
    .split(' ')
    .filter(Boolean);
  if (words.every((word) => around.includes(word))) return false;
  const rest = words.join(' ');
  const meaning = meaningIn(talk, rest, talk.scene.knowledge.understand(rest));
  return meaning?.kind === 'flow' && meaning.flow === flow;
}
