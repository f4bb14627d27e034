import type { Knex } from 'knex';
import pg from 'pg';
import type { DeskFollowing, DeskNews } from '../handoff-port.ts';
import type { Tx } from '../ports.ts';
import { isPostgres, knexOf, rows } from './sql.ts';

const channel = 'resolve_desk';
/** PostgreSQL takes 8,000 bytes; with more conversations than fit, the others' look every second finds them. */
const mostTold = 50;
const againAfterMs = 1_000;

/** Conversations of which a transaction has written desk events. */
const touched = new WeakMap<Tx, Set<string>>();

/** Remembers it for this process; for other nodes PostgreSQL tells it at the commit, and only then. */
export const toldOf = async (tx: Tx, conversationIds: readonly string[]): Promise<void> => {
  const ids = touched.get(tx) ?? new Set();
  const fresh = conversationIds.filter((id) => !ids.has(id));
  for (const id of fresh) ids.add(id);
  touched.set(tx, ids);
  if (fresh.length === 0 || !isPostgres(knexOf(tx))) return;
  await rows(tx, 'select pg_notify(?, ?)', [channel, fresh.slice(0, mostTold).join(' ')]);
};

export interface DeskNewsDesk extends DeskFollowing {
  /** After the commit of this transaction. */
  committed(tx: Tx): void;
  close(): Promise<void>;
}

/** Who follows is woken by this process at once, and on PostgreSQL by every other node. */
export const createDeskNews = (db: Knex, url: string): DeskNewsDesk => {
  const listeners = new Set<(news: DeskNews) => void>();
  const tell = (news: DeskNews) => {
    for (const listener of listeners) listener(news);
  };
  let ear: Ear | undefined;
  return {
    follow(listener) {
      listeners.add(listener);
      if (isPostgres(db)) ear ??= openEar(url, tell);
      return () => listeners.delete(listener);
    },
    committed(tx) {
      const ids = touched.get(tx);
      if (ids) tell({ conversationIds: [...ids] });
    },
    close: async () => ear?.close(),
  };
};

interface Ear {
  close(): Promise<void>;
}

/** One connection of its own that listens. A line that breaks is opened again; what was missed the look finds. */
const openEar = (connectionString: string, tell: (news: DeskNews) => void): Ear => {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    client = undefined;
    if (!closed) timer = setTimeout(listen, againAfterMs);
  };
  const listen = () => {
    const opened = new pg.Client({ connectionString, application_name: 'resolve desk' });
    client = opened;
    opened.on('error', () => {});
    opened.on('end', again);
    opened.on('notification', ({ payload = '' }) =>
      tell({ conversationIds: payload.split(' ').filter(Boolean) }),
    );
    // A failed start ends the client, which tries again.
    opened
      .connect()
      .then(() => opened.query(`listen ${channel}`))
      .then(
        () => tell({ conversationIds: [] }),
        () => opened.end(),
      )
      .catch(() => {});
  };
  listen();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end();
    },
  };
};
