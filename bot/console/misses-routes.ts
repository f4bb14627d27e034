import { createHash } from 'node:crypto';
import { type Instant, instant } from '../../services/domain/time.ts';
import { listMisses, type MissGroup } from '../../services/feedback/list-misses.ts';
import { caseNoOf } from '../../services/handoff/case-no.ts';
import { followUp } from '../../services/handoff/follow-up.ts';
import type { Period } from '../../services/handoff/measured.ts';
import type { Json } from '../../services/ports.ts';
import { trainingLines } from '../cli/training-lines.ts';
import { type Answer, file, goTo, page } from './answer.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { deskFiles, showFor } from './desk-page.ts';
import { refused } from './desk-refused.ts';
import { promptWords } from './metrics-model.ts';
import { daysOf, periodOf } from './metrics-period.ts';
import { type ConsoleRoute, managers, type Visit } from './route.ts';
import type { Show } from './show.ts';
import { viewOf } from './view.ts';

interface GroupView {
  readonly key: string;
  readonly text: string;
  readonly count: number;
  readonly kind: string;
  readonly guess: string;
  readonly meant: string;
  readonly prompts: string;
  readonly last: string;
  /** Cases of the talks in which it was said. */
  readonly cases: readonly { readonly href: string; readonly caseNo: string }[];
  /** A talk of it that has no case; '' if there is none. */
  readonly talk: string;
}

const view = viewOf<{
  readonly groups: readonly GroupView[];
  readonly handled: number;
  readonly prompt: string;
  readonly days: string;
  /** The filters, for a form's address. */
  readonly filters: string;
  readonly note: string;
  readonly csrf: string;
}>('unanswered');

const own = '/console/unanswered';
const settingsKey = 'desk.misses_handled';
const lookBackMs = 90 * 86_400_000;
const mostShown = 100;
const mostTalks = 3;

/** What buyers said and the bot did not understand or answer: the way in which it gets better. */
export const missRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  { method: 'get', path: own, roles: managers, handle: (visit) => show(deps, visit) },
  {
    method: 'post',
    path: `${own}/handled`,
    roles: managers,
    handle: (visit) => markHandled(deps, visit),
  },
  {
    ...{ method: 'post', path: `${own}/follow`, roles: managers },
    handle: (visit) => follow(deps, visit),
  },
  {
    ...{ method: 'get', path: `${own}/training`, roles: managers },
    handle: async (visit) => {
      const { open } = await groupsNow(deps, visit);
      const { yaml } = trainingLines({ groups: open });
      return file({ type: 'text/yaml; charset=utf-8', name: 'new-lines.yaml', body: yaml });
    },
  },
];

type Handled = Readonly<Record<string, number>>;

/** A group that was handled is out of sight until somebody says it again. */
async function groupsNow(deps: DeskScreenDeps, visit: Visit) {
  const now = deps.clock.now();
  const period = visit.query.has('from') ? periodOf(deps, visit) : undefined;
  const from = period?.from ?? instant(Math.max(0, now - lookBackMs));
  const { report, handled } = await deps.store.run(async (tx) => ({
    report: await listMisses(deps.store, tx, from, period?.to),
    handled: readHandled(await deps.store.settings.get(tx, settingsKey)),
  }));
  const prompt = visit.query.get('prompt') ?? '';
  const isOpen = (group: MissGroup) => (handled[keyOf(group)] ?? 0) < group.lastAt;
  const fitting = report.groups.filter(({ prompts }) => prompt === '' || prompt in prompts);
  return {
    open: fitting.filter(isOpen),
    closed: fitting.filter((one) => !isOpen(one)),
    prompt,
    period,
    now,
  };
}

/** Where it was said: the case of each talk, and one without a case that a person can be asked into. */
async function talksOf({ store }: DeskScreenDeps, { conversationIds }: MissGroup) {
  const newest = conversationIds.slice(0, mostTalks);
  return store.run(async (tx) => {
    const cases: { href: string; caseNo: string }[] = [];
    const free: string[] = [];
    for (const conversationId of newest) {
      const [last] = await store.desk.handoffs.ofConversation(tx, conversationId);
      if (last) cases.push({ href: `/console/cases/${last.id}`, caseNo: caseNoOf(last.no) });
      else if (await store.conversations.find(tx, conversationId)) free.push(conversationId);
    }
    return { cases, talk: free[0] ?? '' };
  });
}

