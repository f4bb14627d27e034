import { cutFragment, type Fragment } from './cut-fragment.ts';
import { findTimes } from './find-times.ts';

/** A calendar day that was said, with every way to read it. */
export interface FoundDate {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `yyyy-mm-dd`, the latest one that is not after the reference first; several if it can be read in two ways. */
  readonly readings: readonly string[];
}

type Recognizer = typeof import('@microsoft/recognizers-text-date-time');
let loaded: Promise<Recognizer> | undefined;

/**
 * Days as `findTimes` reads them; where it finds none in what looks like a date ("mid May", "Christmas Eve"), the
 * date recognizer is asked. This is the one place that calls it, on a fragment of at most 64 characters: on a
 * whole utterance it can take minutes. It is loaded with the first such text.
 * @source reliability.md F4
 */
export async function findDates(text: string, now: number): Promise<readonly FoundDate[]> {
  const times = findTimes(text, now);
  const days = times.filter(({ type, readings = [] }) => type === 'date' && readings.some(isDay));
  if (days.length > 0) {
    return days.map(({ readings = [], ...found }) => ({ ...placeOf(found), readings }));
  }
  const fragment = times.some(({ type }) => type !== 'date') ? undefined : cutFragment(text);
  return fragment ? recognized(fragment, text, now) : [];
}

/** No month and no week. */
const isDay = (reading: string): boolean => /^\d{4}-\d\d-\d\d$/.test(reading);

const placeOf = ({ text, start, end }: Omit<FoundDate, 'readings'>) => ({ text, start, end });

async function recognized(
  fragment: Fragment,
  text: string,
  now: number,
): Promise<readonly FoundDate[]> {
  loaded ??= import('@microsoft/recognizers-text-date-time');
  const { default: recognizers } = (await loaded) as unknown as { default: Recognizer };
  // It does not know 3.11.2024; the length stays the same.
  const slashed = fragment.text.replace(/(?<=\d)\.(?=\d)/g, '/');
  const results = recognizers.recognizeDateTime(slashed, 'en-us', 0, new Date(now));
  return results.flatMap((result) => {
    if (!result.typeName.endsWith('.date')) return [];
    const readings = readingsOf(result.resolution, result.text, now);
    const start = fragment.start + result.start;
    const { length } = result.text;
    return readings.length
      ? [{ text: text.slice(start, start + length), start, end: start + length, readings }]
      : [];
  });
}

function readingsOf(
  resolution: Record<string, unknown> | null | undefined,
  text: string,
  now: number,
): readonly string[] {
  const values = (resolution?.values ?? []) as readonly { readonly value?: string }[];
  const days = values.flatMap(({ value }) => (value && isDay(value) ? [value] : []));
  const all = [...new Set(days.flatMap((day) => [day, ...dayFirst(day, text, now)]))];
  const past = (day: string) => Date.parse(day) <= now;
  // People complain about what has been: a day to come is a reading only if there is no other.
  const sorted = all.filter(past).sort().reverse();
  return sorted.length > 0 ? sorted : all.sort();
}

/** "05/11" is read as 11 May alone; most of the world writes the day first. */
function dayFirst(day: string, text: string, now: number): readonly string[] {
  const [year, month, date] = day.split('-');
  if (!/^\d{1,2}[/.-]\d{1,2}\b/.test(text) || Number(date) > 12) return [];
  const swapped = `${year}-${date}-${month}`;
  const saidYear = /\d{4}|[/.-]\d{1,2}[/.-]\d{2}\b/.test(text);
  if (saidYear || Date.parse(swapped) <= now) return [swapped];
  return [`${Number(year) - 1}-${date}-${month}`];
}
