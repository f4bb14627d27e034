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

/** Lower case, no punctuation at the ends of words, single spaces. Linear in the text. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/[\s.,;:!?"()]/)
    .filter(Boolean)
    .join(' ');

/** The whole text is one of the words. */
export const isOneOf = (text: string, words: readonly string[]): boolean =>
  words.includes(plain(text));

/** One of the words, or groups of words, occurs in the text, from word start to word end. */
export function mentionsOneOf(text: string, words: readonly string[]): boolean {
  const padded = ` ${plain(text)} `;
  return words.some((word) => padded.includes(` ${word} `));
}

/** Words of three letters and more: what a title is searched by. */
export const tellingWords = (text: string): readonly string[] =>
  plain(text)
    .split(' ')
    .filter((word) => word.length > 2);

/** Any letter of any script: a text without one says nothing. */
export const hasLetter = (text: string): boolean => /\p{L}/u.test(text);
