/** Intl's formats are costly to make (a third of a millisecond for a date) and cheap to use: each is made once. */
const made = new Map<string, unknown>();

function once<Format>(name: string, locale: string, options: object, make: () => Format): Format {
  const key = `${name} ${locale} ${JSON.stringify(options)}`;
  const known = made.get(key) as Format | undefined;
  if (known) return known;
  // Locales and zones come from outside: what is kept must stay finite.
  if (made.size >= MAX_FORMATS) made.clear();
  const format = make();
  made.set(key, format);
  return format;
}

const MAX_FORMATS = 500;

export const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions) =>
  once('date', locale, options, () => new Intl.DateTimeFormat(locale, options));

export const numberFormat = (locale: string, options: Intl.NumberFormatOptions = {}) =>
  once('number', locale, options, () => new Intl.NumberFormat(locale, options));

export const listFormat = (locale: string, type: 'conjunction' | 'disjunction' | 'unit') =>
  once('list', locale, { type }, () => new Intl.ListFormat(locale, { type, style: 'long' }));

export const pluralRules = (locale: string) =>
  once('plural', locale, {}, () => new Intl.PluralRules(locale));
