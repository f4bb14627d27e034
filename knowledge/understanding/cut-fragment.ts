import { tokensOf } from './scan.ts';

/** The recognizer's time explodes with length: this is the most that it ever gets. */
export const MAX_FRAGMENT = 64;

const dateWords = new Set(
  `january february april june july august september october november december
  jan feb apr jun jul aug sep sept oct nov dec
  monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
  today yesterday tomorrow tonight ago last next week weeks month months fortnight morning`.split(
    /\s+/,
  ),
);
/** Dates only beside a number: verbs, or parts of other words. */
const onlyWithNumber = new Set([
  'may',
  'march',
  'mar',
  'sat',
  'sun',
  'day',
  'days',
  'year',
  'years',
]);

/** They make a span of the day behind them; only the day is wanted. */
const ranges = new Set(['since', 'until', 'till', 'before', 'after', 'from', 'by']);

export interface Fragment {
  readonly text: string;
  readonly start: number;
}

/**
 * The part of a message that can hold a date, at most 64 characters: the first date word or figures like 3/11,
 * with three words around it. Linear; undefined if there is nothing like a date.
 */
export function cutFragment(text: string): Fragment | undefined {
  const tokens = tokensOf(text.slice(0, 1000));
  const at = tokens.findIndex((token, n) => {
    const word = token.text.toLowerCase();
    const beside = (other: number) => /^\d{1,4}(st|nd|rd|th)?$/i.test(tokens[other]?.text ?? '');
    if (dateWords.has(word)) return true;
    if (onlyWithNumber.has(word)) return beside(n - 1) || beside(n + 1);
    const next = tokens[n + 1];
    const joined = next && /^[/.-]$/.test(text.slice(token.end, next.start));
    return Boolean(joined) && isDatePart(token.text) && isDatePart(next?.text ?? '');
  });
  if (at === -1) return undefined;
  const before = tokens.slice(Math.max(0, at - 3), at);
  const limit = before.findLastIndex(({ text: word }) => ranges.has(word.toLowerCase()));
  const start = [...before.slice(limit + 1), tokens[at]][0]?.start ?? 0;
  const near = tokens.slice(at, at + 5).findLast(({ end }) => end - start <= MAX_FRAGMENT);
  return near && { text: text.slice(start, near.end), start };
}

const isDatePart = (text: string): boolean => /^\d{1,4}$/.test(text);
