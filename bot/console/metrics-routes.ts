import { measured } from '../../services/handoff/measured.ts';
import { metrics } from '../../services/handoff/metrics.ts';
import { metricsCsv } from '../../services/handoff/metrics-csv.ts';
import { type Answer, file, page } from './answer.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { deskFiles, showFor } from './desk-page.ts';
import { type MetricsList, metricsList } from './metrics-lists.ts';
import { type Figure, figuresOf, type MetricsTables, tablesOf } from './metrics-model.ts';
import { daysOf, periodOf } from './metrics-period.ts';
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
const listView = viewOf<
  MetricsList & { readonly back: string; readonly days: string; readonly now: string }
>('metrics-list');

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
      const { from, to } = daysOf(period);
      const name = `resolve-${from}-${to}.csv`;
      return file({ type: 'text/csv; charset=utf-8', name, body: metricsCsv(all) });
    },
  },
  {
    ...{ method: 'get', path: '/console/metrics/list', roles: everybody },
    handle: (visit) => list(deps, visit),
  },
];

async function show(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const period = periodOf(deps, visit);
  const all = await deps.desk.run(visit.principal, (ctx) => metrics(ctx, period));
  const { from, to } = daysOf(period);
  const range = `from=${from}&to=${to}`;
  const html = view({
    ...{ from, to, csv: `/console/metrics/csv?${range}`, demo: deps.demo },
    figures: figuresOf(all, range),
    ...tablesOf(all, range, visit.staff.role !== 'agent'),
  });
  return page({ title: 'Metrics', tab: '/console/metrics', html, ...deskFiles });
}

/** What a number was counted from. */
async function list(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const period = periodOf(deps, visit);
  const { title, rows, now } = await deps.desk.run(visit.principal, async (ctx) => {
    const drawing = { show: showFor(deps, ctx.now), visit };
    return { ...(await metricsList(ctx, await measured(ctx, period), drawing)), now: ctx.now };
  });
  const { from, to } = daysOf(period);
  const isNow = visit.query.get('of') === 'waiting';
  const html = listView({
    ...{ title, rows, now: showFor(deps, now).moment(now).iso },
    days: isNow ? 'At this moment.' : `From ${from} to ${to}, whole days of UTC.`,
    back: `/console/metrics?from=${from}&to=${to}`,
  });
  return page({ title, tab: '/console/metrics', html, ...deskFiles });
}
