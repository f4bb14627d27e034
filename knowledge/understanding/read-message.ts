import { readPart } from '../read-part.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { findEntities } from './entities.ts';
import type { FoundEntity } from './find-numbers.ts';
import type { Speller } from './speller.ts';

/** A message as it is understood: what was named in it, and its words mended. */
export interface Message {
  readonly entities: readonly FoundEntity[];
  readonly clauses: readonly Clause[];
}

/**
 * Never throws, and reads only `readPart` of any text.
 * @param now ms, what "yesterday" counts from
 */
export function readMessage(text: string, mend: Speller, now: number): Message {
  const read = readPart(text);
  const entities = findEntities(read, now);
  const once = mendingOnce(mend);
  const clauses = clausesOf(read, entities).map(({ words, end }) => ({
    words: words.map(once),
    end,
  }));
  return { entities, clauses };
}

/** More different words than that are no message to be mended. */
const MOST_MENDED = 100;

/** Mending is what costs most: each word once, and a text of nothing but odd words only at its beginning. */
function mendingOnce(mend: Speller): Speller {
  const known = new Map<string, string>();
  return (word) => {
    const mended = known.get(word) ?? (known.size < MOST_MENDED ? mend(word) : word);
    if (known.size < MOST_MENDED) known.set(word, mended);
    return mended;
  };
}

/** The same words are the same text, whatever stands between them. */
export const plainOf = (clauses: readonly Clause[]): string =>
  clauses.map(({ words }) => words.join(' ')).join(' ');
