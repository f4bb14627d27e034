import { queue } from '../../services/handoff/queue.ts';
import type { DeskRow, QueueView } from '../../services/handoff/views.ts';
import { type Answer, fragment, page } from './answer.ts';
import { isFree, type RowView, reasonsOf, rowView } from './case-row.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { channelLabels, labelOf, reasonLabels } from './desk-labels.ts';
import { deskFiles, pageData, showFor } from './desk-page.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';
import { viewOf } from './view.ts';

const tabs = [
  { key: 'waiting', words: 'Waiting', has: isFree },
  {
    ...{ key: 'mine', words: 'Mine' },
    has: ({ state, agent }: DeskRow, me: string) => agent?.id === me && state === 'claimed',
  },
  {
    key: 'buyer',
    words: 'Waiting for buyer',
    has: (row: DeskRow) => row.state === 'waiting_buyer',
  },
  { key: 'snoozed', words: 'Snoozed', has: (row: DeskRow) => row.state === 'snoozed' },
  { key: 'all', words: 'All', has: () => true },
] as const;

const empty: Readonly<Record<string, string>> = {
  waiting: 'Nobody is waiting. New requests appear here by themselves, the most urgent first.',
  mine: 'You have no case in work. Claim one from “Waiting”: the bot is silent from then on, and the buyer is told your name.',
  buyer: 'No case waits for a buyer’s answer.',
  snoozed:
    'Nothing is snoozed. Snooze a case to have it out of sight until a moment that you choose.',
  all: 'There is no open case at all.',
};

interface ListData {
  readonly rows: readonly RowView[];
  readonly tabs: readonly {
    readonly words: string;
    readonly href: string;
    readonly count: number;
    readonly current: boolean;
  }[];
  readonly self: string;
  readonly empty: string;
  readonly filtered: boolean;
  readonly tab: string;
  readonly csrf: string;
}

const pageView = viewOf<
  ListData & {
    readonly page: ReturnType<typeof pageData>;
    readonly channels: readonly Option[];
    readonly reasons: readonly Option[];
  }
>('queue');
const listView = viewOf<ListData>('queue-list');

interface Option {
  readonly value: string;
  readonly words: string;
  readonly selected: boolean;
}

export const queueRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  { method: 'get', path: '/console/queue', roles: everybody, handle: (visit) => show(deps, visit) },
  {
    ...{ method: 'get', path: '/console/queue/list', roles: everybody, quiet: true },
    handle: async (visit) => {
      const all = await deps.desk.run(visit.principal, queue);
      return fragment(listView(listOf(deps, visit, all)));
    },
  },
];

async function show(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const all = await deps.desk.run(visit.principal, queue);
  const { query } = visit;
  const html = pageView({
    ...listOf(deps, visit, all),
    page: pageData(all),
    channels: optionsOf(
      [...new Set(all.rows.map(({ channel }) => channel))],
      channelLabels,
      query.get('channel'),
    ),
    reasons: optionsOf(Object.keys(reasonLabels), reasonLabels, query.get('reason')),
  });
  return page({ title: 'Queue', tab: '/console/queue', html, ...deskFiles });
}

const optionsOf = (
  values: readonly string[],
  labels: Readonly<Record<string, string>>,
  chosen: string | null,
): readonly Option[] =>
  values.map((value) => ({ value, words: labelOf(labels, value), selected: value === chosen }));

function listOf(deps: DeskScreenDeps, visit: Visit, all: QueueView): ListData {
  const { query, staff, csrf } = visit;
  const tab = tabs.find(({ key }) => key === query.get('tab')) ?? tabs[0];
  const [channel, reason] = [query.get('channel') || undefined, query.get('reason') || undefined];
  const fits = (row: DeskRow) =>
    (channel === undefined || row.channel === channel) &&
    (reason === undefined || reasonsOf(row).some((one) => one === reason));
  const shown = all.rows.filter(fits);
  const show = showFor(deps, all.at);
  const address = (path: string, key: string) =>
    `${path}?${new URLSearchParams({ tab: key, ...(channel && { channel }), ...(reason && { reason }) })}`;
  return {
    rows: shown
      .filter((row) => tab.has(row, staff.id))
      .map((row) => rowView(row, { show, me: staff.id })),
    tabs: tabs.map(({ key, words, has }) => ({
      ...{ words, href: address('/console/queue', key), current: key === tab.key },
      count: shown.filter((row) => has(row, staff.id)).length,
    })),
    ...{ self: address('/console/queue/list', tab.key), empty: empty[tab.key] ?? '', csrf },
    ...{ filtered: channel !== undefined || reason !== undefined, tab: tab.key },
  };
}
