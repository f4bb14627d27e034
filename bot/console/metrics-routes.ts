import { listBuyers } from '../../services/demo/list-buyers.ts';
import { type Instant, instant, parseInstant } from '../../services/domain/time.ts';
import { deskRows } from '../../services/handoff/desk-row.ts';
import { metrics } from '../../services/handoff/metrics.ts';
import { metricsCsv } from '../../services/handoff/metrics-csv.ts';
import type { HandoffReason } from '../../services/handoff-port.ts';
import { type Answer, file, page } from './answer.ts';
import { type RowView, rowView } from './case-row.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { labelOf, reasonLabels } from './desk-labels.ts';
import { deskFiles, showFor } from './desk-page.ts';
import { type Figure, figuresOf, type MetricsTables, tablesOf } from './metrics-model.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';
import { viewOf } from './view.ts';

const view = viewOf<
  MetricsTables & {
    readonly figures: readonly Figure[];
    readonly from: string;
    readonly to: string;
    readonly csv: string;
    readonly demo: boolean;
  }
>('metrics');
const casesView = viewOf<{
  readonly title: string;
  readonly back: string;
  readonly rows: readonly RowView[];
  readonly now: string;
}>('metrics-cases');

export const metricsRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  {
    method: 'get',
    path: '/console/metrics',
    roles: everybody,
    handle: (visit) => show(deps, visit),
  },
  {
    ...{ method: 'get', path: '/console/metrics/csv', roles: everybody },
    handle: async (visit) => {
      const period = periodOf(deps, visit);
      const all = await deps.desk.run(visit.principal, (ctx) => metrics(ctx, period));
      const name = `resolve-${dayOf(period.from)}-${dayOf(instant(period.to - 1))}.csv`;
      return file({ type: 'text/csv; charset=utf-8', name, body: metricsCsv(all) });
    },
  },
  {
    ...{ method: 'get', path: '/console/metrics/cases', roles: everybody },
    handle: (visit) => cases(deps, visit),
  },
];

const dayMs = 86_400_000;
const mostDays = 366;

/** Whole days of UTC, the last 7 by default; the demo's buyers are no customers, except in the demo itself. */
function periodOf({ clock, demo }: DeskScreenDeps, { query }: Visit) {
  const today = instant(Math.floor(clock.now() / dayMs) * dayMs);
  const to = instant((dayFrom(query.get('to')) ?? today) + dayMs);
  const wanted = dayFrom(query.get('from')) ?? instant(to - 7 * dayMs);
  const from = instant(Math.min(to - dayMs, Math.max(wanted, to - mostDays * dayMs)));
  const without = new Set(demo ? [] : listBuyers().map(({ id }) => id));
  return { from, to, without };
}

const dayFrom = (text: string | null): Instant | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(text ?? '') ? parseInstant(`${text}T00:00:00Z`) : undefined;

const dayOf = (at: Instant): string => showIso.format(at);
const showIso = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC' });

async function show(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const period = periodOf(deps, visit);
  const all = await deps.desk.run(visit.principal, (ctx) => metrics(ctx, period));
  const [from, to] = [dayOf(period.from), dayOf(instant(period.to - 1))];
  const range = `from=${from}&to=${to}`;
  const html = view({
    ...{ from, to, csv: `/console/metrics/csv?${range}`, demo: deps.demo },
    figures: figuresOf(all, range),
    ...tablesOf(all, range),
  });
  return page({ title: 'Metrics', tab: '/console/metrics', html, ...deskFiles });
}

/** The cases behind a number. */
async function cases(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const period = periodOf(deps, visit);
  const reason = visit.query.get('reason') as HandoffReason | null;
  const { rows, now } = await deps.desk.run(visit.principal, async (ctx) => {
    const requested = await ctx.store.desk.handoffs.requestedIn(ctx.tx, period.from, period.to);
    const behind = requested.filter(
      (one) =>
        (reason === null || one.reason === reason) &&
        (one.buyerId === undefined || !period.without.has(one.buyerId)),
    );
    return { rows: await deskRows(ctx, behind), now: ctx.now };
  });
  const draw = { show: showFor(deps, now), me: visit.staff.id };
  const title = reason === null ? 'Handed over' : labelOf(reasonLabels, reason);
  const html = casesView({
    ...{ title, rows: rows.map((row) => rowView(row, draw)), now: draw.show.moment(now).iso },
    back: `/console/metrics?from=${dayOf(period.from)}&to=${dayOf(instant(period.to - 1))}`,
  });
  return page({ title, tab: '/console/metrics', html, ...deskFiles });
}