const readHandled = (stored: Json | undefined): Handled =>
  typeof stored === 'object' && stored !== null && !Array.isArray(stored)
    ? (stored as Handled)
    : {};

const keyOf = ({ kind, guess, text }: MissGroup): string =>
  createHash('sha256')
    .update(
      [
        kind,
        guess ?? '',
        text
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
          .trim(),
      ].join('\n'),
    )
    .digest('base64url')
    .slice(0, 22);

async function show(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const { open, closed, prompt, period, now } = await groupsNow(deps, visit);
  const draw = showFor(deps, now);
  const groups: GroupView[] = [];
  for (const group of open.slice(0, mostShown))
    groups.push(groupView(group, draw, await talksOf(deps, group)));
  const html = view({
    ...{ groups, filters: filtersOf(visit), handled: closed.length, csrf: visit.csrf },
    prompt: prompt === '' ? '' : promptWords(prompt),
    days: period ? daysWords(period) : '',
    note: visit.query.get('done')
      ? 'Marked as handled. It comes back if somebody says it again.'
      : '',
  });
  return page({ title: 'Unanswered questions', tab: own, html, ...deskFiles });
}

const kinds: Readonly<Record<MissGroup['kind'], string>> = {
  missed: 'Not understood',
  asked: '“Did you mean” was asked',
  unsolved: 'The answer did not help',
};

const daysWords = (period: Period): string => {
  const { from, to } = daysOf(period);
  return `From ${from} to ${to}, whole days of UTC.`;
};

/** What the list was narrowed by stays when something of it was done. */
const filtersOf = ({ query }: Visit): string =>
  new URLSearchParams(
    ['prompt', 'from', 'to'].flatMap((name) => {
      const value = query.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    }),
  ).toString();

const groupView = (
  group: MissGroup,
  show: Show,
  talks: Pick<GroupView, 'cases' | 'talk'>,
): GroupView => ({
  ...talks,
  ...{ key: keyOf(group), text: group.text, count: group.count, kind: kinds[group.kind] },
  guess: group.guess ? `${group.guess} (${group.score.toFixed(2)})` : '',
  meant: Object.entries(group.picked)[0]?.[0] ?? '',
  prompts: Object.keys(group.prompts).map(promptWords).join(', '),
  last: show.moment(group.lastAt).text,
});

async function markHandled(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const key = visit.form.get('key') ?? '';
  if (/^[\w-]{22}$/.test(key)) await keep(deps, key, deps.clock.now());
  return goTo(`${own}?${withFilters(visit, 'done=1')}`);
}

const withFilters = (visit: Visit, more: string): string =>
  [filtersOf(visit), more].filter(Boolean).join('&');

/** The words are the log's, not the form's: the form says which of them. */
async function follow(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const { open } = await groupsNow(deps, visit);
  const group = open.find((one) => keyOf(one) === visit.form.get('key'));
  const conversationId = visit.form.get('talk') ?? '';
  if (!group?.conversationIds.includes(conversationId)) return goTo(own);
  const { text } = group;
  const done = await deps.desk.run(visit.principal, (ctx) =>
    followUp(ctx, { conversationId, text }),
  );
  return done.ok
    ? goTo(`/console/cases/${done.value.handoffId}`)
    : refused(deps, visit, done.refusals, own);
}

/** Those of before the look-back say nothing any more. */
const keep = ({ store }: DeskScreenDeps, key: string, now: Instant): Promise<void> =>
  store.run(async (tx) => {
    const before = readHandled(await store.settings.get(tx, settingsKey));
    const recent = Object.entries(before).filter(([, at]) => at > now - lookBackMs);
    await store.settings.set(tx, settingsKey, { ...Object.fromEntries(recent), [key]: now });
  });
