import type { Tx } from '../ports.ts';
import type { StaffMember } from '../staff-port.ts';
import { clearFailures, countFailure, lockedFor, type Tried } from './lockout.ts';
import { readLogin } from './read-login.ts';
import { beginSession } from './session.ts';
import { done, refuse, type StaffDeps, type StaffResult, writeAudit } from './staff-context.ts';

export interface SignInAsked {
  readonly login: string;
  readonly password: string;
  /** Of the authenticator app; '' at the first sign-in, which has none yet. */
  readonly code: string;
  readonly address: string;
  readonly device: string;
}

export type Begun = Awaited<ReturnType<typeof beginSession>>;

/**
 * Whoever is unknown, inactive, or has a wrong password or code gets the same answer after the same work; who failed too
 * often waits, whether or not there is such a login. `stage: 'enrol'` is for a one-time password.
 */
export const signIn = async (deps: StaffDeps, asked: SignInAsked): Promise<StaffResult<Begun>> => {
  const { store, credentials, wallClock } = deps;
  const login = readLogin(asked.login) ?? '';
  const tried = { login: credentials.hashToken(login), address: asked.address };
  const { wait, member } = await store.run(async (tx) => ({
    wait: await lockedFor(store, tx, tried, wallClock.now()),
    member: await store.staff.accounts.byLogin(tx, login),
  }));
  if (wait > 0) return refuse({ code: 'wait', seconds: Math.ceil(wait / 1000) });
  const right = await credentials.verifyPassword(asked.password, member?.passwordHash);
  return store.run(async (tx) => {
    // Read again: meanwhile others may have failed with this login, and it may have been closed.
    const locked = await lockedFor(store, tx, tried, wallClock.now());
    if (locked > 0) return refuse({ code: 'wait', seconds: Math.ceil(locked / 1000) });
    const now = member && (await store.staff.accounts.find(tx, member.id));
    const same = right && now?.active === true && now.passwordHash === member?.passwordHash;
    if (!same || !(await secondFactor(deps, tx, now, asked.code)))
      return failed(deps, tx, tried, member);
    await clearFailures(store, tx, tried);
    return done(await begun(deps, tx, now, asked.device));
  });
};

/** A one-time password is good for as long as it says, and leads to the enrolment, which asks for a code itself. */
const secondFactor = async (
  { store, credentials, wallClock }: StaffDeps,
  tx: Tx,
  member: StaffMember,
  code: string,
): Promise<boolean> => {
  const now = wallClock.now();
  if (member.passwordEndsAt !== undefined) return now < member.passwordEndsAt;
  if (member.totpSealed === undefined || !member.totpConfirmed) return false;
  const step = credentials.totpStep(member.totpSealed, code.replace(/\s/g, ''), now);
  return step !== undefined && store.staff.accounts.useTotpStep(tx, member.id, step);
};

const failed = async (
  { store, clock, wallClock }: StaffDeps,
  tx: Tx,
  tried: Tried,
  member: StaffMember | undefined,
): Promise<StaffResult<Begun>> => {
  await countFailure(store, tx, tried, wallClock.now());
  const by = { id: 'nobody', role: 'system' } as const;
  const subject = `staff ${member?.id ?? 'unknown'}`;
  await writeAudit({ tx, store, now: clock.now(), by }, 'staff.sign_in_failed', subject);
  return refuse({ code: 'wrong' });
};

const begun = async (
  deps: StaffDeps,
  tx: Tx,
  member: StaffMember,
  device: string,
): Promise<Begun> => {
  const stage = member.passwordEndsAt === undefined ? 'full' : 'enrol';
  const realNow = deps.wallClock.now();
  const session = await beginSession(deps, tx, member, { stage, how: 'password', device, realNow });
  await tellSignIn(deps, tx, member, { how: 'password', stage });
  return session;
};

export const tellSignIn = (
  { store, clock }: StaffDeps,
  tx: Tx,
  { id, role }: StaffMember,
  details: { readonly how: string; readonly stage: string },
): Promise<void> =>
  writeAudit(
    { tx, store, now: clock.now(), by: { id, role } },
    'staff.sign_in',
    `staff ${id}`,
    details,
  );
