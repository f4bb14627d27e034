import { type Money, minorDigits } from '../../services/domain/money.ts';
import { type Instant, isoOf } from '../../services/domain/time.ts';

/** A moment as views draw it. */
export interface ShownMoment {
  readonly iso: string;
  /** "Mon 23 Nov, 14:05" in the zone of the rules. */
  readonly text: string;
  /** "in 2 h 10 min", "5 min ago": the page counts on by itself. */
  readonly left: string;
  /** Under a day away: marked, in words too. */
  readonly soon: boolean;
  readonly past: boolean;
}

export interface Show {
  readonly now: Instant;
  moment(at: Instant): ShownMoment;
  time(at: Instant): string;
  money(money: Money): string;
  /** "2 h 10 min", "under a minute". */
  span(ms: number): string;
}

const minute = 60_000;
const dayMs = 24 * 60 * minute;

export function showAt(now: Instant, timeZone: string): Show {
  const day = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  return {
    now,
    moment: (at) => ({
      ...{
        iso: isoOf(at),
        text: `${day.format(at)} ${zoneWord(timeZone)}`,
        left: leftOf(at - now),
      },
      ...{ soon: at > now && at - now < dayMs, past: at <= now },
    }),
    time: (at) => (Math.abs(now - at) < dayMs / 2 ? clock.format(at) : day.format(at)),
    money: moneyWords,
    span: (ms) => spanWords(ms) || 'under a minute',
  };
}

const zoneWord = (zone: string): string => zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;

export function moneyWords({ minor, currency }: Money): string {
  const digits = minorDigits(currency);
  const figures = String(minor).padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  const amount = digits === 0 ? whole : `${whole}.${figures.slice(-digits)}`;
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(
    amount as `${number}`,
  );
}

/** The two largest units are enough to decide by. `console-desk.js` counts on in the same words. */
function leftOf(ms: number): string {
  const words = spanWords(Math.abs(ms));
  if (words === '') return 'now';
  return ms > 0 ? `in ${words}` : `${words} ago`;
}

export function spanWords(ms: number): string {
  const minutes = Math.floor(ms / minute);
  const days = Math.floor(minutes / 1_440);
  const hours = Math.floor((minutes % 1_440) / 60);
  const rest = minutes % 60;
  if (days > 1) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  const allHours = days * 24 + hours;
  if (allHours > 0) return rest > 0 ? `${allHours} h ${rest} min` : `${allHours} h`;
  return rest > 0 ? `${rest} min` : '';
}
