import type { Scene } from './kit/scene.ts';
import { plain, wordsOf } from './kit/words.ts';

/** What people ask the meaning of, and the article that says more. */
const sources: Readonly<Record<string, string>> = {
  dispute: 'not-as-described',
  protection: 'not-received',
  evidence: 'evidence',
  appeal: 'dispute-result',
  tracking: 'not-received',
  team: 'after-opening',
};

/** The term whose meaning the text asks for and nothing else: "what is a dispute", "I don't know what evidence is". */
export function explained(
  text: string,
  scene: Scene,
): { readonly name: string; readonly source: string } | undefined {
  const said = ` ${plain(text)} `;
  const asks = wordsOf(scene, 'term.ask_words');
  const means = wordsOf(scene, 'term.mean_words');
  const tails = ['', ...wordsOf(scene, 'term.tail_words').map((tail) => `${tail} `)];
  const isAsked = (word: string): boolean =>
    asks.some((ask) => tails.some((tail) => said.endsWith(` ${ask} ${word} ${tail}`))) ||
    means.some((mean) => tails.some((tail) => said.endsWith(`what ${word} ${mean} ${tail}`))) ||
    means.some((mean) =>
      tails.some((tail) => said.endsWith(`${word} ${mean} ${tail}`) && asksMeaning(said, asks)),
    );
  const found = Object.entries(sources).find(([name]) =>
    wordsOf(scene, `term.${name}_words`).some(isAsked),
  );
  return found && { name: found[0], source: found[1] };
}

const asksMeaning = (said: string, asks: readonly string[]): boolean =>
  asks.some((ask) => said.includes(` ${ask} `));
