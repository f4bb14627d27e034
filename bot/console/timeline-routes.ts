import { conversationFor } from '../../services/handoff/conversation-for.ts';
import { Problem } from '../http/problem.ts';
import { page } from './answer.ts';
import { whoOf } from './case-row.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { deskFiles, showFor } from './desk-page.ts';
import { type ConsoleRoute, everybody } from './route.ts';
import { caseTimeline, type TimelineRow } from './timeline-model.ts';
import { viewOf } from './view.ts';

const view = viewOf<{
  readonly title: string;
  readonly about: string;
  readonly back: string;
  readonly rows: readonly TimelineRow[];
}>('timeline');

/** Everything of a case in the order in which it was, to be read or printed. */
export const timelineRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  {
    ...{ method: 'get', path: '/console/cases/:id/timeline', roles: everybody },
    handle: async (visit) => {
      const id = visit.params.id ?? '';
      const read = await deps.desk.run(visit.principal, async (ctx) => ({
        found: await conversationFor(ctx, id),
        people: await ctx.store.staff.accounts.all(ctx.tx),
      }));
      if (!read.found.ok) throw new Problem(404, 'not_found', 'There is no such case.');
      const { value } = read.found;
      const names = new Map(read.people.map((one) => [one.id, one.name]));
      const drawing = { show: showFor(deps, value.at), rulebook: deps.rulebooks.current };
      const html = view({
        title: `Timeline of ${value.row.caseNo}`,
        about: `${whoOf(value.row)}. Order ${value.row.orderId ?? 'none'}, dispute ${value.row.disputeId ?? 'none'}.`,
        back: `/console/cases/${id}`,
        rows: caseTimeline(value, names, drawing),
      });
      return page({
        title: `Timeline ${value.row.caseNo}`,
        tab: '/console/queue',
        html,
        ...deskFiles,
      });
    },
  },
];
