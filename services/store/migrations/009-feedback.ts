import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

/** What was not understood, and which answers helped: what editors learn from. */
export const up = async (db: Knex): Promise<void> => {
  const { int, serial, strict } = dialectOf(db);
  await runAll(db, [
    `create table feedback (
      no ${serial},
      at ${int} not null,
      conversation_id text not null references conversations (id),
      kind text not null check (kind in ('missed', 'asked', 'unsolved', 'solved')),
      prompt text not null,
      text text not null,
      guesses text not null,
      band text not null check (band in ('answer', 'ask', 'out')),
      followed text not null check (followed in ('left', 'picked', 'none', 'rephrased', 'handed_over')),
      label text
    ) ${strict}`,
    'create index feedback_at on feedback (at)',
    'create index feedback_of_conversation on feedback (conversation_id, no)',
  ]);
};

export const down = (db: Knex): Promise<void> => dropEmpty(db, ['feedback']);
