import { z } from 'zod';
import type { OpeningHours, Shift } from '../../services/domain/opening-hours.ts';
import { opennessAt } from '../../services/domain/opening-hours.ts';
import {
  type DeskSettings,
  readDeskSettings,
  saveDeskSettings,
} from '../../services/handoff/desk-settings.ts';
import { asActor, writeAudit } from '../../services/staff/staff-context.ts';
import { type Answer, goTo, page } from './answer.ts';
import type { ConsoleDeps } from './deps.ts';
import { admins, type ConsoleRoute, type Visit } from './route.ts';
import { momentsIn } from './show-moment.ts';
import { viewOf } from './view.ts';

const numbers = [
  ['answerWithinMinutes', 'Answer a waiting case within (minutes)', 1, 1440],
  ['agentSilentMinutes', 'An agent who is silent for so long loses the case (minutes)', 1, 1440],
  ['buyerSilentHours', 'A case that waits for the buyer is over after (hours)', 1, 720],
  [
    'approveAbove',
    'Above this amount a second person has to agree (in whole units, unless named below)',
    0,
    1_000_000,
  ],
  ['wordHours', 'A buyer’s message counts as their word for (hours)', 1, 720],
] as const;

const days = [
  ['1', 'Monday'],
  ['2', 'Tuesday'],
  ['3', 'Wednesday'],
  ['4', 'Thursday'],
  ['5', 'Friday'],
  ['6', 'Saturday'],
  ['7', 'Sunday'],
] as const;

const view = viewOf<{
  readonly csrf: string;
  readonly fault: string;
  readonly note: string;
  readonly now: string;
  readonly timeZone: string;
  readonly closedOn: string;
  readonly approveAboveIn: string;
  readonly days: readonly { readonly no: string; readonly name: string; readonly shifts: string }[];
  readonly numbers: readonly {
    readonly name: string;
    readonly words: string;
    readonly value: number;
    readonly min: number;
    readonly max: number;
  }[];
}>('hours');

/** When agents are there, and the desk's limits. */
export const hoursRoutes = (deps: ConsoleDeps): readonly ConsoleRoute[] => [
  { method: 'get', path: '/console/hours', roles: admins, handle: (visit) => show(deps, visit) },
  { method: 'post', path: '/console/hours', roles: admins, handle: (visit) => save(deps, visit) },
];

async function show(
  deps: ConsoleDeps,
  visit: Visit,
  refused?: { readonly fault: string; readonly form: URLSearchParams },
): Promise<Answer> {
  const { store, rulebooks } = deps;
  const settings = await store.run((tx) => readDeskSettings({ store, tx, rulebooks }));
  const typed = (name: string, stored: string) => refused?.form.get(name) ?? stored;
  const { hours } = settings;
  const html = view({
    ...{ csrf: visit.csrf, fault: refused?.fault ?? '', now: nowWords(deps, hours) },
    note: visit.query.get('done') ? 'Saved. It counts from now on.' : '',
    timeZone: typed('timeZone', hours.timeZone),
    closedOn: typed('closedOn', hours.closedOn.join('\n')),
    approveAboveIn: typed(
      'approveAboveIn',
      Object.entries(settings.approveAboveIn)
        .map(([currency, most]) => `${currency} ${most}`)
        .join('\n'),
    ),
    days: days.map(([no, name]) => ({
      ...{ no, name, shifts: typed(`day${no}`, shiftWords(hours.days[no] ?? [])) },
    })),
    numbers: numbers.map(([name, words, min, max]) => ({
      ...{ name, words, min, max, value: Number(typed(name, String(settings[name]))) },
    })),
  });
  return page({ title: 'Hours and limits', html, status: refused ? 422 : 200 });
}

function nowWords({ staff }: ConsoleDeps, hours: OpeningHours): string {
  const openness = opennessAt(hours, staff.clock.now());
  const moment = momentsIn(hours.timeZone);
  if (openness.open) return `Open now, until ${moment(openness.until)}.`;
  return openness.opensAt === undefined
    ? 'Closed, and no day of the next two weeks has hours.'
    : `Closed now, open from ${moment(openness.opensAt)}.`;
}

