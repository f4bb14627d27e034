import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

const why = 'what is in the audit is never changed';

const sqliteGuards = ['update', 'delete'].map(
  (verb) => `create trigger audit_no_${verb} before ${verb} on audit
    begin select raise(abort, '${why}'); end`,
);

const postgresGuards = [
  `create function refuse_audit_change() returns trigger language plpgsql as
    $$ begin raise exception '${why}'; end $$`,
  `create trigger audit_no_change before update or delete on audit
    for each row execute function refuse_audit_change()`,
  `create trigger audit_no_truncate before truncate on audit
    for each statement execute function refuse_audit_change()`,
];

/** Only for the demo's reset and for migrating down. */
export const dropAuditGuards = (db: Knex): Promise<void> =>
  runAll(
    db,
    dialectOf(db).postgres
      ? [
          'drop trigger audit_no_change on audit',
          'drop trigger audit_no_truncate on audit',
          'drop function refuse_audit_change()',
        ]
      : ['drop trigger audit_no_update', 'drop trigger audit_no_delete'],
  );

export const createAuditGuards = (db: Knex): Promise<void> =>
  runAll(db, dialectOf(db).postgres ? postgresGuards : sqliteGuards);

/** The people who work here, where they are signed in, what they say often, and what they did. */
export const up = async (db: Knex): Promise<void> => {
  const { int, strict } = dialectOf(db);
  const flag = (name: string) => `${name} ${int} not null check (${name} in (0, 1))`;
  await runAll(db, [
    `create table staff (
      id text primary key,
      login text not null unique,
      name text not null,
      role text not null check (role in ('agent', 'case_manager', 'admin')),
      ${flag('active')},
      password_hash text,
      password_ends_at ${int},
      totp_sealed text,
      ${flag('totp_confirmed')},
      totp_step ${int} not null,
      oidc_subject text unique,
      ${flag('single_keys')},
      created_at ${int} not null
    ) ${strict}`,
    `create table staff_sessions (
      id text primary key,
      staff_id text not null references staff (id),
      token_hash text not null unique,
      stage text not null check (stage in ('enrol', 'full')),
      how text not null check (how in ('password', 'oidc', 'demo')),
      device text not null,
      created_at ${int} not null,
      last_seen_at ${int} not null,
      revoked_at ${int}
    ) ${strict}`,
    'create index staff_sessions_of on staff_sessions (staff_id, created_at)',
    'create index staff_sessions_begun on staff_sessions (created_at)',
    `create table sign_in_failures (
      key text primary key,
      count ${int} not null,
      locked_until ${int} not null
    ) ${strict}`,
    'create index sign_in_failures_over on sign_in_failures (locked_until)',
    `create table canned_replies (
      key text primary key,
      title text not null,
      text text not null
    ) ${strict}`,
    `create table audit (
      no ${int} primary key,
      at ${int} not null,
      actor text not null,
      role text not null,
      action text not null,
      subject text not null,
      details text not null,
      prev_hash text not null,
      hash text not null unique
    ) ${strict}`,
    'create index audit_of_subject on audit (subject, no)',
    'create index audit_of_actor on audit (actor, no)',
    // One row, locked by who appends until the commit. It also remembers the end, so that cutting it off shows.
    `create table audit_head (
      one ${int} primary key check (one = 1),
      no ${int} not null,
      hash text not null
    ) ${strict}`,
    "insert into audit_head (one, no, hash) values (1, 0, '')",
  ]);
  await createAuditGuards(db);
};

export const down = async (db: Knex): Promise<void> => {
  await dropEmpty(db, ['canned_replies', 'sign_in_failures', 'staff_sessions', 'staff', 'audit']);
  await runAll(db, ['drop table audit_head']);
  if (dialectOf(db).postgres) await db.raw('drop function refuse_audit_change()');
};
