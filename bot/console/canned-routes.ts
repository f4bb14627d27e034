import { cannedFields, listCanned, putCanned, removeCanned } from '../../services/staff/canned.ts';
import { asActor } from '../../services/staff/staff-context.ts';
import type { CannedReply } from '../../services/staff-port.ts';
import { type Answer, goTo, page } from './answer.ts';
import type { ConsoleDeps } from './deps.ts';
import { admins, type ConsoleRoute, type Visit } from './route.ts';
import { viewOf } from './view.ts';
import { refusalWords } from './words.ts';

const view = viewOf<{
  readonly csrf: string;
  readonly fault: string;
  readonly note: string;
  readonly edited: CannedReply;
  /** Just removed, to be put back with one press. */
  readonly removed: CannedReply | false;
  readonly fields: readonly string[];
  readonly replies: readonly CannedReply[];
}>('canned');

/** What agents say often. */
export const cannedRoutes = (deps: ConsoleDeps): readonly ConsoleRoute[] => [
  { method: 'get', path: '/console/canned', roles: admins, handle: (visit) => show(deps, visit) },
  { method: 'post', path: '/console/canned', roles: admins, handle: (visit) => put(deps, visit) },
  {
    ...{ method: 'post', path: '/console/canned/:key/remove', roles: admins },
    handle: (visit) => remove(deps, visit),
  },
];

const none: CannedReply = { key: '', title: '', text: '' };
const notes: Readonly<Record<string, string>> = { saved: 'Saved.', back: 'It is there again.' };

async function show(
  deps: ConsoleDeps,
  visit: Visit,
  after: {
    readonly fault?: string;
    readonly edited?: CannedReply;
    readonly removed?: CannedReply;
  } = {},
): Promise<Answer> {
  const replies = await asActor(deps.staff, visit.staff, listCanned);
  const asked = visit.query.get('edit');
  const html = view({
    ...{ csrf: visit.csrf, fault: after.fault ?? '', removed: after.removed ?? false, replies },
    note: notes[visit.query.get('done') ?? ''] ?? '',
    edited: after.edited ?? replies.find(({ key }) => key === asked) ?? none,
    fields: cannedFields.map((name) => `{{${name}}}`),
  });
  const status = after.fault ? 422 : 200;
  return page({ title: 'Replies', html, status, tab: '/console/canned' });
}

async function put(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const field = (name: string) => visit.form.get(name) ?? '';
  const edited = { key: field('key'), title: field('title'), text: field('text') };
  const result = await asActor(deps.staff, visit.staff, (ctx) => putCanned(ctx, edited));
  return result.ok
    ? goTo(`/console/canned?done=${visit.form.has('again') ? 'back' : 'saved'}`)
    : show(deps, visit, { fault: refusalWords(result.refusals), edited });
}

async function remove(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const key = visit.params.key ?? '';
  const removed = await asActor(deps.staff, visit.staff, async (ctx) => {
    const found = (await listCanned(ctx)).find((one) => one.key === key);
    if (found) await removeCanned(ctx, key);
    return found;
  });
  return removed ? show(deps, visit, { removed }) : goTo('/console/canned');
}
