import type { Result } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { Clock, Ids, JsonObject, Store, Tx } from '../ports.ts';
import type { Credentials, StaffMember, StaffRole, StaffSession } from '../staff-port.ts';

/** What sign-ins work with: they make their own transactions, because a password's hash must not hold one. */
export interface StaffDeps {
  readonly store: Store;
  readonly ids: Ids;
  readonly credentials: Credentials;
  /** The product's time, for the audit: in a demo it may have been moved. */
  readonly clock: Clock;
  /** Real time, for sessions, codes and locks. */
  readonly wallClock: Clock;
}

/** Who does it: somebody who is signed in, or the command line. */
export interface StaffActor {
  readonly id: string;
  readonly role: StaffRole | 'system';
}

export interface StaffContext {
  readonly tx: Tx;
  readonly store: Store;
  readonly ids: Ids;
  readonly credentials: Credentials;
  readonly now: Instant;
  readonly realNow: Instant;
  readonly by: StaffActor;
}

export type StaffRefusal =
  /** Login, password or code: which of them is not told. */
  | { readonly code: 'wrong' }
  | { readonly code: 'wait'; readonly seconds: number }
  | { readonly code: 'password_short' | 'password_long' | 'password_known' | 'code_wrong' }
  | { readonly code: 'login_taken' | 'login_unfit' | 'name_unfit' }
  | { readonly code: 'nobody_like_that' }
  /** The one admin that is left can't be made something else. */
  | { readonly code: 'last_admin' }
  | { readonly code: 'key_unfit' | 'title_missing' | 'text_missing' | 'text_too_long' }
  | { readonly code: 'field_unknown'; readonly field: string }
  | { readonly code: 'role_too_low' };

export type StaffResult<T> = Result<T, StaffRefusal>;

export const refuse = (
  refusals: StaffRefusal,
): { readonly ok: false; readonly refusals: StaffRefusal } => ({
  ok: false,
  refusals,
});

export const done = <T>(value: T): { readonly ok: true; readonly value: T } => ({
  ok: true,
  value,
});

/** Somebody whose session is good now. */
export interface SignedIn {
  readonly member: StaffMember;
  readonly session: StaffSession;
}

/** One transaction of somebody's. */
export const asActor = <T>(
  { store, ids, credentials, clock, wallClock }: StaffDeps,
  by: StaffActor,
  work: (ctx: StaffContext) => Promise<T>,
): Promise<T> =>
  store.run((tx) =>
    work({ tx, store, ids, credentials, by, now: clock.now(), realNow: wallClock.now() }),
  );

export const writeAudit = async (
  { tx, store, now, by }: Pick<StaffContext, 'tx' | 'store' | 'now' | 'by'>,
  action: string,
  subject: string,
  details: JsonObject = {},
): Promise<void> => {
  await store.audit.append(tx, { at: now, actor: by.id, role: by.role, action, subject, details });
};
