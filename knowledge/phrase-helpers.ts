import type Handlebars from 'handlebars';
import type { Range } from '../services/domain/rulebook.ts';
import { formatList } from './format-value.ts';
import { pluralRules } from './formats.ts';
import { formatBytes } from './show-rules.ts';
import { isShown } from './shown.ts';

/** The only helpers that a phrase or an article may use. */
export const knownHelpers = {
  ...{ if: true, unless: true, plural: true, list: true, bytes: true },
  ...{ each: false, with: false, lookup: false, log: false },
};

type Options = Handlebars.HelperOptions;
type Engine = typeof Handlebars;

export function registerHelpers(engine: Engine, locale: string): void {
  for (const name of ['each', 'with', 'lookup', 'log']) engine.unregisterHelper(name);
  engine.registerHelper('if', function (this: unknown, value: unknown, options: Options) {
    return holds(value) ? options.fn(this) : options.inverse(this);
  });
  engine.registerHelper('unless', function (this: unknown, value: unknown, options: Options) {
    return holds(value) ? options.inverse(this) : options.fn(this);
  });
  engine.registerHelper('plural', (value: unknown, options: Options) =>
    plural(value, options.hash as Record<string, unknown>, locale),
  );
  engine.registerHelper('list', (value: unknown, type: unknown) => list(value, type, locale));
  engine.registerHelper('bytes', (value: unknown) => {
    if (!isShown(value) || typeof value.count !== 'number') throw new Error('bytes needs a number');
    return formatBytes(value.count, locale);
  });
}

/** Zero, an empty text and an empty list do not hold, nor does what is missing. */
function holds(value: unknown): boolean {
  if (!isShown(value)) return Boolean(value);
  return value.count === undefined ? value.text !== '' : value.count !== 0;
}

/**
 * `{{plural n one="# day" other="# days"}}`: the form of the language's category, `#` is the number.
 * `none=` is said for zero.
 */
function plural(value: unknown, forms: Record<string, unknown>, locale: string): string {
  if (!isShown(value) || value.count === undefined) throw new Error('plural needs a number');
  const form =
    value.count === 0 && forms.none ? forms.none : forms[categoryOf(value.count, locale)];
  const chosen = form ?? forms.other;
  if (typeof chosen !== 'string') throw new Error('plural needs the form "other"');
  return chosen.replaceAll('#', value.text);
}

function categoryOf(count: number | Range, locale: string): string {
  const rules = pluralRules(locale);
  if (typeof count === 'number') return rules.select(count);
  return count.max === count.min ? rules.select(count.max) : rangeCategory(rules, count);
}

// lib.es2023 does not know selectRange; Node 20 has it.
function rangeCategory(rules: Intl.PluralRules, { min, max }: Range): string {
  return (rules as Intl.PluralRules & { selectRange(a: number, b: number): string }).selectRange(
    min,
    max,
  );
}

/** `{{list files "or"}}` or `"comma"`; a plain `{{files}}` is joined with "and". */
function list(value: unknown, type: unknown, locale: string): string {
  if (!isShown(value) || value.items === undefined) throw new Error('list needs a list');
  return formatList(value.items, type === 'or' ? 'disjunction' : 'unit', locale);
}
