import { type Model, type Rows, softmax, type Vector, vectorOf, weighBy } from './classifier.ts';
import type { Clause } from './clauses.ts';
import { type Counts, featuresOf, hashOf, type Weigh } from './features.ts';
import { plainOf, readMessage } from './read-message.ts';
import { createSpeller } from './speller.ts';
import type { WordTable } from './word-table.ts';

export interface Example {
  readonly text: string;
  readonly label: string;
}

const EPOCHS = 8;
const RATE = 0.7;
const DECAY = 3e-5;
const NEGLIGIBLE = 1e-3;
/** Missing to certainty, and how long a line that misses no more is left alone. */
const WELL = 0.06;
const REST = 2;
/** The examples are mended before they are learnt from, by a speller that saw them as they are. */
const SEED = 7;

/** Softmax regression by AdaGrad in a fixed shuffle: the same examples always give the same weights. */
export function trainModel(examples: readonly Example[], table: WordTable): Model {
  const labels = [...new Set(examples.map(({ label }) => label))];
  const vocabulary = countWords(examples);
  const mend = createSpeller(new Map(vocabulary), table.has);
  const texts = examples.map(({ text }) => readMessage(text, mend, 0).clauses);
  const weigh = weighBy(vocabulary, table, 1);
  const { rows, keys, rarity } = rowsOf(texts, table, weigh);
  const lines = texts.map((clauses, n) => ({
    label: labels.indexOf(examples[n]?.label ?? ''),
    vector: vectorOf(clauses, rows, table, weigh),
  }));
  const weights = learn(lines, keys.length + table.dims, labels.length);
  return {
    ...{ labels, vocabulary, keys, wordKeys: rows.words.size, rarity },
    ...asBytes(weights, labels.length),
    ...byHeart(
      texts,
      lines.map(({ label }) => label),
    ),
  };
}

function countWords(examples: readonly Example[]): Model['vocabulary'] {
  const counts = new Map<string, number>();
  for (const { text } of examples) {
    for (const { words } of readMessage(text, (word) => word, 0).clauses) {
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts];
}

function rowsOf(texts: readonly (readonly Clause[])[], table: WordTable, weigh: Weigh) {
  const words = new Map<number, number>();
  const letters = new Map<number, number>();
  const count = (counts: Counts, into: Map<number, number>) => {
    for (const feature of counts.keys()) into.set(feature, (into.get(feature) ?? 0) + 1);
  };
  for (const clauses of texts) {
    const features = featuresOf(clauses, table, weigh);
    count(features.words, words);
    count(features.letters, letters);
  }
  const keys = Uint32Array.from([...words.keys(), ...letters.keys()]);
  const rarity = Float32Array.from(
    [...words.values(), ...letters.values()],
    (n) => 1 + Math.log((texts.length + 1) / (n + 1)),
  );
  const place = (map: ReadonlyMap<number, number>, from: number) =>
    new Map([...map.keys()].map((key, n) => [key, from + n]));
  const rows: Rows = { words: place(words, 0), letters: place(letters, words.size), rarity };
  return { rows, keys, rarity };
}

interface Line {
  readonly label: number;
  readonly vector: Vector;
}

function learn(lines: readonly Line[], rows: number, labels: number): Float32Array {
  const weights = new Float32Array(rows * labels);
  const moved = new Float32Array(rows).fill(0.02);
  const order = lines.map((_, n) => n);
  const resting = new Uint8Array(lines.length);
  const wrong = new Float64Array(labels);
  const chance = sequence(SEED);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    shuffle(order, chance);
    const rate = RATE * (1 - (epoch / EPOCHS) * 0.8);
    for (const n of order) {
      const line = lines[n];
      const rests = resting[n] ?? 0;
      // What is known well is not asked again in the next epoch.
      if (rests > 0) resting[n] = rests - 1;
      else if (line) resting[n] = step(line, weights, moved, wrong, rate) < WELL ? REST : 0;
    }
  }
  return weights;
}

/** Moves the weights towards the line's label; answers how much was missing to certainty, 0..1. */
function step(
  ...[{ label, vector }, weights, moved, wrong, rate]: [
    Line,
    Float32Array,
    Float32Array,
    Float64Array,
    number,
  ]
): number {
  const labels = wrong.length;
  gradientOf(vector, weights, wrong, label);
  // Most labels are out of the question for most texts: only the others are moved.
  const open: number[] = [];
  let squares = 0;
  for (let l = 0; l < labels; l += 1) {
    const value = wrong[l] ?? 0;
    squares += value * value;
    if (Math.abs(value) > NEGLIGIBLE) open.push(l);
  }
  const { rows, values } = vector;
  for (let f = 0; f < rows.length; f += 1) {
    const row = rows[f] ?? 0;
    const value = values[f] ?? 0;
    const sum = (moved[row] ?? 0) + squares * value * value;
    moved[row] = sum;
    const by = rate / Math.sqrt(sum);
    for (let o = 0; o < open.length; o += 1) {
      const l = open[o] ?? 0;
      const at = row * labels + l;
      const weight = weights[at] ?? 0;
      weights[at] = weight - by * ((wrong[l] ?? 0) * value + DECAY * weight);
    }
  }
  return -(wrong[label] ?? 0);
}

/** Into `wrong`: how much too probable each label is. */
function gradientOf(
  { rows, values }: Vector,
  weights: Float32Array,
  wrong: Float64Array,
  label: number,
): void {
  const labels = wrong.length;
  wrong.fill(0);
  for (let f = 0; f < rows.length; f += 1) {
    const at = (rows[f] ?? 0) * labels;
    const value = values[f] ?? 0;
    for (let l = 0; l < labels; l += 1) wrong[l] = (wrong[l] ?? 0) + value * (weights[at + l] ?? 0);
  }
  softmax(wrong);
  wrong[label] = (wrong[label] ?? 0) - 1;
}

/** 0..1, always the same (Numerical Recipes' constants). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffle(order: number[], chance: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Math.floor(chance() * (i + 1));
    const [a = 0, b = 0] = [order[i], order[j]];
    order[i] = b;
    order[j] = a;
  }
}

/** A byte a weight, with a scale a row: a quarter of the size, and the same answers. */
function asBytes(weights: Float32Array, labels: number) {
  const scales = new Float32Array(weights.length / labels);
  const bytes = new Int8Array(weights.length);
  for (let row = 0; row < scales.length; row += 1) {
    const part = weights.subarray(row * labels, (row + 1) * labels);
    let most = 0;
    for (const weight of part) most = Math.max(most, Math.abs(weight));
    const scale = most / 127 || 1;
    scales[row] = scale;
    for (const [l, weight] of part.entries()) bytes[row * labels + l] = Math.round(weight / scale);
  }
  return { scales, weights: bytes };
}

/** Examples are certain word for word, unless two labels have the same one. */
function byHeart(texts: readonly (readonly Clause[])[], labels: readonly number[]) {
  const known = new Map<number, number>();
  for (const [n, clauses] of texts.entries()) {
    const hash = hashOf(plainOf(clauses));
    const label = labels[n] ?? 0;
    known.set(hash, (known.get(hash) ?? label) === label ? label : NONE);
  }
  const sure = [...known].filter(([, label]) => label !== NONE);
  return {
    examples: Uint32Array.from(sure, ([hash]) => hash),
    exampleLabels: Uint8Array.from(sure, ([, label]) => label),
  };
}
const NONE = -1;
