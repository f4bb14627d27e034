import knex from 'knex';

/** Of the talk alone, or of how it was brought: they differ by channel. */
const ofTheTalk =
  /^(?:conversations|messages|inbox|account_links|sent_messages|knex_|settings|sqlite_|desk_counter|desk_events)/;
/** Counted over everything that is said, or told by the talk. */
const counted = /\b(?:activity|outbox|prompt|notice|inbox)-\d+/g;

/** All that the marketplace has on record: disputes, their steps, money, files, what others were told. */
export async function recordOf(file: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const db = knex({ client: 'sqlite3', connection: { filename: file }, useNullAsDefault: true });
  try {
    const tables: { name: string }[] = await db('sqlite_master')
      .where({ type: 'table' })
      .select('name');
    const found: Record<string, readonly string[]> = {};
    for (const { name } of tables.filter((one) => !ofTheTalk.test(one.name)))
      found[name] = (await db(name).select()).filter(isOfTheMarket).map(written).sort();
    return found;
  } finally {
    await db.destroy();
  }
}

/** A row of the outbox that brings our words to a channel is no effect of a dispute. */
const isOfTheMarket = ({ kind }: Record<string, unknown>): boolean => kind !== 'channel';

/** A row's number counts those of the talk, too. */
const written = ({ channel: _talk, no: _place, ...row }: Record<string, unknown>): string =>
  JSON.stringify(row, (_key, value) =>
    typeof value === 'string' ? value.replace(counted, '(counted)') : value,
  );
