import type { StaffMember } from '../staff-port.ts';
import { passwordFault } from './password-rules.ts';
import { beginSession } from './session.ts';
import type { Begun } from './sign-in.ts';
import {
  done,
  refuse,
  type SignedIn,
  type StaffContext,
  type StaffDeps,
  type StaffResult,
  writeAudit,
} from './staff-context.ts';

export interface Enrolment {
  /** Base32, in groups of four. */
  readonly secret: string;
  /** `otpauth://totp/...`, as authenticator apps read it. */
  readonly uri: string;
}

/** The secret of the person's app: made when it is asked for first, the same until a code of it was given. */
export const enrolment = async (
  { tx, store, credentials }: Pick<StaffContext, 'tx' | 'store' | 'credentials'>,
  { member }: SignedIn,
): Promise<Enrolment> => {
  const sealed = member.totpSealed ?? credentials.newTotp();
  if (member.totpSealed === undefined)
    await store.staff.accounts.change(tx, member.id, { totpSealed: sealed });
  const secret = credentials.openTotp(sealed);
  const label = encodeURIComponent(`Resolve:${member.login}`);
  return {
    secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
    uri: `otpauth://totp/${label}?secret=${secret}&issuer=Resolve&algorithm=SHA1&digits=6&period=30`,
  };
};

export interface EnrolAsked {
  readonly password: string;
  readonly code: string;
}

/** A password of one's own and a first code of the app: from then on both are needed. Ends all other sessions. */
export const enrol = async (
  deps: StaffDeps,
  { member, session }: SignedIn,
  { password, code }: EnrolAsked,
): Promise<StaffResult<Begun>> => {
  const fault = passwordFault(password, member);
  if (fault) return refuse({ code: fault });
  if (await deps.credentials.verifyPassword(password, member.passwordHash))
    return refuse({ code: 'password_known' });
  const passwordHash = await deps.credentials.hashPassword(password);
  const { store, credentials, wallClock, clock } = deps;
  return store.run(async (tx) => {
    const realNow = wallClock.now();
    const now = await store.staff.accounts.find(tx, member.id);
    const sealed = now?.totpSealed;
    if (!now?.active || now.passwordEndsAt === undefined || sealed === undefined)
      return refuse({ code: 'wrong' });
    const step = credentials.totpStep(sealed, code.replace(/\s/g, ''), realNow);
    if (step === undefined || !(await store.staff.accounts.useTotpStep(tx, member.id, step)))
      return refuse({ code: 'code_wrong' });
    const change = { passwordHash, passwordEndsAt: null, totpConfirmed: true };
    await store.staff.accounts.change(tx, member.id, change);
    await store.staff.sessions.revoke(tx, { staffId: member.id }, realNow);
    const { device } = session;
    const begun = await beginSession(deps, tx, member, {
      ...{ stage: 'full', how: 'password', device, realNow },
    });
    const by = { id: member.id, role: member.role };
    await writeAudit({ tx, store, now: clock.now(), by }, 'staff.enrolled', `staff ${member.id}`);
    return done(begun);
  });
};

/** One's own, with the old one; the other sessions end. */
export const changePassword = async (
  deps: StaffDeps,
  { member, session }: SignedIn,
  { current, password }: { readonly current: string; readonly password: string },
): Promise<StaffResult<StaffMember>> => {
  const fault = passwordFault(password, member);
  if (fault) return refuse({ code: fault });
  if (!(await deps.credentials.verifyPassword(current, member.passwordHash)))
    return refuse({ code: 'wrong' });
  if (current === password) return refuse({ code: 'password_known' });
  const passwordHash = await deps.credentials.hashPassword(password);
  const { store, wallClock, clock } = deps;
  return store.run(async (tx) => {
    const changed = await store.staff.accounts.change(tx, member.id, { passwordHash });
    if (!changed) return refuse({ code: 'wrong' });
    const others = { staffId: member.id, except: session.id };
    await store.staff.sessions.revoke(tx, others, wallClock.now());
    const by = { id: member.id, role: member.role };
    await writeAudit({ tx, store, now: clock.now(), by }, 'staff.password', `staff ${member.id}`);
    return done(changed);
  });
};
