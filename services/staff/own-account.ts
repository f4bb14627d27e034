import type { StaffSession } from '../staff-port.ts';
import { longestMs } from './session.ts';
import { type StaffContext, writeAudit } from './staff-context.ts';

/** Where somebody is signed in, newest first. */
export const listSessions = async (
  { tx, store, realNow }: StaffContext,
  staffId: string,
): Promise<readonly StaffSession[]> =>
  (await store.staff.sessions.ofStaff(tx, staffId)).filter(
    ({ createdAt }) => realNow - createdAt < longestMs,
  );

/**
 * Ends one session of a person, or all but one, at once. Own ones; an admin everybody's, which the caller has checked by
 * the route. Answers how many.
 */
export const revokeSessions = async (
  ctx: StaffContext,
  which: { readonly staffId: string; readonly id?: string; readonly except?: string },
): Promise<number> => {
  const gone = await ctx.store.staff.sessions.revoke(ctx.tx, which, ctx.realNow);
  if (gone > 0)
    await writeAudit(ctx, 'staff.sign_out', `staff ${which.staffId}`, { sessions: gone });
  return gone;
};

export const setSingleKeys = async (
  { tx, store, by }: StaffContext,
  singleKeys: boolean,
): Promise<void> => {
  await store.staff.accounts.change(tx, by.id, { singleKeys });
};
