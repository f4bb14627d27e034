import type { Knowledge } from '../../knowledge/knowledge.ts';
import { conversationFor } from '../../services/handoff/conversation-for.ts';
import type { ConversationView } from '../../services/handoff/views.ts';
import { type CannedValues, fillCanned, listCanned } from '../../services/staff/canned.ts';
import { type Answer, fragment } from './answer.ts';
import { whoOf } from './case-row.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { showFor } from './desk-page.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';
import type { Show } from './show.ts';
import { viewOf } from './view.ts';

interface Insertable {
  readonly title: string;
  readonly key: string;
  readonly text: string;
  readonly missing: string;
  /** An article's page: its link can be put in too. */
  readonly link: string;
}

const view = viewOf<{
  readonly replies: readonly Insertable[];
  readonly articles: readonly Insertable[];
  readonly query: string;
}>('insert');

const mostArticles = 6;

/** Ready replies filled from the case, and the help articles that fit: what "/" opens. */
export const insertRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  {
    ...{ method: 'get', path: '/console/cases/:id/insert', roles: everybody },
    handle: (visit) => insert(deps, visit),
  },
];

async function insert(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const query = (visit.query.get('q') ?? '').replace(/^\//, '').trim().slice(0, 200);
  const id = visit.params.id ?? '';
  const { read, canned } = await deps.desk.run(visit.principal, async (ctx) => ({
    read: await conversationFor(ctx, id),
    canned: await listCanned(ctx),
  }));
  const values = read.ok
    ? valuesOf(read.value, visit.staff.name, showFor(deps, read.value.at))
    : {};
  const wanted = query.toLowerCase();
  const replies = canned
    .filter(({ key, title, text }) => `${key} ${title} ${text}`.toLowerCase().includes(wanted))
    .map(({ key, title, text }) => {
      const filled = fillCanned(text, values);
      return { key, title, text: filled.text, missing: filled.missing.join(', '), link: '' };
    });
  // With no words yet, the buyer's own are the best guess at what is needed.
  const about = query || (read.ok ? read.value.row.wish : '');
  return fragment(view({ replies, articles: articlesAbout(deps, about), query }));
}

/** Those that the words mean, then those that have the words. */
function articlesAbout(
  { knowledge, baseUrl }: DeskScreenDeps,
  words: string,
): readonly Insertable[] {
  if (words === '') return [];
  const meant = knowledge
    .understand(words)
    .intents.filter(({ score }) => score > 0.1)
    .flatMap(({ label }) => knowledge.answerTo(label) ?? [])
    .map(({ article, part }) =>
      shownAs(baseUrl(), article, part?.short ?? article.short, part?.title),
    );
  const like = words.toLowerCase();
  const having = knowledge.articles
    .filter(({ title, short, body }) => `${title} ${short} ${body}`.toLowerCase().includes(like))
    .map((article) => shownAs(baseUrl(), article, article.short));
  const all = new Map([...meant, ...having].map((one) => [one.text, one]));
  return [...all.values()].slice(0, mostArticles);
}

const shownAs = (
  url: string,
  { slug, title }: Knowledge['articles'][number],
  text: string,
  part?: string,
): Insertable => ({
  ...{ key: '', title: part ? `${title}: ${part}` : title, text, missing: '' },
  link: `${url}/help/${slug}`,
});

/** The fields of a ready reply; what the case lacks stays as a field, for the agent to see. */
function valuesOf(view: ConversationView, agent: string, show: Show): CannedValues {
  const { row, orders, disputes } = view;
  const order = orders.find((one) => one.order.id === row.orderId)?.order ?? orders[0]?.order;
  const dispute = disputes.find((one) => one.view.dispute.id === row.disputeId) ?? disputes[0];
  const item = dispute?.view.item ?? order?.items[0];
  const own = dispute?.view.dispute;
  const last = own?.proposals.at(-1);
  const due = dispute?.view.deadlines.filter(({ at }) => at > view.at)[0];
  return {
    ...{ 'buyer.name': whoOf(row), 'agent.name': agent, 'case.number': row.caseNo },
    ...(order && { 'order.id': order.id, 'order.seller': order.seller.name }),
    ...(item && { 'order.item': item.title, 'order.paid': show.money(item.paid) }),
    ...(own && { 'dispute.id': own.id }),
    ...(own &&
      last && { 'dispute.amount': show.money({ minor: last.amount, currency: own.currency }) }),
    ...(due && { 'dispute.deadline': show.moment(due.at).text }),
  };
}
