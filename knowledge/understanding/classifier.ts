import type { Clause } from './clauses.ts';
import { type Counts, featuresOf, type Weigh } from './features.ts';
import type { WordTable } from './word-table.ts';

/** What was learnt, as it lies in the file. Weights lie feature by feature, a byte a label. */
export interface Model {
  readonly labels: readonly string[];
  /** How often each word occurs in the examples. */
  readonly vocabulary: readonly (readonly [string, number])[];
  /** Hashes of features: those of words, then those of letters. */
  readonly keys: Uint32Array;
  readonly wordKeys: number;
  readonly rarity: Float32Array;
  /** What a byte of that row is worth; the rows of the senses come behind those of the keys. */
  readonly scales: Float32Array;
  readonly weights: Int8Array;
  /** Hashes of whole examples, and the place of their label. */
  readonly examples: Uint32Array;
  readonly exampleLabels: Uint8Array;
}

/** Rows of weights and how strongly each is meant. */
export interface Vector {
  readonly rows: Int32Array;
  readonly values: Float32Array;
}

/** How much the meaning of the words counts beside the words. */
const SENSE = 1.5;

export interface Rows {
  readonly words: ReadonlyMap<number, number>;
  readonly letters: ReadonlyMap<number, number>;
  readonly rarity: ArrayLike<number>;
}

/** From a text to a vector: words, letters, and sense each have length 1 (sense: `SENSE`). */
export function vectorOf(
  clauses: readonly Clause[],
  rows: Rows,
  table: WordTable,
  weigh: Weigh,
): Vector {
  const { words, letters, sense } = featuresOf(clauses, table, weigh);
  const found: number[] = [];
  const values: number[] = [];
  addUnit(words, rows.words, rows.rarity, found, values);
  addUnit(letters, rows.letters, rows.rarity, found, values);
  const first = rows.words.size + rows.letters.size;
  for (const [d, value] of sense.entries()) {
    found.push(first + d);
    values.push(value * SENSE);
  }
  return { rows: Int32Array.from(found), values: Float32Array.from(values) };
}

function addUnit(
  counts: Counts,
  known: ReadonlyMap<number, number>,
  rarity: ArrayLike<number>,
  rows: number[],
  values: number[],
): void {
  const from = values.length;
  let squares = 0;
  for (const [feature, count] of counts) {
    const row = known.get(feature);
    if (row === undefined) continue;
    const value = (1 + Math.log(count)) * (rarity[row] ?? 0);
    rows.push(row);
    values.push(value);
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  for (let i = from; i < values.length; i += 1) values[i] = (values[i] ?? 0) / length;
}

/**
 * Rare words say more about a text's sense than "the" and "my".
 * A slip, a name, a word of the phone is not new: only English ones are.
 * @param seen so often is a word known that no other text has: 1 while learning, 0 after it
 */
export function weighBy(vocabulary: Model['vocabulary'], table: WordTable, seen: 0 | 1): Weigh {
  const counts = new Map(vocabulary);
  const all = vocabulary.reduce((sum, [, count]) => sum + count, 0) || 1;
  const weigh = (word: string) => COMMON / (COMMON + (counts.get(word) ?? 0.5) / all);
  return Object.assign(weigh, {
    isNew: (word: string) => (counts.get(word) ?? 0) <= seen && table.has(word),
  });
}
const COMMON = 1e-3;

export interface Classifier {
  readonly labels: readonly string[];
  /** Probabilities in the order of `labels`. */
  score(clauses: readonly Clause[]): Float64Array;
}

export function createClassifier(model: Model, table: WordTable): Classifier {
  const { labels, keys, wordKeys, rarity, scales, weights } = model;
  const rows: Rows = {
    words: new Map([...keys.subarray(0, wordKeys)].map((key, n) => [key, n])),
    letters: new Map([...keys.subarray(wordKeys)].map((key, n) => [key, n + wordKeys])),
    rarity,
  };
  const weigh = weighBy(model.vocabulary, table, 0);
  return {
    labels,
    score(clauses) {
      const vector = vectorOf(clauses, rows, table, weigh);
      const sums = new Float64Array(labels.length);
      for (let f = 0; f < vector.rows.length; f += 1) {
        const row = vector.rows[f] ?? 0;
        const value = (vector.values[f] ?? 0) * (scales[row] ?? 0);
        const at = row * labels.length;
        for (let l = 0; l < labels.length; l += 1) {
          sums[l] = (sums[l] ?? 0) + value * (weights[at + l] ?? 0);
        }
      }
      return softmax(sums);
    },
  };
}

/** In place. */
export function softmax(sums: Float64Array): Float64Array {
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of sums) highest = Math.max(highest, value);
  let all = 0;
  for (let l = 0; l < sums.length; l += 1) {
    const value = Math.exp((sums[l] ?? 0) - highest);
    sums[l] = value;
    all += value;
  }
  for (let l = 0; l < sums.length; l += 1) sums[l] = (sums[l] ?? 0) / all;
  return sums;
}
