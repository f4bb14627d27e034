import { featuresOf } from './features.ts';

export interface Example {
  readonly text: string;
  readonly label: string;
}

export interface Classifier {
  readonly labels: readonly string[];
  /** Probabilities in the order of `labels`. */
  score(normalised: string): Float64Array;
}

const EPOCHS = 10;
const RATE = 4;

interface Row {
  readonly label: number;
  readonly ids: Uint32Array;
  readonly weights: Float32Array;
}

/**
 * Softmax regression over TF-IDF of words and character n-grams, trained here and now:
 * the same examples always give the same weights.
 */
export function trainClassifier(examples: readonly Example[]): Classifier {
  const labels = [...new Set(examples.map(({ label }) => label))];
  const counted = examples.map(({ text }) => featuresOf(text));
  const vocabulary = vocabularyOf(counted);
  const rows = examples.map(({ label }, n): Row => {
    const vector = vectorOf(counted[n] ?? new Map(), vocabulary);
    return { label: labels.indexOf(label), ...vector };
  });
  const weights = learnAll(rows, labels.length, vocabulary.size);
  return {
    labels,
    score: (normalised) =>
      softmax(vectorOf(featuresOf(normalised), vocabulary), weights, labels.length),
  };
}

interface Entry {
  readonly id: number;
  readonly idf: number;
}
type Vocabulary = ReadonlyMap<string, Entry>;

function vocabularyOf(counted: readonly ReadonlyMap<string, number>[]): Vocabulary {
  const documents = new Map<string, number>();
  for (const counts of counted) {
    for (const feature of counts.keys()) documents.set(feature, (documents.get(feature) ?? 0) + 1);
  }
  const entries = [...documents].map(([feature, n], id) => {
    return [feature, { id, idf: 1 + Math.log(counted.length / n) }] as const;
  });
  return new Map(entries);
}

function vectorOf(counts: ReadonlyMap<string, number>, vocabulary: Vocabulary) {
  const known = [...counts].flatMap(([feature, count]) => {
    const entry = vocabulary.get(feature);
    return entry ? [{ id: entry.id, weight: (1 + Math.log(count)) * entry.idf }] : [];
  });
  const length = Math.sqrt(known.reduce((sum, { weight }) => sum + weight * weight, 0)) || 1;
  return {
    ids: Uint32Array.from(known, ({ id }) => id),
    weights: Float32Array.from(known, ({ weight }) => weight / length),
  };
}

/** Stochastic gradient descent over the rows in a fixed shuffle. Weights lie feature by feature. */
function learnAll(rows: readonly Row[], labels: number, features: number): Float32Array {
  const weights = new Float32Array(features * labels);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    const rate = RATE / (1 + epoch * 0.3);
    for (let n = 0; n < rows.length; n += 1) {
      // A step that shares no factor with the length visits every row once.
      const row = rows[(n * 613 + epoch) % rows.length];
      if (row) learn(row, weights, labels, rate);
    }
  }
  return weights;
}

function learn(row: Row, weights: Float32Array, labels: number, rate: number): void {
  const gradient = softmax(row, weights, labels);
  gradient[row.label] = (gradient[row.label] ?? 0) - 1;
  for (let f = 0; f < row.ids.length; f += 1) {
    const at = (row.ids[f] ?? 0) * labels;
    const step = rate * (row.weights[f] ?? 0);
    for (let l = 0; l < labels; l += 1) {
      const old = weights[at + l] ?? 0;
      weights[at + l] = old - step * (gradient[l] ?? 0);
    }
  }
}

function softmax(
  vector: { readonly ids: Uint32Array; readonly weights: Float32Array },
  weights: Float32Array,
  labels: number,
): Float64Array {
  const scores = new Float64Array(labels);
  for (let f = 0; f < vector.ids.length; f += 1) {
    const at = (vector.ids[f] ?? 0) * labels;
    const value = vector.weights[f] ?? 0;
    for (let l = 0; l < labels; l += 1) {
      scores[l] = (scores[l] ?? 0) + value * (weights[at + l] ?? 0);
    }
  }
  const highest = scores.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let l = 0; l < labels; l += 1) {
    scores[l] = Math.exp((scores[l] ?? 0) - highest);
    sum += scores[l] ?? 0;
  }
  return scores.map((score) => score / sum);
}
