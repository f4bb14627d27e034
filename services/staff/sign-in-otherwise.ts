import type { Tx } from '../ports.ts';
import type { StaffMember, StaffRole } from '../staff-port.ts';
import { readLogin, readName } from './read-login.ts';
import { beginSession } from './session.ts';
import type { Begun } from './sign-in.ts';
import { tellSignIn } from './sign-in.ts';
import { done, refuse, type StaffDeps, type StaffResult, writeAudit } from './staff-context.ts';

export interface OidcPerson {
  /** Issuer and subject: the one thing that stays the same. */
  readonly subject: string;
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly device: string;
}

/**
 * Somebody whom the company's identity provider vouches for: added the first time, and each time with the role that it
 * names now. A login that somebody else has here is refused: an e-mail is no proof of who one is.
 */
export const signInByOidc = (deps: StaffDeps, person: OidcPerson): Promise<StaffResult<Begun>> =>
  deps.store.run(async (tx) => {
    const { accounts } = deps.store.staff;
    const known = await accounts.byOidc(tx, person.subject);
    if (known && !known.active) return refuse({ code: 'wrong' });
    const added = known ? undefined : newcomer(deps, person);
    if (!known && (!added || !(await accounts.add(tx, added))))
      return refuse({ code: 'login_taken' });
    const member = known ? await withRoleOf(deps, tx, known, person) : added;
    if (!member) return refuse({ code: 'wrong' });
    return done(await beginAndTell(deps, tx, member, { how: 'oidc', device: person.device }));
  });

const beginAndTell = async (
  deps: StaffDeps,
  tx: Tx,
  member: StaffMember,
  { how, device }: { readonly how: 'oidc' | 'demo'; readonly device: string },
): Promise<Begun> => {
  const realNow = deps.wallClock.now();
  const begun = await beginSession(deps, tx, member, { stage: 'full', how, device, realNow });
  await tellSignIn(deps, tx, member, { how, stage: 'full' });
  return begun;
};

const withRoleOf = async (
  { store, clock }: StaffDeps,
  tx: Tx,
  known: StaffMember,
  { role }: OidcPerson,
): Promise<StaffMember | undefined> => {
  if (known.role === role) return known;
  const ctx = { tx, store, now: clock.now(), by: { id: 'oidc', role: 'system' } } as const;
  await writeAudit(ctx, 'staff.change', `staff ${known.id}`, { from: known.role, to: role });
  return store.staff.accounts.change(tx, known.id, { role });
};

const newcomer = (
  { ids, wallClock }: StaffDeps,
  { subject, login, name, role }: OidcPerson,
): StaffMember | undefined => {
  const read = readLogin(login);
  if (!read) return undefined;
  return {
    ...{ id: ids.next('staff'), login: read, name: readName(name) ?? read, role, active: true },
    ...{ totpConfirmed: false, totpStep: 0, oidcSubject: subject, singleKeys: true },
    createdAt: wallClock.now(),
  };
};

/** One press, for a demo that nobody else reaches. Only for people whom the demo made: they have no password. */
export const signInToDemo = (
  deps: StaffDeps,
  { staffId, device }: { readonly staffId: string; readonly device: string },
): Promise<StaffResult<Begun>> =>
  deps.store.run(async (tx) => {
    const member = await deps.store.staff.accounts.find(tx, staffId);
    if (!member?.active || member.passwordHash !== undefined || member.oidcSubject !== undefined)
      return refuse({ code: 'nobody_like_that' });
    return done(await beginAndTell(deps, tx, member, { how: 'demo', device }));
  });
