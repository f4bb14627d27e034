import { createHash } from 'node:crypto';
import { type Instant, instant } from '../../services/domain/time.ts';
import { listMisses, type MissGroup } from '../../services/feedback/list-misses.ts';
import type { Json } from '../../services/ports.ts';
import { trainingLines } from '../cli/training-lines.ts';
import { type Answer, file, goTo, page } from './answer.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { deskFiles, showFor } from './desk-page.ts';
import { promptWords } from './metrics-model.ts';
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
}

const view = viewOf<{
  readonly groups: readonly GroupView[];
  readonly handled: number;
  readonly prompt: string;
  readonly note: string;
  readonly csrf: string;
}>('unanswered');

const own = '/console/unanswered';
const settingsKey = 'desk.misses_handled';
const lookBackMs = 90 * 86_400_000;
const mostShown = 100;

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
  const { report, handled } = await deps.store.run(async (tx) => ({
    report: await listMisses(deps.store, tx, instant(Math.max(0, now - lookBackMs))),
    handled: readHandled(await deps.store.settings.get(tx, settingsKey)),
  }));
  const prompt = visit.query.get('prompt') ?? '';
  const isOpen = (group: MissGroup) => (handled[keyOf(group)] ?? 0) < group.lastAt;
  const fitting = report.groups.filter(({ prompts }) => prompt === '' || prompt in prompts);
  return {
    open: fitting.filter(isOpen),
    closed: fitting.filter((one) => !isOpen(one)),
    prompt,
    now,
  };
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
  const { open, closed, prompt, now } = await groupsNow(deps, visit);
  const draw = showFor(deps, now);
  const html = view({
    groups: open.slice(0, mostShown).map((group) => groupView(group, draw)),
    ...{ handled: closed.length, csrf: visit.csrf },
    prompt: prompt === '' ? '' : promptWords(prompt),
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

const groupView = (group: MissGroup, show: Show): GroupView => ({
  ...{ key: keyOf(group), text: group.text, count: group.count, kind: kinds[group.kind] },
  guess: group.guess ? `${group.guess} (${group.score.toFixed(2)})` : '',
  meant: Object.entries(group.picked)[0]?.[0] ?? '',
  prompts: Object.keys(group.prompts).map(promptWords).join(', '),
  last: show.moment(group.lastAt).text,
});

async function markHandled(deps: DeskScreenDeps, visit: Visit): Promise<Answer> {
  const key = visit.form.get('key') ?? '';
  if (/^[\w-]{22}$/.test(key)) await keep(deps, key, deps.clock.now());
  return goTo(`${own}?done=1`);
}

/** Those of before the look-back say nothing any more. */
const keep = ({ store }: DeskScreenDeps, key: string, now: Instant): Promise<void> =>
  store.run(async (tx) => {
    const before = readHandled(await store.settings.get(tx, settingsKey));
    const recent = Object.entries(before).filter(([, at]) => at > now - lookBackMs);
    await store.settings.set(tx, settingsKey, { ...Object.fromEntries(recent), [key]: now });
  });
