/** Days counted in UTC; nothing here knows the present but what it is given. */
export const DAY_MS = 86_400_000;

export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const startOfDay = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;

/** `yyyy-mm-dd`; undefined if the calendar has no such day. */
export function dayOf(year: number, month: number, day: number): string | undefined {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1900 && year <= 2200 ? isoDay(at) : undefined;
}

/** The latest such day that is not after `now`: people tell what has been. */
export function latestDay(month: number, day: number, now: number): string | undefined {
  const year = new Date(now).getUTCFullYear();
  const candidates = [year, year - 1, year - 2, year - 3, year - 4].map((y) =>
    dayOf(y, month, day),
  );
  return candidates.find((found) => found !== undefined && Date.parse(found) <= now);
}

/** The n-th such weekday (0 is Sunday) of a month, the last one for -1; undefined if the month has no fifth. */
export function nthWeekday(
  ...[year, month, weekday, n]: readonly [number, number, number, number]
): string | undefined {
  const edge = new Date(n < 0 ? Date.UTC(year, month, 0) : Date.UTC(year, month - 1, 1));
  const away =
    n < 0 ? -((edge.getUTCDay() - weekday + 7) % 7) : (weekday - edge.getUTCDay() + 7) % 7;
  const day = edge.getUTCDate() + away + (n < 0 ? 0 : (n - 1) * 7);
  return dayOf(year, month, day);
}

/** The day after the fourth Thursday of November, the latest one that is not after `now`. */
export function latestBlackFriday(now: number): string {
  const of = (year: number) => Date.parse(nthWeekday(year, 11, 4, 4) ?? '') + DAY_MS;
  const year = new Date(now).getUTCFullYear();
  return isoDay(of(year) <= now ? of(year) : of(year - 1));
}

/** `yyyy-mm` of that month, this year's or the last one's. */
export function latestMonth(month: number, now: number): string {
  const today = new Date(now);
  const year = today.getUTCFullYear() - (month - 1 > today.getUTCMonth() ? 1 : 0);
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** Days or months before (or, negative, after) `now`; the last of a shorter month. */
export function back(now: number, count: number, unit: 'D' | 'W' | 'M' | 'Y'): string {
  if (unit === 'D' || unit === 'W') return isoDay(now - count * (unit === 'W' ? 7 : 1) * DAY_MS);
  const date = new Date(startOfDay(now));
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - count * (unit === 'Y' ? 12 : 1));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return isoDay(date.getTime());
}

/** `yyyy-Www` by ISO 8601, `weeks` from the week of `now`. */
export function isoWeek(now: number, weeks: number): string {
  const day = startOfDay(now) + weeks * 7 * DAY_MS;
  const thursday = day + (4 - (new Date(day).getUTCDay() || 7)) * DAY_MS;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
