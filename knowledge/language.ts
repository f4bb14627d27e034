import { dateFormat } from './formats.ts';
import type { Listener, TextFormat } from './knowledge.ts';

/** What every value of a phrase is shown for: one place to ask Intl. */
export interface Reader {
  readonly listener: Listener;
  readonly format: TextFormat;
  /** BCP 47 of the same language as the phrases. */
  readonly locale: string;
}

/** Where the phrases' language is not the listener's own: day before month, currencies told apart. */
const NEUTRAL_ENGLISH = 'en-GB';

/** Asked for every phrase, and a turn says dozens. A client writes its locale itself, so no more than these are kept. */
const known = new Map<string, string>();
const MOST_KNOWN = 500;

/** English words want English dates: a listener of another language gets both. */
export function localeFor({ locale }: Pick<Listener, 'locale'>): string {
  const found = known.get(locale) ?? englishFor(locale);
  if (known.size < MOST_KNOWN) known.set(locale, found);
  return found;
}

function englishFor(tag: string): string {
  try {
    const { language, baseName } = new Intl.Locale(tag);
    return language === 'en' && baseName !== 'en' ? baseName : NEUTRAL_ENGLISH;
  } catch {
    return NEUTRAL_ENGLISH;
  }
}

/** Intl throws on a zone that it does not know; the day of the rules is right for everybody. */
export function zoneOr(zone: string, otherwise: string): string {
  try {
    dateFormat('en', { timeZone: zone });
    return zone;
  } catch {
    return otherwise;
  }
}
