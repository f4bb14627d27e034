import { instant } from '../domain/time.ts';
import type { StaffMember, StaffRole } from '../staff-port.ts';
import { readLogin, readName } from './read-login.ts';
import {
  asActor,
  done,
  refuse,
  type StaffActor,
  type StaffContext,
  type StaffDeps,
  type StaffResult,
  writeAudit,
} from './staff-context.ts';

/** Over a weekend. */
const oneTimeMs = 72 * 3_600_000;

/** Told once, to be passed on. */
export interface OneTime {
  readonly member: StaffMember;
  readonly password: string;
}

export interface NewStaff {
  readonly name: string;
  readonly login: string;
  readonly role: StaffRole;
}

/** An account with a one-time password. */
export const addStaff = async (
  deps: StaffDeps,
  by: StaffActor,
  asked: NewStaff,
): Promise<StaffResult<OneTime>> => {
  const [login, name] = [readLogin(asked.login), readName(asked.name)];
  if (login === undefined) return refuse({ code: 'login_unfit' });
  if (name === undefined) return refuse({ code: 'name_unfit' });
  const password = deps.credentials.newPassword();
  const passwordHash = await deps.credentials.hashPassword(password);
  return asActor(deps, by, async (ctx) => {
    const { tx, store, ids, realNow } = ctx;
    const member: StaffMember = {
      ...{ id: ids.next('staff'), login, name, role: asked.role, active: true, passwordHash },
      ...{ passwordEndsAt: instant(realNow + oneTimeMs), totpConfirmed: false, totpStep: 0 },
      ...{ singleKeys: true, createdAt: realNow },
    };
    if (!(await store.staff.accounts.add(tx, member))) return refuse({ code: 'login_taken' });
    await writeAudit(ctx, 'staff.add', `staff ${member.id}`, { role: asked.role });
    return done({ member, password });
  });
};

/** A new one-time password, and the app has to be set up again: for who lost one of them. Ends all sessions. */
export const resetStaff = async (
  deps: StaffDeps,
  by: StaffActor,
  id: string,
): Promise<StaffResult<OneTime>> => {
  const password = deps.credentials.newPassword();
  const passwordHash = await deps.credentials.hashPassword(password);
  return asActor(deps, by, async (ctx) => {
    const { tx, store, realNow } = ctx;
    const found = await store.staff.accounts.find(tx, id);
    // The company's identity provider has their password.
    if (!found || found.oidcSubject !== undefined) return refuse({ code: 'nobody_like_that' });
    const member = await store.staff.accounts.change(tx, id, {
      ...{ passwordHash, passwordEndsAt: instant(realNow + oneTimeMs) },
      ...{ totpSealed: null, totpConfirmed: false },
    });
    if (!member) return refuse({ code: 'nobody_like_that' });
    await store.staff.sessions.revoke(tx, { staffId: id }, realNow);
    await writeAudit(ctx, 'staff.reset', `staff ${id}`);
    return done({ member, password });
  });
};

export interface StaffChanges {
  readonly id: string;
  readonly name?: string;
  readonly role?: StaffRole;
  readonly active?: boolean;
}

/** Counts from the next request on: the role is read with every one. Who may not come any more is signed out. */
export const changeStaff = async (
  ctx: StaffContext,
  { id, ...asked }: StaffChanges,
): Promise<StaffResult<StaffMember>> => {
  const { tx, store, realNow } = ctx;
  const name = asked.name === undefined ? undefined : readName(asked.name);
  if (asked.name !== undefined && name === undefined) return refuse({ code: 'name_unfit' });
  const before = await store.staff.accounts.find(tx, id);
  if (!before) return refuse({ code: 'nobody_like_that' });
  if (isAdmin(before) && !isAdmin({ ...before, ...asked }) && (await adminsOf(ctx)).length === 1)
    return refuse({ code: 'last_admin' });
  const member = await store.staff.accounts.change(tx, id, {
    ...asked,
    ...(name === undefined ? {} : { name }),
  });
  if (!member) return refuse({ code: 'nobody_like_that' });
  if (!member.active) await store.staff.sessions.revoke(tx, { staffId: id }, realNow);
  await writeAudit(ctx, 'staff.change', `staff ${id}`, {
    ...(before.role === member.role ? {} : { from: before.role, to: member.role }),
    ...(before.active === member.active ? {} : { active: member.active }),
    ...(before.name === member.name ? {} : { renamed: true }),
  });
  return done(member);
};

const isAdmin = ({ role, active }: Pick<StaffMember, 'role' | 'active'>): boolean =>
  active && role === 'admin';

const adminsOf = async ({ tx, store }: StaffContext): Promise<readonly StaffMember[]> =>
  (await store.staff.accounts.all(tx)).filter(isAdmin);

export const listStaff = ({
  tx,
  store,
}: Pick<StaffContext, 'tx' | 'store'>): Promise<readonly StaffMember[]> =>
  store.staff.accounts.all(tx);
