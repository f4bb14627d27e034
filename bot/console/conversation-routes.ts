import { conversationFor } from '../../services/handoff/conversation-for.ts';
import { queue } from '../../services/handoff/queue.ts';
import type { ConversationView } from '../../services/handoff/views.ts';
import { Problem } from '../http/problem.ts';
import { type Answer, fragment, page } from './answer.ts';
import { isFree, rowView } from './case-row.ts';
import { type LinesView, linesOf } from './conversation-lines.ts';
import { type Colleague, type TopView, topView } from './conversation-model.ts';
import { type PanelView, panelView } from './conversation-panel.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { deskFiles, pageData, showFor, tellerFor } from './desk-page.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';
import { viewOf } from './view.ts';

interface Frame {
  readonly top: TopView;
  readonly panel: PanelView;
  readonly draft: string;
  readonly csrf: string;
  /** The parts replace those of a page that is open. */
  readonly oob: boolean;
}

const pageView = viewOf<
  Frame & {
    readonly page: ReturnType<typeof pageData>;
    readonly talk: LinesView;
    readonly side: SideView;
    readonly conversationId: string;
    /** A claim that came too late, and who was faster; '' if the case has nobody's name. */
    readonly late: { readonly agent: string } | false;
    readonly undo: { readonly href: string; readonly caseNo: string } | false;
  }
>('conversation');
const frameView = viewOf<Frame>('conversation-frame');
const linesView = viewOf<{ readonly talk: LinesView }>('conversation-lines');
const sideView = viewOf<{ readonly side: SideView }>('conversation-side');

interface SideView {
  readonly self: string;
  /** The cases before and after this one in the list; empty at its ends. */
  readonly before: string;
  readonly after: string;
  readonly count: number;
  /** One's other cases in which the buyer waits for an answer. */
  readonly news: number;
  /** Replaces that of a page that is open. */
  readonly oob: boolean;
  readonly groups: readonly {
    readonly words: string;
    readonly rows: readonly ReturnType<typeof rowView>[];
  }[];
}

const own = '/console/cases/:id';

export const conversationRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  { method: 'get', path: own, roles: everybody, handle: (visit) => showCase(deps, visit) },
  {
    ...{ method: 'get', path: `${own}/frame`, roles: everybody, quiet: true },
    handle: (visit) => frameOf(deps, visit),
  },
  {
    ...{ method: 'get', path: `${own}/lines`, roles: everybody, quiet: true },
    handle: async (visit) => {
      const view = await readCase(deps, visit);
      const number = (name: string) => Math.max(0, Number(visit.query.get(name) ?? 0) || 0);
      const from = { after: number('after'), notes: number('notes') };
      return fragment(linesView({ talk: linesOf(view, showFor(deps, view.at), from) }));
    },
  },
  {
    ...{ method: 'get', path: `${own}/side`, roles: everybody, quiet: true },
    handle: async (visit) => fragment(sideView({ side: await sideOf(deps, visit, true) })),
  },
];

async function showCase(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const view = await readCase(deps, visit);
  const undo = await undoOf(deps, visit);
  const html = pageView({
    ...(await frameData(deps, visit, view)),
    late: lateOf(view, visit),
    ...{ page: pageData(view), oob: false, conversationId: view.row.conversationId, undo },
    talk: linesOf(view, showFor(deps, view.at), { after: 0, notes: 0 }),
    side: await sideOf(deps, visit, false),
  });
  const who = view.row.buyer?.name || 'Visitor';
  return page({ title: `${who}, ${view.row.caseNo}`, tab: '/console/queue', html, ...deskFiles });
}

/** Only while it is true: an old address of a case that is free again, or one's own, says nothing. */
const lateOf = ({ row, may }: ConversationView, { query, staff }: Visit) =>
  query.has('late') && !may.includes('claim') && row.agent?.id !== staff.id
    ? { agent: row.agent?.name ?? '' }
    : false;

/** The case as it is now, in the parts of the page that change. */
export async function frameOf(deps: DeskScreenDeps, visit: Visit, say?: string): Promise<Answer> {
  const view = await readCase(deps, visit);
  const html = frameView({ ...(await frameData(deps, visit, view)), oob: true });
  return fragment(html, say === undefined ? {} : { say });
}

async function readCase(deps: DeskScreenDeps, visit: Visit): Promise<ConversationView> {
  const id = visit.params.id ?? '';
  const read = await deps.desk.run(visit.principal, (ctx) => conversationFor(ctx, id));
  if (read.ok) return read.value;
  throw new Problem(404, 'not_found', 'There is no such case, or it is not for your role.');
}

async function frameData(deps: DeskScreenDeps, visit: Visit, view: ConversationView) {
  const drawing = {
    ...{ show: showFor(deps, view.at), teller: tellerFor(deps, view.at) },
    mayOpen: visit.staff.role !== 'agent',
  };
  const { csrf } = visit;
  const colleagues = await colleaguesOf(deps);
  return {
    top: topView(view, { ...drawing, me: visit.staff, colleagues, csrf }),
    panel: panelView(view, { ...drawing, csrf }),
    ...{ draft: view.draft, csrf },
  };
}

const colleaguesOf = async ({ store }: DeskScreenDeps): Promise<readonly Colleague[]> =>
  (await store.run((tx) => store.staff.accounts.all(tx)))
    .filter(({ active }) => active)
    .map(({ id, name }) => ({ id, name }));

/** What one has, and what waits: the way to the next case without going back. */
async function sideOf(deps: DeskScreenDeps, visit: Visit, oob: boolean): Promise<SideView> {
  const { rows, at } = await deps.desk.run(visit.principal, queue);
  const id = visit.params.id ?? '';
  const draw = { show: showFor(deps, at), me: visit.staff.id, current: id };
  const mine = rows.filter(({ agent }) => agent?.id === visit.staff.id);
  const waiting = rows.filter(isFree);
  const listed = [...mine, ...waiting].map((row) => row.id);
  const here = listed.indexOf(id);
  const link = (other: string | undefined) => (other ? `/console/cases/${other}` : '');
  return {
    ...{ self: `/console/cases/${id}/side`, oob, count: listed.length },
    // Somebody else's case, or one that is over, is not in the list: the next one is its first.
    ...{ before: here > 0 ? link(listed[here - 1]) : '', after: link(listed[here + 1]) },
    news: mine.filter((row) => row.buyerWaits && row.id !== id).length,
    groups: [
      { words: 'Mine', rows: mine.map((row) => rowView(row, draw)) },
      { words: 'Waiting', rows: waiting.map((row) => rowView(row, draw)) },
    ],
  };
}

/** The case that was resolved a moment ago, as long as it can be taken back. */
async function undoOf(deps: DeskScreenDeps, visit: Visit) {
  const id = visit.query.get('resolved');
  if (!id) return false;
  const read = await deps.desk.run(visit.principal, (ctx) => conversationFor(ctx, id));
  if (!read.ok || !read.value.may.includes('undo_resolve')) return false;
  return { href: `/console/cases/${id}/undo-resolve`, caseNo: read.value.row.caseNo };
}
