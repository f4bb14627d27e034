import type { Situation, Understood } from '../knowledge.ts';
import { type Classifier, createClassifier, type Model } from './classifier.ts';
import { entitiesOf } from './entities.ts';
import { hashOf } from './features.ts';
import { furtherWishes, mainWish, wishesIn } from './further-wishes.ts';
import { OUT_OF_SCOPE } from './labels.ts';
import { type Message, plainOf, readMessage } from './read-message.ts';
import { inSituation } from './situation.ts';
import { createSpeller } from './speller.ts';
import { thresholds } from './thresholds.ts';
import { type Part, partsOf, weighParts } from './weigh-parts.ts';
import type { WordTable } from './word-table.ts';

type Intent = Understood['intents'][number];
export type Understand = (text: string, situation?: Situation) => Understood;

/** Reads one message with what was learnt. It never throws on any text. */
export function createRecognizer(model: Model, table: WordTable): Understand {
  const classifier = createClassifier(model, table);
  const mend = createSpeller(new Map(model.vocabulary), table.has);
  const examples = new Map(
    [...model.examples].map((hash, n) => [hash, model.exampleLabels[n] ?? 0]),
  );
  const learnt = ({ clauses }: Message) =>
    model.labels[examples.get(hashOf(plainOf(clauses))) ?? -1];
  return (text, situation = {}) => {
    const message = readMessage(text, mend, situation.now ?? 0);
    const entities = entitiesOf(message.entities, situation.now);
    const label = learnt(message) ?? numberAlone(message);
    if (label) {
      const sure = [{ label, score: 1 }];
      return { band: bandOf(sure), intents: inScope(sure), entities };
    }
    const parts = partsOf(message.clauses, classifier);
    const said = scored(message, parts, classifier, situation);
    const wishes = wishesIn(message.clauses, classifier);
    const intents = withFirst(said, mainWish(wishes, inScope(said)[0]));
    const also = furtherWishes(wishes, inScope(intents)[0]);
    const understood = {
      band: bandOf(intents),
      intents: inScope(intents),
      entities,
    };
    return also.length > 0 ? { ...understood, also } : understood;
  };
}

/** Words around a number that ask for nothing. */
const fillers = new Set(
  `order orders number no nr id my the it is its this here tracking code parcel hi hello please for dispute case
  package`.split(/\s+/),
);

/** A message that is only a number of ours: an order or a parcel is looked up, a dispute is shown. */
function numberAlone({ clauses, entities }: Message): string | undefined {
  if (entities.length !== 1) return undefined;
  const words = clauses.flatMap((clause) => clause.words.filter((word) => !fillers.has(word)));
  const only = (word: string) => words.length === 1 && words[0] === word;
  if (only('ordernumber') || only('trackingcode')) return 'track_order';
  return only('disputenumber') ? 'dispute_status' : undefined;
}

function scored(
  { clauses }: Message,
  parts: readonly Part[],
  classifier: Classifier,
  situation: Situation,
): readonly Intent[] {
  if (clauses.length === 0) return [];
  const scores = inSituation(weighParts(clauses, parts, classifier), classifier.labels, situation);
  return classifier.labels
    .map((label, n) => ({ label, score: scores[n] ?? 0 }))
    .sort((a, b) => b.score - a.score);
}

/** `main` before all others, as sure as it is by itself. */
function withFirst(intents: readonly Intent[], main: Intent | undefined): readonly Intent[] {
  const [best] = inScope(intents);
  if (!best || !main) return intents;
  const score = Math.max(best.score, main.score);
  return intents
    .map((intent) => {
      if (intent.label === main.label) return { ...intent, score };
      return intent === best ? { ...best, score: Math.min(best.score, 1 - score) } : intent;
    })
    .sort((a, b) => b.score - a.score);
}

/** `intents` with the one that is out of scope. */
function bandOf(intents: readonly Intent[]): Understood['band'] {
  const out = intents.find(({ label }) => label === OUT_OF_SCOPE)?.score ?? 0;
  const [first, second] = intents.filter(({ label }) => label !== OUT_OF_SCOPE);
  if (!first || first.score < thresholds.ask || out > first.score * thresholds.out) return 'out';
  const rival = Math.max(second?.score ?? 0, out);
  const clear = first.score - rival >= thresholds.margin;
  return first.score >= thresholds.answer && clear ? 'answer' : 'ask';
}

const inScope = (intents: readonly Intent[]): readonly Intent[] =>
  intents.filter(({ label, score }) => label !== OUT_OF_SCOPE && score >= thresholds.offer);
