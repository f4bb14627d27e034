import type { Instant } from './domain/time.ts';
import type { JsonObject, Tx } from './ports.ts';

export type StaffRole = 'agent' | 'case_manager' | 'admin';

/** Who works here. Kept for good: the audit and the cases name people by their id. */
export interface StaffMember {
  readonly id: string;
  /** In small letters: what is typed to sign in. */
  readonly login: string;
  /** What buyers and colleagues see. */
  readonly name: string;
  readonly role: StaffRole;
  readonly active: boolean;
  /** Missing for who comes by a company's sign-in or the demo's button alone. */
  readonly passwordHash?: string;
  /** Of a one-time password, which must be replaced at the first sign-in; missing on one's own. */
  readonly passwordEndsAt?: Instant;
  readonly totpSealed?: string;
  /** A code of it was given once: from then on every sign-in needs one. */
  readonly totpConfirmed: boolean;
  /** The newest time step whose code was used: it and earlier ones count no more. */
  readonly totpStep: number;
  /** Issuer and subject of OIDC. */
  readonly oidcSubject?: string;
  /** Shortcuts of one letter, which some people switch off (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  readonly createdAt: Instant;
}

export type StaffChange = Partial<
  Pick<StaffMember, 'name' | 'role' | 'active' | 'passwordHash' | 'totpConfirmed' | 'singleKeys'>
> & {
  /** `null` takes the value away. */
  readonly passwordEndsAt?: Instant | null;
  readonly totpSealed?: string | null;
};

export interface StaffAccounts {
  /** False, with nothing written, if the login is taken. */
  add(tx: Tx, member: StaffMember): Promise<boolean>;
  find(tx: Tx, id: string): Promise<StaffMember | undefined>;
  byLogin(tx: Tx, login: string): Promise<StaffMember | undefined>;
  byOidc(tx: Tx, subject: string): Promise<StaffMember | undefined>;
  /** By name. */
  all(tx: Tx): Promise<readonly StaffMember[]>;
  change(tx: Tx, id: string, change: StaffChange): Promise<StaffMember | undefined>;
  /** False if this step, or a later one, was used before: a code counts once, whoever is faster. */
  useTotpStep(tx: Tx, id: string, step: number): Promise<boolean>;
}

/** One browser in which somebody is signed in. Its times are real ones, also in a demo whose clock was moved. */
export interface StaffSession {
  /** For the list of one's own sessions; it opens nothing. */
  readonly id: string;
  readonly staffId: string;
  /** SHA-256 of the cookie's 256 bits: the database alone opens nothing either. */
  readonly tokenHash: string;
  /** `enrol`: signed in with a one-time password, and good for nothing but replacing it. */
  readonly stage: 'enrol' | 'full';
  readonly how: 'password' | 'oidc' | 'demo';
  /** Browser and system in short. */
  readonly device: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
}

export interface StaffSessions {
  add(tx: Tx, session: StaffSession): Promise<void>;
  /** With whose it is, in one statement; undefined for one that was revoked. Whether it is over by now is not asked. */
  find(
    tx: Tx,
    by: { readonly tokenHash: string } | { readonly id: string },
  ): Promise<{ readonly session: StaffSession; readonly member: StaffMember } | undefined>;
  /** Not revoked, newest first. */
  ofStaff(tx: Tx, staffId: string): Promise<readonly StaffSession[]>;
  seen(tx: Tx, id: string, at: Instant): Promise<void>;
  /** One, or all of a person, or all but one; answers how many. */
  revoke(
    tx: Tx,
    which: { readonly staffId: string; readonly id?: string; readonly except?: string },
    at: Instant,
  ): Promise<number>;
  /** Removes those begun before this. */
  forget(tx: Tx, begunBefore: Instant): Promise<void>;
}

/** Sign-ins that failed, by login and by address: what is typed counts, whether or not anybody has that login. */
export interface SignInFailures {
  of(
    tx: Tx,
    key: string,
  ): Promise<{ readonly count: number; readonly lockedUntil: Instant } | undefined>;
  /** One more; answers how many there are in a row now. */
  add(tx: Tx, key: string): Promise<number>;
  lock(tx: Tx, key: string, until: Instant): Promise<void>;
  clear(tx: Tx, key: string): Promise<void>;
  /** Removes those whose lock ended before this. */
  forget(tx: Tx, before: Instant): Promise<void>;
}

/** A text that agents use again and again, with named fields: `{{order.id}}`. Data, never a program. */
export interface CannedReply {
  /** What is typed after `/`. */
  readonly key: string;
  readonly title: string;
  readonly text: string;
}

export interface CannedReplies {
  /** By key. */
  all(tx: Tx): Promise<readonly CannedReply[]>;
  put(tx: Tx, reply: CannedReply): Promise<void>;
  remove(tx: Tx, key: string): Promise<void>;
}

/** What the store has for the people who work here. */
export interface StaffStore {
  readonly accounts: StaffAccounts;
  readonly sessions: StaffSessions;
  readonly failures: SignInFailures;
  readonly canned: CannedReplies;
}

/** What somebody did. Ids, codes and amounts alone: no names, no words of people, so an erasure never has to touch it. */
export interface NewAuditRow {
  readonly at: Instant;
  /** A staff id, `cli`, `clock`, or `nobody` for a sign-in that failed. */
  readonly actor: string;
  readonly role: StaffRole | 'system';
  /** `staff.sign_in`, `handoff.claim`, `dispute.rule` ... */
  readonly action: string;
  /** `dispute D1000000001`, `handoff ...`, `staff ...`: a kind and an id. */
  readonly subject: string;
  readonly details: JsonObject;
}

export interface AuditRow extends NewAuditRow {
  /** 1..n without a gap. */
  readonly no: number;
  readonly prevHash: string;
  /** SHA-256 over all of the above. */
  readonly hash: string;
}

export interface AuditLog {
  /**
   * Numbered and chained. Holds everybody else's append until the commit, so it belongs near the end of a transaction,
   * and before the desk's own log (`tellDesk`).
   */
  append(tx: Tx, row: NewAuditRow): Promise<AuditRow>;
  /** Newest first, those before `no`. `subject`: the whole of it, or an id that is anywhere in the row. */
  page(
    tx: Tx,
    wanted: {
      readonly subject?: string;
      readonly actor?: string;
      readonly before?: number;
      readonly limit: number;
    },
  ): Promise<readonly AuditRow[]>;
  after(tx: Tx, no: number, limit: number): Promise<readonly AuditRow[]>;
  /** The number and hash of the newest row as the log itself remembers them; 0 and '' at first. */
  head(tx: Tx): Promise<{ readonly no: number; readonly hash: string }>;
  /** What the hash of a row has to be. */
  hashOf(row: Omit<AuditRow, 'hash'>): string;
}

/** What is secret about people: passwords, codes, tokens. Slow functions are called outside of transactions. */
export interface Credentials {
  /** For a first sign-in, made to be read aloud. */
  newPassword(): string;
  hashPassword(password: string): Promise<string>;
  /** Takes as long where there is no hash, and is false then. */
  verifyPassword(password: string, hash: string | undefined): Promise<boolean>;
  /** 256 random bits. */
  newToken(): string;
  hashToken(token: string): string;
  /** Sealed, for the database. */
  newTotp(): string;
  /** Base32, as authenticator apps take it. Throws if it was sealed under another key. */
  openTotp(sealed: string): string;
  /** The time step that the code belongs to: now's, the one before or the one after; undefined for a wrong code. */
  totpStep(sealed: string, code: string, now: Instant): number | undefined;
}
