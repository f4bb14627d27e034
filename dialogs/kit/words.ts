import { readPart } from '../../knowledge/read-part.ts';
import type { Scene } from './scene.ts';

/** The comma-separated words of a phrase: what may be typed for something, in the listener's language. */
export function wordsOf(
  scene: Pick<Scene, 'knowledge' | 'listener'>,
  key: string,
): readonly string[] {
  if (!scene.knowledge.has(key)) return [];
  const text = scene.knowledge.say({ key }, scene.listener, 'plain');
  return text.split(',').map(plain).filter(Boolean);
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
