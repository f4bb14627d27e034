import {
  back,
  DAY_MS,
  dayOf,
  isoDay,
  isoWeek,
  latestBlackFriday,
  latestDay,
  latestMonth,
  nthWeekday,
  startOfDay,
} from './calendar.ts';
import type { FoundEntity } from './find-numbers.ts';
import { type Token, tokensOf } from './scan.ts';
import {
  ahead,
  leadingIn,
  months,
  nearDays,
  numerals,
  ordinals,
  type Unit,
  units,
  weekdays,
} from './time-words.ts';

/** What a run of words means, from the first of them on. */
interface Said {
  readonly type: 'date' | 'duration';
  readonly tokens: number;
  /** Likeliest first. */
  readonly values: readonly string[];
}

/** The words of a message, with what lies between them. */
interface Words {
  word(at: number): string;
  /** Between this word and the next one. */
  gap(at: number): string;
  readonly now: number;
}

/**
 * Days, months, weeks and spans of time, read in one pass without the date recognizer: every rule looks at most
 * six words on. A day that could be past or to come is past, unless a word before it looks ahead.
 */
export function findTimes(text: string, now: number): readonly FoundEntity[] {
  const tokens = tokensOf(text);
  const words = wordsOf(text, tokens, now);
  const found: FoundEntity[] = [];
  for (let i = 0; i < tokens.length; ) {
    const said = readers.map((read) => read(words, i)).find((one) => one && one.values.length > 0);
    if (said) found.push(entityOf(said, i, tokens, text));
    i += said?.tokens ?? 1;
  }
  return found;
}

function wordsOf(text: string, tokens: readonly Token[], now: number): Words {
  return {
    now,
    word: (at) => tokens[at]?.text.toLowerCase() ?? '',
    gap: (at) => {
      const next = tokens[at + 1];
      return text.slice(tokens[at]?.end ?? text.length, next ? next.start : text.length);
    },
  };
}

function entityOf(said: Said, at: number, tokens: readonly Token[], text: string): FoundEntity {
  const start = tokens[at]?.start ?? 0;
  const end = tokens[at + said.tokens - 1]?.end ?? start;
  const [value = ''] = said.values;
  return {
    type: said.type,
    text: text.slice(start, end),
    start,
    end,
    value,
    readings: said.values,
  };
}

const date = (tokens: number, ...values: readonly (string | undefined)[]): Said => ({
  type: 'date',
  tokens,
  values: values.flatMap((value) => value ?? []),
});

type Read = (words: Words, at: number) => Said | undefined;

/** 2025-06-01 */
const isoWritten: Read = ({ word, gap }, at) => {
  if (!/^\d{4}$/.test(word(at)) || gap(at) !== '-' || gap(at + 1) !== '-') return undefined;
  return date(3, dayOf(Number(word(at)), Number(word(at + 1)), Number(word(at + 2))));
};

const fractions = new Set(['1/2', '1/3', '2/3', '1/4', '3/4', '24/7']);

/** 13.11.2024, 05/11, 3-11-24: the day first or the month first, the latest past one before the other. */
const figures: Read = ({ word, gap, now }, at) => {
  const [a, b] = [word(at), word(at + 1)];
  const mark = gap(at);
  if (!/^\d{1,2}$/.test(a) || !/^\d{1,2}$/.test(b) || !/^[/.-]$/.test(mark)) return undefined;
  const withYear = gap(at + 1) === mark && /^(\d{2}|\d{4})$/.test(word(at + 2));
  if (!withYear && (mark !== '/' || fractions.has(`${a}/${b}`))) return undefined;
  if (!withYear && /^(stars?|of|out)$/.test(word(at + 2))) return undefined;
  const year = Number(word(at + 2).padStart(4, '20'));
  const read = (month: number, day: number) =>
    withYear ? dayOf(year, month, day) : month <= 12 ? latestDay(month, day, now) : undefined;
  const readings = [
    read(Number(b), Number(a)),
    ...(mark === '.' ? [] : [read(Number(a), Number(b))]),
  ];
  const known = [...new Set(readings.flatMap((day) => day ?? []))];
  return date(withYear ? 3 : 2, ...(withYear ? known : known.sort().reverse()));
};

const dayNumber = (word: string): number | undefined => {
  const day = Number(/^(\d{1,2})(st|nd|rd|th)?$/.exec(word)?.[1]);
  return day >= 1 && day <= 31 ? day : undefined;
};

