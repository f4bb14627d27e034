import type { Knex } from 'knex';
import { type Dialect, dialectOf, dropEmpty, runAll } from './dialect.ts';

const kinds = "'channel', 'webhook', 'refund', 'release', 'alert'";

/** The external hub: which cases it has or was offered, and what leaves for it. */
export const up = async (db: Knex): Promise<void> => {
  const dialect = dialectOf(db);
  await runAll(db, [
    `alter table handoffs add column offered_at ${dialect.int}`,
    `create table hub_links (
      handoff_id text primary key references handoffs (id),
      relayed_seq ${dialect.int} not null,
      told_at ${dialect.int},
      agent text,
      ended_at ${dialect.int}
    ) ${dialect.strict}`,
    'create index hub_links_open on hub_links (handoff_id) where ended_at is null',
    ...outboxOf(dialect, `${kinds}, 'hub'`),
  ]);
};

export const down = async (db: Knex): Promise<void> => {
  const left = await db.first('id').from('outbox').where({ kind: 'hub' });
  if (left) throw new Error('Table outbox has rows for the hub; migrating down would lose them');
  await dropEmpty(db, ['hub_links']);
  await runAll(db, [
    ...outboxOf(dialectOf(db), kinds),
    'alter table handoffs drop column offered_at',
  ]);
};

/** SQLite can't change a check: the table is made anew and keeps its numbers, which receivers go on from. */
function outboxOf({ postgres, int, serial, strict }: Dialect, allowed: string): readonly string[] {
  if (postgres)
    return [
      'alter table outbox drop constraint outbox_kind_check',
      `alter table outbox add constraint outbox_kind_check check (kind in (${allowed}))`,
    ];
  return [
    `create table outbox_anew (
      no ${serial},
      id text not null unique,
      kind text not null check (kind in (${allowed})),
      stream text not null,
      body text not null,
      created_at ${int} not null,
      not_before ${int} not null,
      tries ${int} not null default 0,
      state text not null default 'waiting' check (state in ('waiting', 'sent', 'parked')),
      error text,
      sent_at ${int}
    ) ${strict}`,
    `insert into outbox_anew (no, id, kind, stream, body, created_at, not_before, tries, state, error, sent_at)
      select no, id, kind, stream, body, created_at, not_before, tries, state, error, sent_at from outbox`,
    "delete from sqlite_sequence where name = 'outbox_anew'",
    "insert into sqlite_sequence (name, seq) select 'outbox_anew', seq from sqlite_sequence where name = 'outbox'",
    'drop table outbox',
    'alter table outbox_anew rename to outbox',
    "create index outbox_waiting on outbox (kind, stream, no) where state = 'waiting'",
  ];
}
