import type { Instant } from '../domain/time.ts';
import { instant } from '../domain/time.ts';
import type { Tx } from '../ports.ts';
import type { StaffMember, StaffSession } from '../staff-port.ts';
import type { SignedIn, StaffDeps } from './staff-context.ts';

/** Not used for so long: over. */
const idleMs = 30 * 60_000;
/** Over however much it is used. */
export const longestMs = 12 * 3_600_000;
/** A one-time password's session is for replacing it, now. */
const enrolMs = 15 * 60_000;
/** Use is written down once a minute at most: every request would be a write otherwise. */
const noteEveryMs = 60_000;

const endOf = ({ createdAt, lastSeenAt, stage }: StaffSession): number =>
  Math.min(lastSeenAt + idleMs, createdAt + (stage === 'enrol' ? enrolMs : longestMs));

/** Who a cookie belongs to now. Undefined: nobody, over, revoked, or no longer here. `quiet`: it is no use of it. */
export const readSession = async (
  deps: StaffDeps,
  token: string,
  { quiet = false } = {},
): Promise<SignedIn | undefined> => {
  const tokenHash = deps.credentials.hashToken(token);
  return deps.store.run((tx) => current(deps, tx, { tokenHash }, quiet));
};

/** For streams, which stay open: whether the session is good still. */
export const checkSession = (deps: StaffDeps, id: string): Promise<SignedIn | undefined> =>
  deps.store.run((tx) => current(deps, tx, { id }, true));

const current = async (
  { store, wallClock }: StaffDeps,
  tx: Tx,
  by: { readonly tokenHash: string } | { readonly id: string },
  quiet: boolean,
): Promise<SignedIn | undefined> => {
  const found = await store.staff.sessions.find(tx, by);
  const now = wallClock.now();
  if (!found?.member.active || endOf(found.session) <= now) return undefined;
  if (!quiet && now - found.session.lastSeenAt >= noteEveryMs)
    await store.staff.sessions.seen(tx, found.session.id, now);
  return found;
};

/** A new session; the answer is the cookie's value, which is kept nowhere. */
export const beginSession = async (
  { store, ids, credentials }: Pick<StaffDeps, 'store' | 'ids' | 'credentials'>,
  tx: Tx,
  member: Pick<StaffMember, 'id'>,
  given: Pick<StaffSession, 'stage' | 'how' | 'device'> & { readonly realNow: Instant },
): Promise<{ readonly token: string; readonly stage: StaffSession['stage'] }> => {
  const { stage, how, device, realNow } = given;
  const token = credentials.newToken();
  await store.staff.sessions.forget(tx, instant(realNow - longestMs));
  await store.staff.sessions.add(tx, {
    ...{ id: ids.next('session'), staffId: member.id, tokenHash: credentials.hashToken(token) },
    ...{ stage, how, device: device.slice(0, 80), createdAt: realNow, lastSeenAt: realNow },
  });
  return { token, stage };
};
