import type { PromptChoice } from './prompt.ts';

/** Longer words name no choice; this also bounds the work on hostile input. */
const longest = 200;

const ordinals = new Map([
  ['first', 1],
  ['second', 2],
  ['third', 3],
  ['fourth', 4],
  ['fifth', 5],
  ['sixth', 6],
  ['seventh', 7],
  ['eighth', 8],
  ['ninth', 9],
  ['tenth', 10],
  ['1st', 1],
  ['2nd', 2],
  ['3rd', 3],
]);
const numberWords = new Map([
  ['one', 1],
  ['two', 2],
  ['three', 3],
  ['four', 4],
  ['five', 5],
  ['six', 6],
  ['seven', 7],
  ['eight', 8],
  ['nine', 9],
  ['ten', 10],
]);
/** What people put before and after the word that counts: "the second one, please". */
const before = new Set(['the', 'no', 'nr', 'number', 'option', 'choice', 'answer', 'item']);
const after = new Set(['one', 'option', 'choice', 'please', 'pls', 'thanks']);

/** Lower case, one space between words, no punctuation around or inside them but `.` and `-`. */
function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{S}%.-]+/gu, ' ')
    .split(' ')
    .map((word) => word.replace(/^[.-]+|[.-]+$/g, ''))
    .filter((word) => word !== '');
}

function trimmed(words: readonly string[]): readonly string[] {
  let [from, to] = [0, words.length];
  while (to - from > 1 && before.has(words[from] ?? '')) from += 1;
  while (to - from > 1 && after.has(words[to - 1] ?? '')) to -= 1;
  return words.slice(from, to);
}

/** "-5" is an amount that makes no sense, and no place in a list. */
const isNegative = (text: string): boolean => /^\s*[-\u2010-\u2015\u2212]\s?\d/.test(text);

function positionOf(words: readonly string[], count: number): number | undefined {
  const [word] = trimmed(words);
  if (word === undefined || trimmed(words).length !== 1) return undefined;
  if (word === 'last') return count;
  if (/^\d{1,2}$/.test(word)) return Number(word);
  if (/^\d{1,2}th$/.test(word)) return Number(word.slice(0, -2));
  return ordinals.get(word) ?? numberWords.get(word);
}

/**
 * The choice that a typed text names: by label or synonym, else by number or ordinal. Undefined if none,
 * and also if the words fit two of them: nothing is picked silently.
 */
export function pickChoice(
  text: string,
  choices: readonly PromptChoice[],
): PromptChoice | undefined {
  if (choices.length === 0 || text.length > longest) return undefined;
  const words = wordsOf(text);
  const typed = new Set([words.join(' '), trimmed(words).join(' ')]);
  typed.delete('');
  const named = choices.filter((choice) =>
    [choice.label, ...choice.synonyms].some((name) => typed.has(wordsOf(name).join(' '))),
  );
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  const position = isNegative(text) ? undefined : positionOf(words, choices.length);
  return position === undefined ? undefined : choices[position - 1];
}
