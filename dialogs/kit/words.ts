import { readPart } from '../../knowledge/read-part.ts';
import type { Scene } from './scene.ts';

/** The comma-separated words of a phrase: what may be typed for something, in the listener's language. */
export function wordsOf(
  scene: Pick<Scene, 'knowledge' | 'listener'>,
  key: string,
): readonly string[] {
  const { knowledge, listener } = scene;
  const lists = listsOf(knowledge, listener.locale);
  const known = lists.get(key);
  if (known) return known;
  const text = knowledge.has(key) ? knowledge.say({ key }, listener, 'plain') : '';
  const words = text.split(',').map(plain).filter(Boolean);
  lists.set(key, words);
  return words;
}

type Lists = Map<string, readonly string[]>;

/** A client writes its locale itself, so the lists of no more than these are kept. */
const mostLocales = 50;

/** A turn compares a text with dozens of lists, and a list is the same until other knowledge is loaded. */
const read = new WeakMap<Scene['knowledge'], Map<string, Lists>>();

function listsOf(knowledge: Scene['knowledge'], locale: string): Lists {
  const byLocale = read.get(knowledge) ?? new Map<string, Lists>();
  const lists = byLocale.get(locale) ?? new Map<string, readonly string[]>();
  if (byLocale.size < mostLocales) byLocale.set(locale, lists);
  read.set(knowledge, byLocale);
  return lists;
}

/** No name of anything is as long. */
const longestName = 200;

/**
 * Lower case, no punctuation at the ends of words, single spaces; of the part of the text that is read. Cut before
 * anything else is done: NFKC makes up to 18 characters of one, and a text is compared with dozens of lists.
 */
export const plain = (text: string): string =>
  readPart(text)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[\s.,;:!?"()]/)
    .filter(Boolean)
    .join(' ');

/** What was said last, kept because a turn compares it with every list there is. */
let last = { text: '', plain: '' };

function heard(text: string): string {
  if (text !== last.text) last = { text, plain: plain(text) };
  return last.plain;
}

/** The whole text is one of the words. */
export const isOneOf = (text: string, words: readonly string[]): boolean =>
  text.length <= longestName && words.includes(heard(text));

/** One of the words, or groups of words, occurs in the text, from word start to word end. */
export function mentionsOneOf(text: string, words: readonly string[]): boolean {
  const padded = ` ${heard(text)} `;
  return words.some((word) => padded.includes(` ${word} `));
}

/** Words of three letters and more: what a title is searched by. */
export const tellingWords = (text: string): readonly string[] =>
  plain(text)
    .split(' ')
    .filter((word) => word.length > 2);

/** Any letter of any script: a text without one says nothing. */
export const hasLetter = (text: string): boolean => /\p{L}/u.test(text);
