import { z } from 'zod';
import type { Model } from './classifier.ts';

/** Raise it when the code that learns or reads features changes: older files are then made again. */
const VERSION = 1;

const header = z.object({
  version: z.literal(VERSION),
  source: z.string(),
  labels: z.array(z.string()),
  vocabulary: z.array(z.tuple([z.string(), z.int()])),
  wordKeys: z.int(),
  lengths: z.object({
    keys: z.int(),
    rarity: z.int(),
    scales: z.int(),
    weights: z.int(),
    examples: z.int(),
    exampleLabels: z.int(),
  }),
});

/**
 * A line of JSON, then the arrays one behind the other.
 * @param source hash of what it was learnt from
 */
export function encodeModel(model: Model, source: string): Buffer {
  const { labels, vocabulary, wordKeys } = model;
  const arrays = arraysOf(model);
  const lengths = Object.fromEntries(Object.entries(arrays).map(([name, a]) => [name, a.length]));
  const head = JSON.stringify({ version: VERSION, source, labels, vocabulary, wordKeys, lengths });
  const parts = Object.values(arrays).map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength));
  return Buffer.concat([Buffer.from(`${head}\n`), ...parts]);
}

/** Undefined if it was learnt from something else, by other code, or is broken: it is made again then. */
export function decodeModel(bytes: Buffer, source: string): Model | undefined {
  const end = bytes.indexOf(10);
  const parsed = header.safeParse(jsonIn(bytes.toString('utf8', 0, Math.max(0, end))));
  if (!parsed.success || parsed.data.source !== source) return undefined;
  const { lengths, labels, vocabulary, wordKeys } = parsed.data;
  let at = end + 1;
  const take = (size: number) => {
    // A copy, since floats must begin at a multiple of four.
    const part = new Uint8Array(bytes.subarray(at, at + size)).buffer;
    at += size;
    return part;
  };
  const size = Object.values(lengths).reduce((sum, length) => sum + length, 0);
  const wide = lengths.keys + lengths.rarity + lengths.scales + lengths.examples;
  if (bytes.length !== at + size + 3 * wide) return undefined;
  return {
    ...{ labels, vocabulary, wordKeys },
    keys: new Uint32Array(take(lengths.keys * 4)),
    rarity: new Float32Array(take(lengths.rarity * 4)),
    scales: new Float32Array(take(lengths.scales * 4)),
    weights: new Int8Array(take(lengths.weights)),
    examples: new Uint32Array(take(lengths.examples * 4)),
    exampleLabels: new Uint8Array(take(lengths.exampleLabels)),
  };
}

const arraysOf = ({ keys, rarity, scales, weights, examples, exampleLabels }: Model) => ({
  ...{ keys, rarity, scales, weights, examples, exampleLabels },
});

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
