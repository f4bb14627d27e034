import { listBuyers } from '../../services/demo/list-buyers.ts';
import { type Instant, instant, parseInstant } from '../../services/domain/time.ts';
import type { Period } from '../../services/handoff/measured.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import type { Visit } from './route.ts';

const dayMs = 86_400_000;
const mostDays = 366;

/** Whole days of UTC, the last 7 by default; the demo's buyers are no customers, except in the demo itself. */
export function periodOf({ clock, demo }: DeskScreenDeps, { query }: Visit): Period {
  const today = instant(Math.floor(clock.now() / dayMs) * dayMs);
  const to = instant((dayFrom(query.get('to')) ?? today) + dayMs);
  const wanted = dayFrom(query.get('from')) ?? instant(to - 7 * dayMs);
  const from = instant(Math.min(to - dayMs, Math.max(wanted, to - mostDays * dayMs)));
  const without = new Set(demo ? [] : listBuyers().map(({ id }) => id));
  return { from, to, without };
}

const dayFrom = (text: string | null): Instant | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(text ?? '') ? parseInstant(`${text}T00:00:00Z`) : undefined;

/** The first and the last day of a period, as they stand in an address. */
export const daysOf = ({ from, to }: Pick<Period, 'from' | 'to'>) => ({
  from: dayOf(from),
  to: dayOf(instant(to - 1)),
});

const dayOf = (at: Instant): string => showIso.format(at);
const showIso = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' });
