import type { Knex } from 'knex';
import { dialectOf, runAll } from './dialect.ts';

const why = 'the events of a dispute are never changed';

const sqliteGuards = ['update', 'delete'].map(
  (verb) => `create trigger dispute_events_no_${verb} before ${verb} on dispute_events
    begin select raise(abort, '${why}'); end`,
);

const postgresGuards = [
  `create function refuse_event_change() returns trigger language plpgsql as
    $$ begin raise exception '${why}'; end $$`,
  `create trigger dispute_events_no_change before update or delete on dispute_events
    for each row execute function refuse_event_change()`,
  `create trigger dispute_events_no_truncate before truncate on dispute_events
    for each statement execute function refuse_event_change()`,
];

/** Only for the demo's reset and for migrating down. */
export const dropEventGuards = (db: Knex): Promise<void> =>
  runAll(
    db,
    dialectOf(db).postgres
      ? [
          'drop trigger dispute_events_no_change on dispute_events',
          'drop trigger dispute_events_no_truncate on dispute_events',
          'drop function refuse_event_change()',
        ]
      : ['drop trigger dispute_events_no_update', 'drop trigger dispute_events_no_delete'],
  );

export const createEventGuards = (db: Knex): Promise<void> =>
  runAll(db, dialectOf(db).postgres ? postgresGuards : sqliteGuards);

/** What the database itself refuses besides the checks and keys of the tables. */
export const up = async (db: Knex): Promise<void> => {
  await db.raw(
    'create unique index one_dispute_takes_an_item on disputes (order_id, item_id) where takes_item = 1',
  );
  await createEventGuards(db);
};

export const down = async (db: Knex): Promise<void> => {
  await dropEventGuards(db);
  await db.raw('drop index one_dispute_takes_an_item');
};
