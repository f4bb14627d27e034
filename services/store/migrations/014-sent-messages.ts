import type { Knex } from 'knex';
import { dialectOf, dropEmpty, runAll } from './dialect.ts';

/** The channel's own id of a message with buttons, by which the buttons can be taken away (update). */
export const up = async (db: Knex): Promise<void> => {
  const { int, strict } = dialectOf(db);
  await runAll(db, [
    `create table sent_messages (
      conversation_id text not null references conversations (id),
      seq ${int} not null,
      prompt_id text not null,
      activity_id text,
      at ${int} not null,
      primary key (conversation_id, seq)
    ) ${strict}`,
    'create index sent_messages_of_prompt on sent_messages (conversation_id, prompt_id)',
  ]);
};

export const down = (db: Knex): Promise<void> => dropEmpty(db, ['sent_messages']);
