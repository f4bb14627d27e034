import {
  addStaff,
  changeStaff,
  listStaff,
  type OneTime,
  resetStaff,
} from '../../services/staff/manage-staff.ts';
import { revokeSessions } from '../../services/staff/own-account.ts';
import { asActor, type StaffResult } from '../../services/staff/staff-context.ts';
import type { StaffMember, StaffRole } from '../../services/staff-port.ts';
import { badRequest } from '../http/problem.ts';
import { type Answer, goTo, page } from './answer.ts';
import type { ConsoleDeps } from './deps.ts';
import { roleWords } from './layout.ts';
import { admins, type ConsoleRoute, type Visit } from './route.ts';
import { viewOf } from './view.ts';
import { refusalWords } from './words.ts';

interface Shown {
  readonly fault: string;
  readonly note: string;
  readonly oneTime:
    | { readonly name: string; readonly login: string; readonly password: string }
    | false;
}

const view = viewOf<
  Shown & {
    readonly csrf: string;
    readonly roles: readonly { readonly value: string; readonly words: string }[];
    readonly people: readonly ReturnType<typeof personOf>[];
  }
>('people');

const roles = ['agent', 'case_manager', 'admin'] as const;

/** Who works here: added, changed, signed out, let go. */
export const peopleRoutes = (deps: ConsoleDeps): readonly ConsoleRoute[] => {
  const on = (
    method: ConsoleRoute['method'],
    path: ConsoleRoute['path'],
    handle: (deps: ConsoleDeps, visit: Visit) => Promise<Answer>,
  ): ConsoleRoute => ({ method, path, roles: admins, handle: (visit) => handle(deps, visit) });
  return [
    on('get', '/console/people', (_, visit) => show(deps, visit)),
    on('post', '/console/people', add),
    on('post', '/console/people/:id', change),
    on('post', '/console/people/:id/reset', reset),
    on('post', '/console/people/:id/sign-out', signOut),
  ];
};

const nothing: Shown = { fault: '', note: '', oneTime: false };

const notes: Readonly<Record<string, string>> = {
  changed: 'Saved. It counts from their next click.',
  out: 'Signed out everywhere.',
};

async function show(deps: ConsoleDeps, visit: Visit, shown: Partial<Shown> = {}): Promise<Answer> {
  const people = await asActor(deps.staff, visit.staff, listStaff);
  const note = notes[visit.query.get('done') ?? ''] ?? '';
  const html = view({
    ...{ ...nothing, note, ...shown, csrf: visit.csrf },
    roles: roles.map((value) => ({ value, words: roleWords[value] })),
    people: people.map((member) => personOf(member, visit.staff.id)),
  });
  const status = shown.fault ? 422 : 200;
  return page({ title: 'People', html, status, tab: '/console/people' });
}

function personOf(member: StaffMember, self: string) {
  const { id, name, login, role, active, passwordHash, passwordEndsAt, oidcSubject } = member;
  return {
    ...{ id, name, login, active, own: id === self },
    resettable: oidcSubject === undefined,
    by: howOf(passwordHash !== undefined, oidcSubject !== undefined, passwordEndsAt !== undefined),
    roles: roles.map((value) => ({
      ...{ value, words: roleWords[value], selected: value === role },
    })),
  };
}

function howOf(password: boolean, oidc: boolean, oneTime: boolean): string {
  if (oidc) return 'Company account';
  if (!password) return 'Demo button';
  return oneTime ? 'One-time password, not used yet' : 'Password and app';
}

const readRole = (text: string | null): StaffRole => {
  const role = roles.find((one) => one === text);
  if (!role) throw badRequest('There is no such role.');
  return role;
};

async function add(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const { form } = visit;
  const asked = {
    ...{ name: form.get('name') ?? '', login: form.get('login') ?? '' },
    role: readRole(form.get('role')),
  };
  return showOneTime(deps, visit, await addStaff(deps.staff, visit.staff, asked));
}

async function reset(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const { id = '' } = visit.params;
  return showOneTime(deps, visit, await resetStaff(deps.staff, visit.staff, id));
}

/** Shown in the answer itself: it is stored nowhere, so no other page can show it. */
function showOneTime(
  deps: ConsoleDeps,
  visit: Visit,
  result: StaffResult<OneTime>,
): Promise<Answer> {
  if (!result.ok) return show(deps, visit, { fault: refusalWords(result.refusals) });
  const { member, password } = result.value;
  return show(deps, visit, { oneTime: { name: member.name, login: member.login, password } });
}

async function change(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const { form, params } = visit;
  const name = form.get('name');
  const changes = {
    ...{
      id: params.id ?? '',
      role: readRole(form.get('role')),
      active: form.get('active') === 'on',
    },
    ...(name === null ? {} : { name }),
  };
  const result = await asActor(deps.staff, visit.staff, (ctx) => changeStaff(ctx, changes));
  return result.ok
    ? goTo('/console/people?done=changed')
    : show(deps, visit, { fault: refusalWords(result.refusals) });
}

async function signOut(deps: ConsoleDeps, visit: Visit): Promise<Answer> {
  const { id: staffId = '' } = visit.params;
  await asActor(deps.staff, visit.staff, (ctx) => revokeSessions(ctx, { staffId }));
  return goTo('/console/people?done=out');
}
