import { minorDigits } from '../services/domain/money.ts';
import { escapeText } from './escape-text.ts';
import { dateFormat, listFormat, numberFormat } from './formats.ts';
import { type Reader, zoneOr } from './language.ts';
import type { Data, Value } from './phrase.ts';
import { type Shown, shown } from './shown.ts';

/** Says a phrase within another one, for the same reader. */
export type Say = (key: string, data: Data | undefined) => string;

/** A value by its kind, in the reader's language; strings of any origin are escaped. */
export function formatValue(value: Value, reader: Reader, say: Say): Shown | boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return shown(escapeText(value, reader.format));
  if (typeof value === 'number') return shownNumber(value, reader.locale);
  if (isList(value)) return shownList(value, reader, say);
  switch (value.kind) {
    case 'money':
      return shown(formatMoney(value.minor, value.currency, reader.locale));
    case 'day':
      return shown(formatDay(value.at, reader));
    case 'last_day':
      return shown(formatDay(value.at - 1, reader));
    case 'moment':
      return shown(formatMoment(value.at, reader));
    case 'quote':
      return shown(escapeText(value.text, reader.format));
    case 'phrase':
      return shown(say(value.key, value.data));
  }
}

// Array.isArray does not narrow readonly arrays.
const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

export function shownNumber(value: number, locale: string): Shown {
  return shown(numberFormat(locale).format(value), { count: value });
}

function shownList(values: readonly Value[], reader: Reader, say: Say): Shown {
  const items = values.map((value) => String(formatValue(value, reader, say)));
  return shown(formatList(items, 'conjunction', reader.locale), { items, count: items.length });
}

/** "a, b and c", "a, b or c", "a, b, c". */
export function formatList(
  items: readonly string[],
  type: 'conjunction' | 'disjunction' | 'unit',
  locale: string,
): string {
  return listFormat(locale, type).format(items);
}

/** `minor` is an integer as text, so that no amount is ever a float. */
function formatMoney(minor: string, currency: string, locale: string): string {
  const digits = minorDigits(currency);
  const sign = minor.startsWith('-') ? '-' : '';
  const figures = minor.slice(sign.length).padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  const amount = digits === 0 ? whole : `${whole}.${figures.slice(-digits)}`;
  const format = numberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(`${sign}${amount}` as `${number}`);
}

/** The calendar day in the zone of the rules. Its year is told unless it is the listener's own. */
function formatDay(at: number, { listener, locale }: Reader): string {
  const timeZone = listener.policyZone;
  const year = yearOf(at, timeZone);
  const thisYear = listener.today !== undefined && yearOf(listener.today, timeZone) === year;
  return dateFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(thisYear ? {} : { year: 'numeric' }),
  }).format(at);
}

const yearOf = (at: number, timeZone: string): string =>
  dateFormat('en', { timeZone, year: 'numeric' }).format(at);

/** Day, time and zone of the listener's clock: "Thursday 3 December, 13:00 CET". */
function formatMoment(at: number, reader: Reader): string {
  const { listener, locale } = reader;
  const timeZone = zoneOr(listener.timeZone, listener.policyZone);
  const time = dateFormat(locale, {
    timeZone,
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const own = { ...reader, listener: { ...listener, policyZone: timeZone } };
  return `${formatDay(at, own)}, ${time.format(at)}`;
}
