import type { Classifier } from './classifier.ts';
import { type Clause, lengthOf, segmentsOf } from './clauses.ts';
import { OUT_OF_SCOPE, smallTalk } from './labels.ts';
import { thresholds } from './thresholds.ts';

/** What a part of a message says, by itself. */
export interface Part {
  readonly clauses: readonly Clause[];
  readonly scores: Float64Array;
}

/** A story is three tenths the whole of it, and seven its strongest parts. */
const WHOLE = 0.3;
/** A later part counts more: stories end with what is wanted. */
const EARLIEST = 0.9;
const ASKS = 0.6;
/** A story is none of our business only if every part of it is none. */
const OUT = 0.6;

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
  const [content, isRest] = withoutSmallTalk(clauses, parts, classifier.labels);
  const whole = classifier.score(content);
  if (isRest || parts.length < 2 || lengthOf(clauses) < thresholds.story) return whole;
  const strongest = strongestOf(parts, classifier.labels);
  return whole.map((score, l) => WHOLE * score + (1 - WHOLE) * (strongest[l] ?? 0));
}

/** A greeting or thanks beside something that is wanted is left out (boundary rule 9). */
function withoutSmallTalk(
  clauses: readonly Clause[],
  parts: readonly Part[],
  labels: readonly string[],
): readonly [readonly Clause[], boolean] {
  const kept = parts.filter(({ scores }) => {
    const best = bestOf(scores);
    return !(smallTalk.has(labels[best] ?? '') && (scores[best] ?? 0) > 0.6);
  });
  const speaks = kept.some(({ scores }) => {
    const best = bestOf(scores);
    const label = labels[best] ?? '';
    return (scores[best] ?? 0) > 0.4 && label !== OUT_OF_SCOPE && !smallTalk.has(label);
  });
  if (!speaks || kept.length === parts.length) return [clauses, false];
  return [kept.flatMap((part) => part.clauses), kept.length < 2];
}

export function bestOf(scores: Float64Array): number {
  let best = 0;
  for (let l = 1; l < scores.length; l += 1) if ((scores[l] ?? 0) > (scores[best] ?? 0)) best = l;
  return best;
}

function strongestOf(parts: readonly Part[], labels: readonly string[]): Float64Array {
  const out = labels.indexOf(OUT_OF_SCOPE);
  const strongest = new Float64Array(labels.length);
  let leastOut = 1;
  let mostOut = 0;
  for (const [n, { clauses, scores }] of parts.entries()) {
    const late = EARLIEST + (1 - EARLIEST) * ((n + 1) / parts.length);
    const weight = late + (asks(clauses) ? ASKS : 0);
    for (const [l, score] of scores.entries()) {
      strongest[l] = Math.max(strongest[l] ?? 0, score * weight);
    }
    leastOut = Math.min(leastOut, scores[out] ?? 0);
    mostOut = Math.max(mostOut, scores[out] ?? 0);
  }
  if (out !== -1) strongest[out] = OUT * leastOut * mostOut;
  return shared(strongest);
}

export const asks = (clauses: readonly Clause[]): boolean =>
  clauses.some(({ words, end }) => end === '?' || words.some((word) => asking.has(word)));

function shared(scores: Float64Array): Float64Array {
  const all = scores.reduce((sum, score) => sum + score, 0) || 1;
  return scores.map((score) => score / all);
}
