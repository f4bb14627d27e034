import type { FoundEntity } from './find-numbers.ts';

const symbols: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₽': 'RUB',
  '₴': 'UAH',
  '₹': 'INR',
  zł: 'PLN',
};
const words: Readonly<Record<string, string>> = {
  ...{ usd: 'USD', dollar: 'USD', dollars: 'USD', bucks: 'USD', buck: 'USD' },
  ...{ dolar: 'USD', dolars: 'USD', doller: 'USD', dollers: 'USD', tl: 'TRY', lira: 'TRY' },
  ...{
    eur: 'EUR',
    euro: 'EUR',
    euros: 'EUR',
    gbp: 'GBP',
    pound: 'GBP',
    pounds: 'GBP',
    quid: 'GBP',
  },
  ...{
    rub: 'RUB',
    ruble: 'RUB',
    rubles: 'RUB',
    roubles: 'RUB',
    pln: 'PLN',
    zl: 'PLN',
    zloty: 'PLN',
  },
  ...{ jpy: 'JPY', yen: 'JPY', inr: 'INR', rupees: 'INR', brl: 'BRL', reais: 'BRL', try: 'TRY' },
  ...{ cad: 'CAD', aud: 'AUD', mxn: 'MXN', chf: 'CHF', sek: 'SEK', czk: 'CZK', uah: 'UAH' },
};
/** "US$", "CA$": the country makes the dollar. */
const prefixes: Readonly<Record<string, string>> = { us: 'USD', ca: 'CAD', au: 'AUD', hk: 'HKD' };

/** Longer runs of digits are no amounts. */
const MAX_AMOUNT = 12;

/**
 * Amounts with a currency before or behind them, or with two decimals, and percentages. One pass.
 * A bare whole number is an amount only where one is named ("make it 25"): else it can be a size, a quantity, a day.
 */
export function findAmounts(text: string): readonly FoundEntity[] {
  const found: FoundEntity[] = [];
  for (let i = 0; i < text.length; ) {
    const number = isDigit(text, i) && !isWord(text, i - 1) ? numberAt(text, i) : undefined;
    if (number) {
      const entity =
        groupedAt(text, i, number) ??
        entityAt(text, i, number) ??
        bareAt(text, i, number, found.at(-1));
      if (entity) found.push(entity);
      i = entity ? Math.max(entity.end, number.end) : number.end;
    } else i += 1;
  }
  return found;
}

/** Thousands with a space: "2 300 ₽". */
function groupedAt(text: string, start: number, first: Figures): FoundEntity | undefined {
  const group = /^ (\d{3}(?:[.,]\d{1,2})?)(?![\d.,]*\d)/.exec(text.slice(first.end, first.end + 8));
  if (!group || !/^[1-9]\d{0,2}$/.test(first.decimal)) return undefined;
  const decimal = first.decimal + (group[1] ?? '').replace(',', '.');
  const found = entityAt(text, start, { end: first.end + group[0].length, decimal });
  return found?.currency ? found : undefined;
}

/** What stands before and behind a number that can only be money here. */
const named =
  /(?:make it|not|instead of|settle for|for those|for these|i propose|i offer|i suggest|at least|change(?: it)? to|raise(?: it)? to|up to) $/i;
const ended = /^(?:\s*[.,;!?]|\s*$| (?:or|and|back|instead|then|please|pls|not)\b)/i;

function bareAt(
  ...[text, start, { end, decimal }, before]: [string, number, Figures, FoundEntity | undefined]
): FoundEntity | undefined {
  if (!/^\d{1,5}$/.test(decimal) || !ended.test(text.slice(end, end + 8))) return undefined;
  const another =
    before?.type === 'amount' && /^(?:, | or | but )$/.test(text.slice(before.end, start));
  if (!another && !named.test(text.slice(Math.max(0, start - 16), start))) return undefined;
  return made('amount', text, start, end, decimal);
}

interface Figures {
  readonly end: number;
  /** With a point, no grouping. */
  readonly decimal: string;
}

function numberAt(text: string, start: number): Figures | undefined {
  let end = start;
  while (
    end < text.length &&
    (isDigit(text, end) || (/[.,]/.test(text[end] ?? '') && isDigit(text, end + 1)))
  )
    end += 1;
  const raw = text.slice(start, end);
  if (raw.length > MAX_AMOUNT) return { end, decimal: '' };
  const fraction = /[.,](\d{1,2})$/.exec(raw)?.[1];
  const whole = (fraction === undefined ? raw : raw.slice(0, -fraction.length - 1)).replace(
    /[.,]/g,
    '',
  );
  return { end, decimal: fraction === undefined ? whole : `${whole}.${fraction}` };
}

function entityAt(text: string, start: number, { end, decimal }: Figures): FoundEntity | undefined {
  if (decimal === '') return undefined;
  const after = currencyAfter(text, end);
  if (after?.currency === '%') return made('percent', text, start, after.end, decimal);
  const before = currencyBefore(text, start);
  const currency = before?.currency ?? after?.currency;
  if (!currency && !(/\.\d\d$/.test(decimal) && !isWord(text, end))) return undefined;
  const from = before?.start ?? start;
  return made('amount', text, from, before ? end : (after?.end ?? end), decimal, currency);
}

function made(
  type: 'amount' | 'percent',
  text: string,
  start: number,
  end: number,
  value: string,
  currency?: string,
): FoundEntity {
  const found = { type, text: text.slice(start, end), start, end, value };
  return currency ? { ...found, currency } : found;
}

function currencyBefore(text: string, start: number) {
  const at = text[start - 1] === ' ' ? start - 2 : start - 1;
  const symbol = symbols[text[at] ?? ''];
  if (symbol) {
    const letters = text.slice(Math.max(0, at - 2), at).toLowerCase();
    const country = prefixes[letters];
    return country ? { currency: country, start: at - 2 } : { currency: symbol, start: at };
  }
  const code = text.slice(Math.max(0, at - 2), at + 1);
  const known = isWord(text, at - 3) ? undefined : words[code.toLowerCase()];
  return known && code.length === 3 ? { currency: known, start: at - 2 } : undefined;
}

function currencyAfter(text: string, end: number) {
  const at = text[end] === ' ' ? end + 1 : end;
  const character = text[at] ?? '';
  if (character === '%') return { currency: '%', end: at + 1 };
  const symbol = symbols[character];
  if (symbol) return { currency: symbol, end: at + 1 };
  let to = at;
  while (to < text.length && to - at < 10 && isWord(text, to)) to += 1;
  const word = text.slice(at, to).toLowerCase();
  if (word === 'percent' || word === 'pct') return { currency: '%', end: to };
  const currency = words[word] ?? symbols[word];
  return currency ? { currency, end: to } : undefined;
}

const isDigit = (text: string, at: number): boolean => /^[0-9]$/.test(text[at] ?? '');
const isWord = (text: string, at: number): boolean => /^[\p{L}\p{N}]$/u.test(text[at] ?? '');
