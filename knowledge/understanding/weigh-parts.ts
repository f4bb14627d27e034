import { type Classifier, softmax } from './classifier.ts';
import { type Clause, lengthOf, segmentsOf } from './clauses.ts';
import { OUT_OF_SCOPE, smallTalk } from './labels.ts';

/** What a part of a message says, by itself. */
export interface Part {
  readonly clauses: readonly Clause[];
  readonly scores: Float64Array;
}

/** Messages of fewer words, or of one part, are taken as a whole. */
const STORY = 9;
/** From that many on a greeting more does not matter. */
const LONG = 16;

/**
 * How much each look at a story counts (times its logarithm): fitted by softmax regression to stories that the
 * classifier had not seen (four folds of the examples). Stories end with what is wanted, so the end is looked at twice.
 */
interface Looks {
  readonly bias: number;
  readonly whole: number;
  /** The part that says it most clearly. */
  readonly best: number;
  readonly last: number;
  /** The last two parts together. */
  readonly end: number;
  /** All parts alike: of their probabilities, and of the logarithms of these. */
  readonly mean: number;
  readonly every: number;
}
const none: Looks = { bias: 0, whole: 0, best: 0, last: 0, end: 0, mean: 0, every: 0 };
const looks = {
  // What every part says a little counts less than what one says clearly.
  action: { ...none, whole: 1.42, best: 0.57, last: 0.17, end: 0.3, every: -0.87 },
  faq: { ...none, bias: 0.46, whole: 1.31, best: 0.35, last: 0.08, end: 0.16, every: -0.46 },
  // A story is none of our business, or mere mood, only if all of it is.
  out: { ...none, bias: -1.57, whole: 0.26, mean: 0.21, every: 0.28 },
  mood: { ...none, bias: -0.11, whole: 1.25, last: 0.28, mean: 0.25 },
} as const;

/** Words that ask for something. */
const asking = new Set(
  `want need please can could would how what where when who which is do does should tell give send take open start
  cancel let like put`.split(/\s+/),
);

/** The parts of a message that has more than one; else none. */
export function partsOf(clauses: readonly Clause[], classifier: Classifier): readonly Part[] {
  const segments = segmentsOf(clauses);
  if (segments.length < 2) return [];
  return segments.map((segment) => ({ clauses: segment, scores: classifier.score(segment) }));
}

/** Probabilities of the labels: of the whole, and for a story of its parts too. */
export function weighParts(
  clauses: readonly Clause[],
  parts: readonly Part[],
  classifier: Classifier,
): Float64Array {
  const isLong = lengthOf(clauses) >= LONG;
  const kept = isLong ? parts : withoutSmallTalk(parts, classifier.labels);
  const content = kept.length === parts.length ? clauses : kept.flatMap((part) => part.clauses);
  const whole = classifier.score(content);
  return kept.length < 2 || lengthOf(content) < STORY ? whole : storyOf(whole, kept, classifier);
}

/** A greeting or thanks beside something that is wanted is left out (boundary rule 9). */
function withoutSmallTalk(parts: readonly Part[], labels: readonly string[]): readonly Part[] {
  const kept = parts.filter(({ scores }) => {
    const best = bestOf(scores);
    return !(smallTalk.has(labels[best] ?? '') && (scores[best] ?? 0) > 0.6);
  });
  const speaks = kept.some(({ scores }) => {
    const best = bestOf(scores);
    const label = labels[best] ?? '';
    return (scores[best] ?? 0) > 0.4 && label !== OUT_OF_SCOPE && !smallTalk.has(label);
  });
  return speaks ? kept : parts;
}

export function bestOf(scores: Float64Array): number {
  let best = 0;
  for (let l = 1; l < scores.length; l += 1) if ((scores[l] ?? 0) > (scores[best] ?? 0)) best = l;
  return best;
}

function storyOf(
  whole: Float64Array,
  parts: readonly Part[],
  classifier: Classifier,
): Float64Array {
  const last = parts.at(-1)?.scores ?? whole;
  const tail = parts.slice(-2).flatMap((part) => part.clauses);
  const end = parts.length < 3 ? whole : classifier.score(tail);
  const words = parts.reduce((sum, part) => sum + lengthOf(part.clauses), 0);
  return softmax(
    whole.map((score, l) => {
      const seen = seenIn(parts, words, l);
      const how = looksAt(classifier.labels[l] ?? '');
      return (
        how.bias +
        how.whole * log(score) +
        how.best * log(seen.best) +
        how.last * log(last[l] ?? 0) +
        how.end * log(end[l] ?? 0) +
        how.mean * log(seen.mean) +
        how.every * seen.every
      );
    }),
  );
}

function seenIn(parts: readonly Part[], words: number, l: number) {
  let [best, mean, every] = [0, 0, 0];
  for (const { clauses, scores } of parts) {
    const score = scores[l] ?? 0;
    const share = lengthOf(clauses) / words;
    best = Math.max(best, score);
    mean += score * share;
    every += log(score) * share;
  }
  return { best, mean, every };
}

function looksAt(label: string): Looks {
  if (label === OUT_OF_SCOPE) return looks.out;
  if (label === 'restart' || smallTalk.has(label)) return looks.mood;
  return label.startsWith('faq_') ? looks.faq : looks.action;
}

/** No look alone may rule a label out. */
const log = (score: number): number => Math.log(score + 1e-4);

export const asks = (clauses: readonly Clause[]): boolean =>
  clauses.some(({ words, end }) => end === '?' || words.some((word) => asking.has(word)));
