import type { Data, Phrase, Value } from '../../knowledge/phrase.ts';
import type { PhraseBook } from '../../knowledge/phrase-book.ts';

/** What a buyer may type is read, never said. */
export const isTyped = (key: string): boolean =>
  /_words$|\.words_|\.helped$|\.did_not_help$|\.common_words$/.test(key);

const short = 'Phone case';
const long = 'A phone case with a very long <title> & “quotes” – for “Jonas”, 2 pieces… in blue';

/** Every wording of every phrase with all its data, once short and once long. */
export function everyPhrase(book: PhraseBook): readonly Phrase[] {
  return book.keys
    .filter((key) => !isTyped(key))
    .flatMap((key) =>
      book.written(key).flatMap((wording, variant) =>
        [short, long].map((text) => ({
          key,
          data: { ...dataFor(wording, text), variant },
        })),
      ),
    );
}

/** A value for each name, of the kind that its place in the template needs. */
function dataFor(wording: string, text: string): Data {
  const names = new Map<string, Value>();
  const quote = { kind: 'quote', text } as const;
  for (const [, helper, name = ''] of wording.matchAll(
    /\{\{(?:#?(if|unless|plural|list|bytes) )?([a-z]\w*)/gi,
  )) {
    if (name === 'rules' || name === 'else' || name === 'if' || name === 'unless') continue;
    if (helper === 'plural' || helper === 'bytes') names.set(name, text.length);
    else if (helper === 'list') names.set(name, [quote, quote]);
    else if (!names.has(name)) names.set(name, quote);
  }
  return Object.fromEntries(names);
}
