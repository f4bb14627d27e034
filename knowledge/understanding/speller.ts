/** Words below this are too short to be guessed, above it are no words. */
const SHORTEST = 4;
const LONGEST = 20;
/** From this length on two slips are forgiven. */
const LONG = 8;
const RARE_BUT_OURS = 4;

interface Entry {
  readonly word: string;
  /** A bit for each letter that occurs. */
  readonly letters: number;
  readonly count: number;
}

/** Mends a word that nobody knows into one of ours; a word that English or we know is never touched. */
export type Speller = (word: string) => string;

/**
 * @param counts how often each word occurs in the examples
 * @param isEnglish words that are right, though not ours
 */
export function createSpeller(
  counts: ReadonlyMap<string, number>,
  isEnglish: (word: string) => boolean,
): Speller {
  const byLength = new Map<number, Entry[]>();
  const ours = new Set<string>();
  for (const [word, count] of counts) {
    if (!/^[a-z]+$/.test(word) || !(isEnglish(word) || count >= RARE_BUT_OURS)) continue;
    ours.add(word);
    const same = byLength.get(word.length) ?? [];
    byLength.set(word.length, [...same, { word, letters: lettersOf(word), count }]);
  }
  const isKnown = (word: string) => ours.has(word) || isEnglish(word);
  return (word) => {
    if (word.length < SHORTEST - 1 || word.length > LONGEST || !/^[a-z]+$/.test(word)) return word;
    if (isKnown(word)) return word;
    return withoutRepeats(word, isKnown) ?? nearest(word, byLength) ?? word;
  };
}

/** "heyyy", "helloooo", "reeeefund" */
function withoutRepeats(word: string, isKnown: (word: string) => boolean): string | undefined {
  const forms = ['$1', '$1$1'].map((form) => word.replace(/(.)\1{2,}/g, form));
  return forms.find((form) => form !== word && isKnown(form));
}

function nearest(
  word: string,
  byLength: ReadonlyMap<number, readonly Entry[]>,
): string | undefined {
  const most = word.length >= LONG ? 2 : 1;
  const letters = lettersOf(word);
  let best: string | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let length = word.length - most; length <= word.length + most; length += 1) {
    for (const entry of length >= SHORTEST ? (byLength.get(length) ?? []) : []) {
      // A slip changes two kinds of letters at most: all others are skipped without a look at the order.
      if (bitsIn(letters ^ entry.letters) > 2 * most) continue;
      const slips = slipsBetween(word, entry.word, most);
      if (slips > most || (slips > 1 && length < LONG - 1)) continue;
      const cost = costOf(slips, word, entry);
      if (cost < bestCost || (cost === bestCost && entry.word < (best ?? ''))) {
        best = entry.word;
        bestCost = cost;
      }
    }
  }
  return best;
}

/** The first letter is seldom wrong, and frequent words are meant more often. */
const costOf = (slips: number, word: string, entry: Entry): number =>
  slips * 3 + (entry.word[0] === word[0] ? 0 : 1.5) - Math.log1p(entry.count) * 0.35;

function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i += 1) bits |= 1 << (word.charCodeAt(i) - 97);
  return bits;
}

function bitsIn(value: number): number {
  let rest = value;
  let bits = 0;
  while (rest !== 0) {
    rest &= rest - 1;
    bits += 1;
  }
  return bits;
}

/** Room for the table of two words, a row a letter; one text is read at a time. */
const WIDTH = LONGEST + 4;
const table = new Uint8Array(WIDTH * WIDTH);

/**
 * Letters added, dropped, changed or swapped with the next; more than `most` is not told apart.
 * Both words are at most 22 letters long.
 */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  for (let j = 0; j <= b.length; j += 1) table[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    if (fillRow(a, b, i) > most) return most + 1;
  }
  return table[a.length * WIDTH + b.length] ?? most + 1;
}

/** Answers the least of the row: it never falls again. */
function fillRow(a: string, b: string, i: number): number {
  const at = (row: number, column: number) => table[row * WIDTH + column] ?? 0;
  table[i * WIDTH] = i;
  let least = i;
  for (let j = 1; j <= b.length; j += 1) {
    const same = a[i - 1] === b[j - 1] ? 0 : 1;
    let slips = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    if (swapped) slips = Math.min(slips, at(i - 2, j - 2) + 1);
    table[i * WIDTH + j] = slips;
    least = Math.min(least, slips);
  }
  return least;
}
