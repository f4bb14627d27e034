import { DateTime } from 'luxon';

declare const brand: unique symbol;

/** A moment as milliseconds since 1970-01-01T00:00:00Z. Zones exist only where a date is computed or shown. */
export type Instant = number & { readonly [brand]: true };

const hour = 3_600_000;
const day = 24 * hour;

/** Throws on a number that is no whole millisecond: a fault of the caller. */
export const instant = (ms: number): Instant => {
  if (!Number.isSafeInteger(ms)) throw new RangeError(`No instant: ${ms}`);
  return ms as Instant;
};

/** Ends in a zone, so that the machine's own never counts (I11). */
const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i;

/** ISO 8601 with a zone: `2026-11-22T12:00:00Z`, `...+01:00`. Undefined for all else. */
export const parseInstant = (iso: string): Instant | undefined => {
  if (iso.length > 40 || !iso.includes('T') || !zoned.test(iso)) return undefined;
  const read = DateTime.fromISO(iso);
  return read.isValid ? instant(read.toMillis()) : undefined;
};

/** `2026-11-22T12:00:00.000Z`. */
export const isoOf = (at: Instant): string => new Date(at).toISOString();

export const plusHours = (at: Instant, hours: number): Instant => instant(at + hours * hour);

/** Days of 24 hours each, whatever the clocks on the wall do. */
export const plusTimes24h = (at: Instant, times: number): Instant => plusHours(at, times * 24);

export const earlierOf = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The first instant of the calendar day in `zone` that `at` belongs to. */
export const startOfDay = (at: Instant, zone: string): Instant => startOfDayAfter(at, 0, zone);

/** The first instant of the calendar day `days` after the one that `at` belongs to; `days` may be negative. */
export const startOfDayAfter = (at: Instant, days: number, zone: string): Instant =>
  zone === 'UTC'
    ? // No clock change, so arithmetic: asked dozens of times in a turn, and luxon takes 20 times as long.
      instant((Math.floor(at / day) + days) * day)
    : firstInstant(dateOf(at, zone).plus({ days }), zone);

/** The first instant of the same date `years` later (29 February: the 28th). */
export const startOfDayYearsAfter = (at: Instant, years: number, zone: string): Instant =>
  firstInstant(dateOf(at, zone).plus({ years }), zone);

/** The start of the `n`th business day after the day of `at`: not Saturday, not Sunday, no holiday (`yyyy-mm-dd`). */
export const plusBusinessDays = (
  at: Instant,
  n: number,
  zone: string,
  holidays: readonly string[],
): Instant => {
  let date = dateOf(at, zone);
  for (let left = n; left > 0; ) {
    date = date.plus({ days: 1 });
    if (date.weekday <= 5 && !holidays.includes(date.toFormat('yyyy-MM-dd'))) left -= 1;
  }
  return firstInstant(date, zone);
};

/** The calendar date in `zone`, carried as UTC midnight so that counting days meets no clock change. */
const dateOf = (at: Instant, zone: string): DateTime => {
  const { year, month, day } = DateTime.fromMillis(at, { zone });
  return DateTime.utc(year, month, day);
};

/**
 * Midnight may come twice (Havana in autumn: the first one counts) or not at all (Beirut in spring, and
 * 30 December 2011 in Apia: the instant of the jump). luxon would choose by the offset of the moment it runs in.
 */
const firstInstant = (date: DateTime, zone: string): Instant => {
  const midnight = date.toMillis();
  const offset = (at: number) => DateTime.fromMillis(at, { zone }).offset * 60_000;
  const before = midnight - offset(midnight - 36 * hour);
  const after = midnight - offset(midnight + 36 * hour);
  const holds = (at: number) => at + offset(at) === midnight;
  if (holds(before)) return instant(before);
  return instant(holds(after) ? after : before);
};
