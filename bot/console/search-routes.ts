import { searchDesk } from '../../services/handoff/search-desk.ts';
import type { Found } from '../../services/handoff/views.ts';
import { type Answer, page } from './answer.ts';
import { type RowView, rowView } from './case-row.ts';
import { parcelsOf } from './conversation-panel.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { disputeStateWords, grounds, labelOf, orderStates } from './desk-labels.ts';
import { deskFiles, showFor } from './desk-page.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';
import type { Show } from './show.ts';
import { viewOf } from './view.ts';

interface Hit {
  readonly href: string;
  readonly title: string;
  readonly state: string;
  readonly about: string;
}

const view = viewOf<{
  readonly now: string;
  readonly query: string;
  readonly asked: boolean;
  readonly nothing: boolean;
  readonly cases: readonly RowView[];
  readonly disputes: readonly Hit[];
  readonly orders: readonly Hit[];
  readonly articles: readonly Hit[];
}>('search');

export const searchRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  {
    method: 'get',
    path: '/console/search',
    roles: everybody,
    handle: (visit) => search(deps, visit),
  },
];

async function search(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const query = (visit.query.get('q') ?? '').trim().slice(0, 200);
  const { found, now } = await deps.desk.run(visit.principal, async (ctx) => ({
    found: query === '' ? nothing : await searchDesk(ctx, query),
    now: ctx.now,
  }));
  const show = showFor(deps, now);
  const hits = {
    cases: found.cases.map((row) => rowView(row, { show, me: visit.staff.id })),
    disputes: disputeHits(found, visit, show),
    orders: found.orders.map(({ order }) => orderHit(order, show)),
    articles: articleHits(deps, query),
  };
  const html = view({
    ...{ ...hits, query, asked: query !== '', now: show.moment(now).iso },
    nothing: query !== '' && Object.values(hits).every(({ length }) => length === 0),
  });
  return page({
    title: query === '' ? 'Search' : `Search: ${query}`,
    tab: '/console/search',
    html,
    ...deskFiles,
  });
}

const nothing: Found = { cases: [], disputes: [], orders: [] };

/** An order has no page of its own: what is known of it, and the way to all else of its buyer. */
function orderHit(order: Found['orders'][number]['order'], show: Show): Hit {
  const items = order.items.map(({ title, paid }) => `${title} ${show.money(paid)}`);
  const parcels = parcelsOf(order, show).map(({ carrier, number, state, last }) =>
    [carrier, number, state, last && `(${last})`].filter(Boolean).join(' '),
  );
  const about = [order.buyer.name, `from ${order.seller.name}`, ...items, ...parcels];
  return {
    href: `/console/search?q=${encodeURIComponent(`from:${order.buyer.id}`)}`,
    ...{ title: order.id, state: labelOf(orderStates, order.status), about: about.join(' · ') },
  };
}

/** The page of a dispute is the case managers'; an agent sees how it stands. */
const disputeHits = ({ disputes }: Found, { staff }: Visit, show: Show): readonly Hit[] =>
  disputes.map(({ dispute, title }) => ({
    href: staff.role === 'agent' ? '' : `/console/disputes/${dispute.id}`,
    ...{ title: dispute.id, state: labelOf(disputeStateWords, dispute.phase.state) },
    about: `${title}. ${labelOf(grounds, dispute.reason)}. Last event ${show.moment(dispute.lastEventAt).left}`,
  }));

function articleHits({ knowledge }: DeskScreenDeps, query: string): readonly Hit[] {
  const like = query.toLowerCase();
  if (like.length < 3) return [];
  return knowledge.articles
    .filter(({ title, short, body }) => `${title} ${short} ${body}`.toLowerCase().includes(like))
    .slice(0, 5)
    .map(({ slug, title, short }) => ({ href: `/help/${slug}`, title, state: '', about: short }));
}
