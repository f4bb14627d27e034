import { changePassword } from '../../services/staff/enrol.ts';
import { listSessions, revokeSessions, setSingleKeys } from '../../services/staff/own-account.ts';
import { checkSession } from '../../services/staff/session.ts';
import { asActor, type SignedIn } from '../../services/staff/staff-context.ts';
import { Problem } from '../http/problem.ts';
import { type Answer, goTo, page } from './answer.ts';
import type { ConsoleDeps } from './deps.ts';
import { roleWords } from './layout.ts';
import { type ConsoleRoute, everybody, type Visit } from './route.ts';
import { momentsIn } from './show-moment.ts';
import { viewOf } from './view.ts';
import { refusalWords } from './words.ts';

const view = viewOf<{
  readonly csrf: string;
  readonly fault: string;
  readonly note: string;
  readonly name: string;
  readonly login: string;
  readonly role: string;
  readonly password: boolean;
  readonly singleKeys: boolean;
  readonly others: boolean;
  readonly sessions: readonly {
    readonly id: string;
    readonly device: string;
    readonly begun: string;
    readonly seen: string;
    readonly own: boolean;
  }[];
}>('account');

/** Somebody's own things: where they are signed in, their password, their shortcuts. */
export const accountRoutes = (deps: ConsoleDeps): readonly ConsoleRoute[] => [
  {
    method: 'get',
    path: '/console/account',
    roles: everybody,
    handle: (visit) => show(deps, visit),
  },
  {
    ...{ method: 'post', path: '/console/account/sessions', roles: everybody },
    handle: (visit) => endSessions(deps, visit),
  },
  {
    ...{ method: 'post', path: '/console/account/keys', roles: everybody },
    handle: (visit) => switchKeys(deps, visit),
  },
  {
    ...{ method: 'post', path: '/console/account/password', roles: everybody },
    handle: (visit) => replacePassword(deps, visit),
  },
];

const notes: Readonly<Record<string, string>> = {
  password: 'Your password is changed. All other browsers are signed out.',
  sessions: 'Signed out there.',
  keys: 'Saved.',
};

async function show(deps: ConsoleDeps, visit: Visit, fault = ''): Promise<Answer> {
  const who = await own(deps, visit);
  const sessions = await asActor(deps.staff, visit.staff, (ctx) =>
    listSessions(ctx, visit.staff.id),
  );
  const moment = momentsIn(deps.rulebooks.current.policyZone);
  const note = notes[visit.query.get('done') ?? ''] ?? '';
  const html = view({
    ...{ csrf: visit.csrf, fault, note, name: who.member.name, login: who.member.login },
    ...{ role: roleWords[who.member.role], singleKeys: who.member.singleKeys },
    password: who.member.passwordHash !== undefined,
    others: sessions.length > 1,
    sessions: sessions.map(({ id, device, createdAt, lastSeenAt }) => ({
      ...{ id, device, begun: moment(createdAt), seen: moment(lastSeenAt) },
      own: id === visit.sessionId,
    })),
  });
  return page({ title: 'Your account', html, status: fault === '' ? 200 : 422 });
}

/** A session of somebody else's is not met: it is looked for among one's own. */
async function endSessions(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const { id: staffId } = visit.staff;
  const id = visit.form.get('id');
  const which = id === null ? { staffId, except: visit.sessionId } : { staffId, id };
  await asActor(deps.staff, visit.staff, (ctx) => revokeSessions(ctx, which));
  return goTo('/console/account?done=sessions');
}

async function switchKeys(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const on = visit.form.get('singleKeys') === 'on';
  await asActor(deps.staff, visit.staff, (ctx) => setSingleKeys(ctx, on));
  return goTo('/console/account?done=keys');
}

async function replacePassword(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const wait = deps.passwordLimit.take(visit.staff.id);
  if (wait > 0) return show(deps, visit, refusalWords({ code: 'wait', seconds: Math.ceil(wait) }));
  const asked = {
    current: visit.form.get('current') ?? '',
    password: visit.form.get('password') ?? '',
  };
  const result = await changePassword(deps.staff, await own(deps, visit), asked);
  return result.ok
    ? goTo('/console/account?done=password')
    : show(deps, visit, refusalWords(result.refusals));
}

async function own(deps: ConsoleDeps, { sessionId }: Visit): Promise<SignedIn> {
  const who = await checkSession(deps.staff, sessionId);
  if (!who) throw new Problem(401, 'signed_out', 'You are signed out.');
  return who;
}