/** 3 May 2025, the 2nd of june, May 3rd */
const dayAndMonth: Read = ({ word, now }, at) => {
  const start = word(at) === 'the' ? 1 : 0;
  const first = dayNumber(word(at + start));
  const of = first !== undefined && /^(of|de)$/.test(word(at + start + 1)) ? 1 : 0;
  const month = months.get(word(at + start + (first === undefined ? 0 : 1 + of)));
  if (month === undefined) return undefined;
  const day = first ?? (start ? undefined : dayNumber(word(at + 1)));
  if (day === undefined) return undefined;
  const length = first === undefined ? 2 : start + 2 + of;
  const year = /^(19|20)\d\d$/.test(word(at + length)) ? Number(word(at + length)) : undefined;
  if (year !== undefined) return date(length + 1, dayOf(year, month, day));
  return date(length, latestDay(month, day, now));
};

/** A count of units: "two weeks", "a couple of days", "5 working days", "half an hour". */
function span({ word, gap }: Words, at: number) {
  const half = word(at) === 'half';
  const from = half ? at + 1 : word(at) === 'a' && word(at + 1) === 'couple' ? at + 1 : at;
  const written = /^\d{1,3}$/.test(word(from)) ? Number(word(from)) : numerals.get(word(from));
  if (written === undefined || gap(from).includes('-')) return undefined;
  let next = from + 1;
  if (/^(of|more|working|business|full|whole)$/.test(word(next))) next += 1;
  const fortnight = /^fortnights?$/.test(word(next));
  const unit = fortnight ? 'W' : units.get(word(next));
  // "in a day's time" and "a month-old" are spans too; "a min" is a wait.
  if (!unit || (unit === 'TM' && written === 1)) return undefined;
  const count = fortnight ? written * 2 : written;
  if (half && unit !== 'TH') return undefined;
  const iso = half
    ? 'PT30M'
    : unit.startsWith('T')
      ? `PT${count}${unit.slice(1)}`
      : `P${count}${unit}`;
  return { tokens: next - at + 1, count, unit, iso };
}

const before = new Set(['hace', 'vor', 'há']);

/** "2 wks ago", "hace dos semanas", "il y a deux semaines" are days; "for two weeks" is a span. */
const countedTime: Read = (words, at) => {
  const { word, now } = words;
  const lead = before.has(word(at)) ? 1 : word(at) === 'il' && word(at + 2) === 'a' ? 3 : 0;
  const found = span(words, at + lead);
  if (!found) return undefined;
  const past = lead > 0 || word(at + found.tokens) === 'ago';
  if (!past && found.iso === 'P1Y' && isProduct(words, at, found.tokens)) return undefined;
  if (!past) return { type: 'duration', tokens: found.tokens, values: [found.iso] };
  const tokens = lead + found.tokens + (lead ? 0 : 1);
  return date(tokens, backBy(found, now));
};

/** The one-year warranty is a name, not a time. */
const isProduct = ({ word }: Words, at: number, tokens: number): boolean =>
  [-2, -1, tokens, tokens + 1, tokens + 2].some((n) =>
    /^(warr?ant|gua?rant|thing)/.test(word(at + n)),
  );

function backBy({ count, unit }: { count: number; unit: Unit }, now: number): string {
  return unit === 'TH' || unit === 'TM' ? isoDay(now) : back(now, count, unit);
}

/** yesterday, this morning, last night, the day before yesterday */
const nearDay: Read = ({ word, now }, at) => {
  const near = nearDays.get(word(at));
  if (near !== undefined) return date(1, isoDay(now + near * DAY_MS));
  const part = /^(morning|afternoon|evening|night)$/.test(word(at + 1));
  if (word(at) === 'this' && part) return date(2, isoDay(now));
  if (word(at) === 'last' && part) return date(2, isoDay(now - DAY_MS));
  return undefined;
};

const onlyLed = new Set('sun sat mon mar may mars mai jun jan dec sept mes'.split(' '));

const isAhead = ({ word }: Words, at: number): boolean =>
  [1, 2, 3].some((n) => ahead.has(word(at - n)));

