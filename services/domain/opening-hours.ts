import { DateTime } from 'luxon';
import { type Instant, instant } from './time.ts';

/** `09:00` to `18:00` on the wall clock of the zone; `24:00` is the end of the day. */
export interface Shift {
  readonly from: string;
  readonly to: string;
}

/** When agents are there. Days by ISO: 1 is Monday. A day that is missing is closed. */
export interface OpeningHours {
  /** IANA. */
  readonly timeZone: string;
  readonly days: Readonly<
    Partial<Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', readonly Shift[]>>
  >;
  /** `yyyy-mm-dd` days on which nobody is there. */
  readonly closedOn: readonly string[];
}

export type Openness =
  | { readonly open: true; readonly until: Instant }
  /** `opensAt` is missing if no day of the next two weeks has hours. */
  | { readonly open: false; readonly opensAt?: Instant };

const daysAhead = 15;

/** Half-open, as every date here: at `to` sharp they are gone. Shifts that touch count as one. */
export const opennessAt = (hours: OpeningHours, at: Instant): Openness => {
  const spans = joined(
    Array.from({ length: daysAhead }, (_, ahead) => spansOf(hours, at, ahead - 1)).flat(),
  );
  const now = spans.find(({ from, to }) => from <= at && at < to);
  if (now) return { open: true, until: instant(now.to) };
  const next = spans.find(({ from }) => at < from);
  return next ? { open: false, opensAt: instant(next.from) } : { open: false };
};

interface Span {
  readonly from: number;
  readonly to: number;
}

const spansOf = (hours: OpeningHours, at: Instant, ahead: number): readonly Span[] => {
  const day = DateTime.fromMillis(at, { zone: hours.timeZone })
    .startOf('day')
    .plus({ days: ahead });
  if (hours.closedOn.includes(day.toFormat('yyyy-MM-dd'))) return [];
  const shifts = hours.days[String(day.weekday) as keyof OpeningHours['days']] ?? [];
  return shifts
    .map(({ from, to }) => ({ from: onDay(day, from), to: onDay(day, to) }))
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => a.from - b.from);
};

/** The clock on the wall of that day, also on one with 23 or 25 hours. */
const onDay = (day: DateTime, time: string): number => {
  const [hour, minute] = [Number(time.slice(0, 2)), Number(time.slice(3))];
  const date = hour === 24 ? day.plus({ days: 1 }) : day;
  return date.set({ hour: hour % 24, minute }).toMillis();
};

const joined = (spans: readonly Span[]): readonly Span[] => {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last && span.from <= last.to)
      all.splice(-1, 1, { from: last.from, to: Math.max(last.to, span.to) });
    else all.push(span);
  }
  return all;
};
