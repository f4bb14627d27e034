import { beHere } from '../../services/handoff/be-here.ts';
import { queue } from '../../services/handoff/queue.ts';
import type { FeedEntry } from '../../services/handoff/views.ts';
import { answered, fragment } from './answer.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';
import { openStream } from './stream.ts';
import { viewOf } from './view.ts';

const presenceView = viewOf<{
  readonly available: boolean;
  readonly others: readonly string[];
}>('presence');

export const feedRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  {
    ...{ method: 'get', path: '/console/feed', roles: everybody, quiet: true },
    handle: async (visit) => feed(deps, visit),
  },
  {
    ...{ method: 'post', path: '/console/here', roles: everybody, quiet: true },
    handle: (visit) => here(deps, visit),
  },
];

/** `Last-Event-ID` after a drop; at first the number that the page was drawn with. */
function feed(deps: DeskScreenDeps, visit: Visit) {
  const last = visit.req.headers['last-event-id'];
  const after = numberOf(typeof last === 'string' ? last : visit.query.get('after'));
  const stream = openStream(visit, deps);
  const stop = deps.hub.follow(after, {
    entries: (entries) => {
      for (const entry of entries)
        stream.send({ id: entry.event.no, event: 'case', data: dataOf(entry, visit) });
    },
    typing: ({ conversationId, from, name }) => {
      stream.send({ event: 'typing', data: JSON.stringify({ conversationId, from, name }) });
    },
  });
  stream.onClose(stop);
  return answered;
}

const numberOf = (text: string | null): number => {
  const no = Number(text ?? '0');
  return Number.isSafeInteger(no) && no >= 0 ? no : 0;
};

/** Points at what changed: no words of anybody. The page fetches what it shows. */
function dataOf({ event, row }: FeedEntry, { staff }: Visit): string {
  const { kind, handoffId, conversationId, by } = event;
  return JSON.stringify({
    ...{ kind, handoffId, conversationId },
    ...{ own: by === staff.id, mine: row?.agent?.id === staff.id },
    from: typeof event.body.from === 'string' ? event.body.from : '',
  });
}

async function here(deps: DeskScreenDeps, visit: Visit) {
  const available = visit.form.get('status') !== 'away';
  const there = await deps.desk.run(visit.principal, async (ctx) => {
    await beHere(ctx, available ? 'available' : 'away');
    return (await queue(ctx)).available;
  });
  const others = there.filter(({ id }) => id !== visit.staff.id).map(({ name }) => name);
  return fragment(presenceView({ available, others }));
}
