import type { Clause } from './clauses.ts';
import type { WordTable } from './word-table.ts';

/** Character n-grams of this many characters, within a word and its borders. */
const SHORTEST = 2;
const LONGEST = 5;
const MAX_LETTERS = 24;

/** How often each feature occurs, by the hash of its name. */
export type Counts = ReadonlyMap<number, number>;

export interface Features {
  /** Words, and pairs of neighbours with the borders of the clause. */
  readonly words: Counts;
  /** Parts of words, so that another form of a word is similar. */
  readonly letters: Counts;
  /** What the words mean, as one direction; all zero if no word is known. */
  readonly sense: Float32Array;
}

/** Rarer words say more; `isNew` where no other example has the word. */
export interface Weigh {
  (word: string): number;
  isNew(word: string): boolean;
}

export function featuresOf(clauses: readonly Clause[], table: WordTable, weigh: Weigh): Features {
  const words = new Map<number, number>();
  const letters = new Map<number, number>();
  for (const clause of clauses) {
    addWords(clause, words, weigh);
    for (const word of clause.words) addLetters(word, letters);
  }
  return { words, letters, sense: senseOf(clauses, table, weigh) };
}

function addWords({ words, end }: Clause, counts: Map<number, number>, weigh: Weigh): void {
  let before = '<';
  for (const word of words) {
    add(counts, hashOf(word, WORD));
    add(counts, hashOf(`${before} ${word}`, WORD));
    if (weigh.isNew(word)) add(counts, NEW);
    before = word;
  }
  const close = end === '?' ? '?' : '>';
  if (close === '?') add(counts, hashOf(close, WORD));
  add(counts, hashOf(`${before} ${close}`, WORD));
}

function addLetters(word: string, counts: Map<number, number>): void {
  const framed = ` ${word.slice(0, MAX_LETTERS)} `;
  for (let from = 0; from + SHORTEST <= framed.length; from += 1) {
    let hash = LETTERS;
    const to = Math.min(framed.length, from + LONGEST);
    for (let i = from; i < to; i += 1) {
      hash = mix(hash, framed.charCodeAt(i));
      if (i - from + 1 >= SHORTEST) add(counts, hash >>> 0);
    }
  }
}

const add = (counts: Map<number, number>, feature: number) =>
  counts.set(feature, (counts.get(feature) ?? 0) + 1);

/** FNV-1a, begun differently for each kind of feature. */
const WORD = 0x811c9dc5;
const LETTERS = 0x1b873593;
const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** A word of no other example: there are more of them in what is none of our business. */
const NEW = 1;

export function hashOf(text: string, seed = WORD): number {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) hash = mix(hash, text.charCodeAt(i));
  return hash >>> 0;
}

function senseOf(clauses: readonly Clause[], table: WordTable, weigh: Weigh): Float32Array {
  const sum = new Float32Array(table.dims);
  for (const { words } of clauses) {
    for (const word of words) {
      const at = table.at(word);
      if (at === undefined) continue;
      const weight = weigh(word);
      for (let d = 0; d < table.dims; d += 1) {
        sum[d] = (sum[d] ?? 0) + weight * (table.values[at + d] ?? 0);
      }
    }
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}
