import type { FoundEntity } from './find-numbers.ts';
import { saidBy, writtenOut } from './shorthand.ts';

/** Words up to a comma or the end of a sentence. */
export interface Clause {
  readonly words: readonly string[];
  readonly end: ',' | '.' | '?';
}

const placeholders: Readonly<Record<FoundEntity['type'], string>> = {
  order_id: ' ordernumber ',
  dispute_id: ' disputenumber ',
  tracking_number: ' trackingcode ',
  amount: ' moneyamount ',
  percent: ' percentage ',
  date: ' somedate ',
  duration: ' timespan ',
};

/** Lower-case words without shorthand, clause by clause; numbers that mean something are named by their kind. */
export function clausesOf(text: string, entities: readonly FoundEntity[]): readonly Clause[] {
  let named = '';
  let from = 0;
  for (const { type, start, end } of entities) {
    if (start < from) continue;
    named += text.slice(from, start) + placeholders[type];
    from = end;
  }
  return split(named + text.slice(from));
}

/** One pass; "can't" stays one word until its shorthand is written out. */
function split(text: string): readonly Clause[] {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll(/[’`´]/g, "'");
  const clauses: Clause[] = [];
  let words: string[] = [];
  for (const [token] of plain.matchAll(/[\p{L}\p{N}']+|[.!?;,:\n]+|\p{Extended_Pictographic}/gu)) {
    const face = saidBy(token);
    if (face) words.push(face);
    else if (/^[\p{L}\p{N}']/u.test(token)) words.push(...wordsIn(token));
    else if (!/^[.!?;,:\n]/.test(token)) continue;
    else if (words.length > 0) {
      clauses.push({ words, end: endOf(token) });
      words = [];
    }
  }
  if (words.length > 0) clauses.push({ words, end: '.' });
  return clauses;
}

function wordsIn(token: string): readonly string[] {
  const word = token.replaceAll("'", '').slice(0, MAX_WORD);
  return word === '' ? [] : writtenOut(word);
}

const endOf = (mark: string): Clause['end'] => {
  if (mark.includes('?')) return '?';
  return mark === ',' ? ',' : '.';
};

/** Longer runs of letters are no words. */
const MAX_WORD = 30;

const LONG_CLAUSE = 12;
const MIN_PIECE = 5;
const MIN_SEGMENT = 7;
/** A new thought begins with one of these, in a text without full stops too. */
const joints = new Set(
  `and but so because then before after when while if or which who that since although though until however
  anyway well now please`.split(/\s+/),
);

/** Parts of a message that can each say a thing: sentences, and the pieces of a sentence that never ends. */
export function segmentsOf(clauses: readonly Clause[]): readonly (readonly Clause[])[] {
  const segments: Clause[][] = [];
  let open: Clause[] = [];
  for (const clause of clauses) {
    const isLong = clause.words.length > LONG_CLAUSE;
    const pieces = isLong ? cutAt(joints, clause.words, MIN_PIECE) : [clause.words];
    for (const [n, words] of pieces.entries()) {
      const last = n === pieces.length - 1;
      open.push({ words, end: last ? clause.end : ',' });
      const full = lengthOf(open) >= MIN_SEGMENT || (last && clause.end !== ',');
      if (full) {
        segments.push(open);
        open = [];
      }
    }
  }
  if (open.length > 0) segments.push(open);
  return joinShort(segments);
}

export const lengthOf = (clauses: readonly Clause[]): number =>
  clauses.reduce((sum, { words }) => sum + words.length, 0);

/** Words that add a second thing to a sentence. */
const additions = new Set(['and', 'also', 'or', 'plus', 'then', 'but']);
const MIN_WISH = 3;

/** Every clause, cut where something is added: where a second wish can stand. */
export const wishesOf = (clauses: readonly Clause[]): readonly Clause[] =>
  clauses.flatMap(({ words, end }) =>
    cutAt(additions, words, MIN_WISH).map((piece) => ({ words: piece, end })),
  );

function cutAt(
  marks: ReadonlySet<string>,
  words: readonly string[],
  shortest: number,
): readonly (readonly string[])[] {
  const pieces: string[][] = [];
  let piece: string[] = [];
  for (const [n, word] of words.entries()) {
    if (piece.length >= shortest && marks.has(word) && words.length - n >= 3) {
      pieces.push(piece);
      piece = [];
    }
    piece.push(word);
  }
  return [...pieces, piece];
}

/** "And now?" belongs to what was said before it. */
function joinShort(segments: readonly Clause[][]): readonly (readonly Clause[])[] {
  const joined: Clause[][] = [];
  for (const segment of segments) {
    const before = joined.at(-1);
    if (before && lengthOf(segment) <= 2 && lengthOf(before) < LONG_CLAUSE) before.push(...segment);
    else joined.push([...segment]);
  }
  return joined;
}
