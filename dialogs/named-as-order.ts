import { readPart } from '../knowledge/read-part.ts';
import type { Scene } from './kit/scene.ts';
import { plain, wordsOf } from './kit/words.ts';
import { nameWords, shortestName } from './name-words.ts';

/** More titles than these are not looked for. */
const maxTitles = 60;

/**
 * The text with the buyer's own things called "order": what is wished for is the same for every title, and no training
 * phrase knows this shop's titles. Undefined if none is named.
 */
export function namedAsOrder(
  text: string,
  titles: readonly string[],
  scene: Scene,
): string | undefined {
  const common = new Set(wordsOf(scene, 'main.common_words'));
  const own = titles.slice(0, maxTitles);
  const names = new Set(
    own.flatMap((title) => nameWords(title).filter((word) => !common.has(word))),
  );
  const whole = own.reduce((said, title) => withoutTitle(said, title), readPart(text));
  const replaced = whole.replace(/[\p{L}'’-]+/gu, (word) =>
    isName(plain(word), names) ? 'order' : word,
  );
  return replaced === readPart(text)
    ? undefined
    : replaced.replace(/\border(?:[\s-]+order\b)+/g, 'order');
}

const isName = (word: string, names: ReadonlySet<string>): boolean =>
  names.has(word) || (word.endsWith('s') && names.has(word.slice(0, -1)));

/** "Phone case" as a whole, though neither word alone names anything. */
function withoutTitle(text: string, title: string): string {
  const at = text.toLowerCase().indexOf(title.toLowerCase());
  return at < 0 || title.length < shortestName
    ? text
    : `${text.slice(0, at)}order${text.slice(at + title.length)}`;
}
