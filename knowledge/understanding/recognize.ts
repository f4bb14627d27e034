import type { Understood } from '../knowledge.ts';
import { type Classifier, type Example, trainClassifier } from './classifier.ts';
import { entitiesOf, findEntities } from './entities.ts';
import type { FoundEntity } from './find-numbers.ts';
import { normalise } from './normalise.ts';
import { thresholds } from './thresholds.ts';

/** The label of what is none of our business; it is never among `intents`. */
export const OUT_OF_SCOPE = 'oos';

type Intent = Understood['intents'][number];
type Sure = (normalised: string, entities: readonly FoundEntity[]) => string | undefined;

/** Learns from the examples, by label; the answer reads one message. It never throws on any text. */
export function createRecognizer(
  examples: ReadonlyMap<string, readonly string[]>,
): (text: string) => Understood {
  const learnt = [...examples].flatMap(([label, texts]) =>
    texts.map((text): Example => ({ label, text: normalise(text, findEntities(text)) })),
  );
  const classifier = trainClassifier(learnt);
  const exact = new Map(learnt.map(({ text, label }) => [text, label]));
  const sure: Sure = (text, entities) => exact.get(text) ?? numberAlone(text, entities);
  return (text) => {
    const found = findEntities(text);
    const entities = entitiesOf(found);
    const normalised = normalise(
      text.slice(0, MAX_CHARS),
      found.filter(({ end }) => end <= MAX_CHARS),
    );
    const label = sure(normalised, found);
    const intents = label ? [{ label, score: 1 }] : scored(classifier, normalised);
    return { band: bandOf(intents), intents: inScope(intents), entities };
  };
}

/** The rest of a longer message is a story; its beginning says what it is about. */
const MAX_CHARS = 600;

/** Words around a number that ask for nothing. */
const fillers = new Set(
  'order orders number no nr id my the it is its this here tracking code parcel hi hello please for dispute case'.split(
    ' ',
  ),
);

/** A message that is only a number of ours: an order or a parcel is looked up, a dispute is shown. */
function numberAlone(normalised: string, entities: readonly FoundEntity[]): string | undefined {
  const words = normalised.split(' ').filter((word) => !fillers.has(word));
  const only = (word: string) => words.length === 1 && words[0] === word;
  if (entities.length !== 1) return undefined;
  if (only('ordernumber') || only('trackingcode')) return 'track_order';
  return only('disputenumber') ? 'dispute_status' : undefined;
}

function scored(classifier: Classifier, normalised: string): readonly Intent[] {
  if (normalised === '' || normalised === '?') return [];
  const scores = classifier.score(normalised);
  return classifier.labels
    .map((label, n) => ({ label, score: scores[n] ?? 0 }))
    .sort((a, b) => b.score - a.score);
}

function bandOf([first, second]: readonly Intent[]): Understood['band'] {
  if (!first || first.label === OUT_OF_SCOPE || first.score < thresholds.ask) return 'out';
  const clear = first.score - (second?.score ?? 0) >= thresholds.margin;
  return first.score >= thresholds.answer && clear ? 'answer' : 'ask';
}

const inScope = (intents: readonly Intent[]): readonly Intent[] =>
  intents.filter(({ label, score }) => label !== OUT_OF_SCOPE && score >= thresholds.offer);