/** monday, last friday, next friday */
const weekday: Read = (words, at) => {
  const { word, now } = words;
  const which = /^(last|next|this)$/.test(word(at)) ? word(at) : '';
  const name = word(at + (which ? 1 : 0));
  const day = weekdays.get(name);
  if (day === undefined) return undefined;
  if (onlyLed.has(name) && !which && !leadingIn.has(word(at - 1))) return undefined;
  const tokens = which ? 2 : 1;
  const today = startOfDay(now);
  const since = (new Date(today).getUTCDay() - day + 7) % 7 || 7;
  const past = today - since * DAY_MS;
  if (which === 'last') return date(tokens, isoDay(past), isoDay(past - 7 * DAY_MS));
  const toCome = past + 7 * DAY_MS + (since === 7 ? 7 * DAY_MS : 0);
  if (which === 'next' || isAhead(words, at)) return date(tokens, isoDay(toCome));
  return which === 'this' ? date(tokens, isoDay(toCome), isoDay(past)) : date(tokens, isoDay(past));
};

/** The shops' day, and "the first monday of november": no other Friday and no other Monday is meant. */
const namedDay: Read = ({ word, now }, at) => {
  if (word(at) === 'black' && word(at + 1) === 'friday') return date(2, latestBlackFriday(now));
  const start = word(at) === 'the' ? 1 : 0;
  const n = word(at + start) === 'last' ? -1 : ordinals.get(word(at + start));
  const day = weekdays.get(word(at + start + 1));
  const month = months.get(word(at + start + 3));
  if (n === undefined || day === undefined || month === undefined) return undefined;
  if (!/^(of|in)$/.test(word(at + start + 2))) return undefined;
  const said = /^(19|20)\d\d$/.test(word(at + start + 4))
    ? Number(word(at + start + 4))
    : undefined;
  if (said !== undefined) return date(start + 5, nthWeekday(said, month, day, n));
  const year = new Date(now).getUTCFullYear();
  const known = [year, year - 1].flatMap((y) => nthWeekday(y, month, day, n) ?? []);
  return date(start + 4, known.find((one) => Date.parse(one) <= now) ?? known.at(-1));
};

/** last week, next month, this week */
const nearUnit: Read = ({ word, now }, at) => {
  const shift = { last: -1, past: -1, this: 0, next: 1 }[word(at)];
  const unit = units.get(word(at + 1));
  if (shift === undefined || (unit !== 'W' && unit !== 'M') || /s$/.test(word(at + 1)))
    return undefined;
  return date(2, unit === 'W' ? isoWeek(now, shift) : back(now, -shift, 'M').slice(0, 7));
};

/** in march, last november */
const month: Read = ({ word, now }, at) => {
  const found = months.get(word(at));
  if (found === undefined || !leadingIn.has(word(at - 1))) return undefined;
  if (word(at - 1) !== 'in' && onlyLed.has(word(at)) && word(at - 1) !== 'last') return undefined;
  const year = /^(19|20)\d\d$/.test(word(at + 1)) ? word(at + 1) : undefined;
  if (year) return date(2, `${year}-${String(found).padStart(2, '0')}`);
  return date(1, latestMonth(found, now));
};

/** on the 10th, due on the first */
const dayOfMonth: Read = (words, at) => {
  const { word, gap, now } = words;
  const led = /^(on|since|by|until|till|from|before|after)$/.test(word(at - 1));
  const start = word(at) === 'the' ? 1 : 0;
  const numeral = /^\d{1,2}(st|nd|rd|th)$/.test(word(at + start));
  const day = numeral ? dayNumber(word(at + start)) : ordinals.get(word(at + start));
  if (day === undefined || (!led && !(numeral && start))) return undefined;
  const stops = /[.,;!?)]/.test(gap(at + start)) || word(at + start + 1) === '';
  const goesOn = /^(and|but|so|it|to|i|we|he|she|they|already|for|at|in|by|then|which)$/.test(
    word(at + start + 1),
  );
  if (!stops && !goesOn) return undefined;
  const today = new Date(now);
  const at0 = (shift: number) => {
    const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + shift, 1));
    return dayOf(first.getUTCFullYear(), first.getUTCMonth() + 1, day);
  };
  const days = [at0(-2), at0(-1), at0(0), at0(1)].flatMap((one) => one ?? []);
  const past = days.filter((one) => Date.parse(one) <= now).at(-1);
  const toCome = days.find((one) => Date.parse(one) > now);
  return date(start + 1, isAhead(words, at) ? toCome : past);
};

const readers: readonly Read[] = [
  isoWritten,
  figures,
  dayAndMonth,
  countedTime,
  nearDay,
  namedDay,
  weekday,
  nearUnit,
  month,
  dayOfMonth,
];