async function save(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const { form } = visit;
  const read = readSettings(form);
  if (typeof read === 'string') return show(deps, visit, { fault: read, form });
  const { store, rulebooks } = deps;
  await asActor(deps.staff, visit.staff, async (ctx) => {
    const before = await readDeskSettings({ store, tx: ctx.tx, rulebooks });
    await saveDeskSettings(ctx, { ...before, ...read });
    const changed = numbers.filter(([name]) => before[name] !== read[name]);
    await writeAudit(ctx, 'desk.settings', 'desk hours', {
      hours: JSON.stringify(before.hours) !== JSON.stringify(read.hours),
      ...(JSON.stringify(before.approveAboveIn) !== JSON.stringify(read.approveAboveIn) && {
        approveAboveIn: read.approveAboveIn,
      }),
      ...Object.fromEntries(changed.map(([name]) => [name, [before[name], read[name]]])),
    });
  });
  return goTo('/console/hours?done=1');
}

type Edited = Pick<DeskSettings, 'hours' | 'approveAboveIn' | (typeof numbers)[number][0]>;

/** The settings, or what is wrong with them. */
function readSettings(form: URLSearchParams): Edited | string {
  const hours = readHours(form);
  if (typeof hours === 'string') return hours;
  const values: Record<string, number> = {};
  for (const [name, words, min, max] of numbers) {
    const value = Number(form.get(name) ?? '');
    if (!Number.isInteger(value) || value < min || value > max)
      return `“${words}” has to be a whole number from ${min} to ${max}.`;
    values[name] = value;
  }
  const approveAboveIn = readAmounts(form.get('approveAboveIn') ?? '');
  if (!approveAboveIn) return 'Write the amounts by currency like “JPY 30000”, one a line.';
  return { hours, approveAboveIn, ...values } as Edited;
}

/** `JPY 30000` a line; undefined for anything else. */
function readAmounts(text: string): Readonly<Record<string, number>> | undefined {
  const lines = text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter(Boolean);
  const read = lines.flatMap((line) => {
    const [, currency, most] = /^([A-Za-z]{3})[ :]+(\d{1,9})$/.exec(line) ?? [];
    return currency && most ? [[currency.toUpperCase(), Number(most)] as const] : [];
  });
  return read.length === lines.length ? Object.fromEntries(read) : undefined;
}

function readHours(form: URLSearchParams): OpeningHours | string {
  const timeZone = (form.get('timeZone') ?? '').trim();
  if (!isZone(timeZone)) return 'The time zone is not known: for example Europe/Madrid.';
  const closedOn = (form.get('closedOn') ?? '').split(/[\s,]+/).filter(Boolean);
  const wrong = closedOn.find((day) => !isDay(day));
  if (wrong !== undefined) return `“${wrong}” is no day like 2026-12-25.`;
  const read: Record<string, readonly Shift[]> = {};
  for (const [no, name] of days) {
    const shifts = readShifts(form.get(`day${no}`) ?? '');
    if (!shifts) return `${name}: write the hours like 09:00-13:00, 14:00-18:00, or nothing.`;
    if (shifts.length > 0) read[no] = shifts;
  }
  return { timeZone, days: read, closedOn };
}

const isDay = (day: string): boolean => z.iso.date().safeParse(day).success;

function isZone(zone: string): boolean {
  try {
    return zone !== '' && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/** `09:00-13:00, 14:00-18:00`; undefined for anything else. */
function readShifts(text: string): readonly Shift[] | undefined {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const shifts = parts.map((part) =>
    /^([01]\d|2[0-3]):([0-5]\d) ?[-–] ?(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(part),
  );
  const read = shifts.flatMap((found) =>
    found ? [{ from: found[0].slice(0, 5), to: found[0].slice(-5) }] : [],
  );
  return read.length === parts.length && read.every(({ from, to }) => from < to) ? read : undefined;
}

const shiftWords = (shifts: readonly Shift[]): string =>
  shifts.map(({ from, to }) => `${from}-${to}`).join(', ');
