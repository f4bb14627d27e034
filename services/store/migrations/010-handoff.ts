import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

const live = "state in ('waiting', 'claimed', 'waiting_buyer', 'snoozed')";

/** Requests for a person, what the agents keep beside them, and the feed of the agents' desk. */
export const up = async (db: Knex): Promise<void> => {
  const { int, serial, strict } = dialectOf(db);
  await runAll(db, [
    // Which live handoff a conversation has: every message knows by it whether the desk has to hear of it.
    'alter table conversations add column handoff_id text',
    `create table handoffs (
      no ${serial},
      id text not null unique,
      conversation_id text not null references conversations (id),
      buyer_id text,
      channel text not null,
      reason text not null check (reason in
        ('asked', 'misunderstood', 'refund_overdue', 'refund_failed', 'risk', 'protection_ending')),
      wish text not null,
      capsule text not null,
      order_id text,
      dispute_id text,
      dispute_seq ${int},
      state text not null default 'waiting' check (state in
        ('waiting', 'claimed', 'waiting_buyer', 'snoozed', 'resolved', 'left', 'back_to_bot')),
      agent_id text,
      requested_at ${int} not null,
      claimed_at ${int},
      first_answer_at ${int},
      last_buyer_at ${int} not null,
      last_agent_at ${int},
      ended_at ${int},
      ended_by text,
      due_rule text,
      due_at ${int},
      stake_minor ${int},
      stake_currency text,
      wake_at ${int},
      version ${int} not null default 0,
      constraint an_agent_where_one_is_needed check (
        (state in ('claimed', 'waiting_buyer', 'snoozed') and agent_id is not null)
        or (state = 'waiting' and agent_id is null)
        or state in ('resolved', 'left', 'back_to_bot')
      )
    ) ${strict}`,
    `create unique index one_live_handoff on handoffs (conversation_id) where ${live}`,
    `create index handoffs_live on handoffs (no) where ${live}`,
    'create index handoffs_of_conversation on handoffs (conversation_id, no)',
    'create index handoffs_of_buyer on handoffs (buyer_id, no)',
    'create index handoffs_requested on handoffs (requested_at)',
    'create index handoffs_claimed on handoffs (claimed_at) where claimed_at is not null',
    'create index handoffs_to_wake on handoffs (wake_at) where wake_at is not null',
    'create index handoffs_raised on handoffs (reason, dispute_id, order_id)',
    // One row, locked by who writes events until the commit: numbers without gaps, in the order of the commits.
    `create table desk_counter (one ${int} primary key check (one = 1), last_no ${int} not null) ${strict}`,
    'insert into desk_counter (one, last_no) values (1, 0)',
    `create table desk_events (
      no ${int} primary key,
      at ${int} not null,
      kind text not null,
      handoff_id text not null references handoffs (id),
      conversation_id text not null,
      by_whom text not null,
      body text not null
    ) ${strict}`,
    'create index desk_events_of_handoff on desk_events (handoff_id, no)',
    `create table desk_notes (
      no ${serial},
      id text not null unique,
      handoff_id text not null references handoffs (id),
      by_whom text not null,
      at ${int} not null,
      text text not null
    ) ${strict}`,
    'create index desk_notes_of_handoff on desk_notes (handoff_id, no)',
    `create table desk_drafts (
      agent_id text not null,
      handoff_id text not null references handoffs (id),
      text text not null,
      at ${int} not null,
      primary key (agent_id, handoff_id)
    ) ${strict}`,
    `create table desk_approvals (
      no ${serial},
      id text not null unique,
      handoff_id text references handoffs (id),
      dispute_id text not null,
      request text not null,
      reason text not null,
      asked_by text not null,
      asked_at ${int} not null,
      state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn')),
      decided_by text,
      decided_at ${int},
      constraint two_people check (state <> 'approved' or decided_by <> asked_by)
    ) ${strict}`,
    "create index desk_approvals_pending on desk_approvals (no) where state = 'pending'",
    `create table desk_ratings (
      id text primary key,
      handoff_id text not null references handoffs (id),
      buyer_id text,
      agent_id text,
      asked_at ${int} not null,
      score ${int} check (score between 1 and 5),
      rated_at ${int}
    ) ${strict}`,
    'create index desk_ratings_of_buyer on desk_ratings (buyer_id, asked_at)',
    `create table desk_presence (
      agent_id text primary key,
      status text not null check (status in ('available', 'away')),
      at ${int} not null
    ) ${strict}`,
  ]);
};

export const down = async (db: Knex): Promise<void> => {
  await dropEmpty(db, [
    ...['desk_presence', 'desk_ratings', 'desk_approvals', 'desk_drafts', 'desk_notes'],
    ...['desk_events', 'handoffs'],
  ]);
  await runAll(db, ['drop table desk_counter', 'alter table conversations drop column handoff_id']);
};
