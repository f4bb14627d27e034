import Handlebars from 'handlebars';
import type { Rulebook } from '../services/domain/rulebook.ts';
import { formatValue } from './format-value.ts';
import type { Listener, TextFormat } from './knowledge.ts';
import { localeFor, type Reader } from './language.ts';
import type { Data, Phrase } from './phrase.ts';
import { knownHelpers, registerHelpers } from './phrase-helpers.ts';
import { type ShownRules, showRules } from './show-rules.ts';
import { bare } from './shown.ts';

type Template = (context: object) => string;
export type Wordings = ReadonlyMap<string, readonly string[]>;

export interface PhraseBook {
  say(phrase: Phrase, listener: Listener, format: TextFormat): string;
  /** A text of ours that is no phrase: an article's body. Markdown stays as it is. */
  fill(text: string, listener: Listener): string;
  has(key: string): boolean;
  readonly keys: readonly string[];
  /** As written, all wordings: for the checks of an editor. */
  written(key: string): readonly string[];
}

/**
 * The phrases of one language, read and checked now, compiled when first said.
 * Throws on a template that is no Handlebars.
 */
export function createPhraseBook(wordings: Wordings, rulebook: Rulebook): PhraseBook {
  const parsed = new Map([...wordings].map(([key, texts]) => [key, texts.map(parse(key))]));
  const editions = new Map<string, Edition>();
  const editionFor = (locale: string): Edition => {
    const edition = editions.get(locale) ?? createEdition(parsed, rulebook, locale);
    editions.set(locale, edition);
    return edition;
  };
  return {
    say: (phrase, listener, format) => {
      const reader = { listener, format, locale: localeFor(listener) };
      return editionFor(reader.locale).say(phrase, reader);
    },
    fill: (text, listener) => editionFor(localeFor(listener)).fill(text),
    has: (key) => parsed.has(key),
    keys: [...parsed.keys()],
    written: (key) => wordings.get(key) ?? [],
  };
}

const parse = (key: string) => (text: string) => {
  try {
    return Handlebars.parse(text.trim());
  } catch (cause) {
    throw new Error(`The phrase "${key}" is no Handlebars: ${String(cause)}`, { cause });
  }
};

type Parsed = ReadonlyMap<string, readonly ReturnType<typeof Handlebars.parse>[]>;

/** The phrases with one locale's number, list and plural formats. */
interface Edition {
  say(phrase: Phrase, reader: Reader): string;
  fill(text: string): string;
}

function createEdition(parsed: Parsed, rulebook: Rulebook, locale: string): Edition {
  const engine = Handlebars.create();
  registerHelpers(engine, locale);
  const options = { strict: true, knownHelpersOnly: true, knownHelpers, noEscape: true };
  const compile = (ast: unknown): Template => engine.compile(ast, options);
  const templates = new Map<string, readonly Template[]>();
  const templatesOf = (key: string): readonly Template[] => {
    const known = templates.get(key) ?? parsed.get(key)?.map(compile);
    if (!known) throw new Error(`There is no phrase "${key}"`);
    templates.set(key, known);
    return known;
  };
  const say = (key: string, data: Data | undefined, reader: Reader): string => {
    const options_ = templatesOf(key);
    const template = options_[wordingNo(data, options_.length)];
    return tidy(render(key, template, contextOf(data, reader, rules, say)));
  };
  const rules: ShownRules = showRules(rulebook, locale, (min, max) =>
    parsed.has('value.range')
      ? tidy(render('value.range', templatesOf('value.range')[0], bare({ min, max })))
      : `${min}-${max}`,
  );
  return {
    say: (phrase, reader) => say(phrase.key, phrase.data, reader),
    fill: (text) => render(text.slice(0, 40), compile(parse('article')(text)), bare({ rules })),
  };
}

/** Deterministic: the data's `variant` goes round the wordings. */
function wordingNo(data: Data | undefined, wordings: number): number {
  const variant = data?.variant;
  return typeof variant === 'number' ? Math.abs(Math.trunc(variant)) % wordings : 0;
}

type SayFor = (key: string, data: Data | undefined, reader: Reader) => string;

function contextOf(data: Data | undefined, reader: Reader, rules: ShownRules, say: SayFor): object {
  const nested = (key: string, inner: Data | undefined) => say(key, inner, reader);
  const values = Object.entries(data ?? {}).map(([name, value]) => [
    name,
    formatValue(value, reader, nested),
  ]);
  return bare({ ...Object.fromEntries(values), rules });
}

function render(name: string, template: Template | undefined, context: object): string {
  try {
    return template?.(context) ?? '';
  } catch (cause) {
    const given = Object.keys(context).join(', ');
    throw new Error(`The phrase "${name}" can't be said with: ${given}`, { cause });
  }
}

/** Lines may be wrapped in the file; an empty line stays. */
const tidy = (text: string): string =>
  text
    .split('\n\n')
    .map((paragraph) => paragraph.split(/\s/).filter(Boolean).join(' '))
    .filter(Boolean)
    .join('\n\n');
