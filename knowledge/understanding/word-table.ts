import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** English words with what they mean as numbers: near words have near numbers. */
export interface WordTable {
  readonly dims: number;
  has(word: string): boolean;
  /** Where the word's numbers begin in `values`; undefined for a word that it lacks. */
  at(word: string): number | undefined;
  readonly values: Int8Array;
}

const header = z.object({ version: z.literal(1), dims: z.int(), count: z.int() });

/**
 * Reads the table: a line of JSON, a line of words, then `dims` signed bytes a word.
 * Throws if the file is none. How it was made: words/README.md.
 */
export function readWordTable(file: string): WordTable {
  const bytes = readFileSync(file);
  const first = bytes.indexOf(10);
  const second = bytes.indexOf(10, first + 1);
  const { dims, count } = header.parse(JSON.parse(bytes.toString('utf8', 0, first)));
  const words = bytes.toString('utf8', first + 1, second).split(' ');
  const values = new Int8Array(bytes.buffer, bytes.byteOffset + second + 1, count * dims);
  const places = new Map(words.map((word, n) => [word, n * dims]));
  return { dims, values, has: (word) => places.has(word), at: (word) => places.get(word) };
}
