import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../services/ports.ts';
import { migrateUp, openStore, reset } from '../../services/store/open-store.ts';
import { freshPostgres } from './postgres.ts';

export interface StoreUnderTest {
  readonly kind: 'SQLite' | 'PostgreSQL';
  /** Migrated and empty at the start of every test. */
  readonly store: () => Store;
  readonly url: () => string;
  /** Another node: a second store on the same database. Closed after the test. */
  readonly secondStore: () => Promise<Store>;
}

interface Place {
  readonly url: string;
  readonly remove: () => Promise<void>;
}

const places: Record<StoreUnderTest['kind'], () => Promise<Place>> = {
  SQLite: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'resolve-sqlite-'));
    return {
      url: `sqlite:${join(folder, 'test.db')}`,
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  },
  PostgreSQL: async () => ({ url: await freshPostgres(), remove: () => Promise.resolve() }),
};

const emptied = async (store: Store): Promise<void> => {
  await reset(store);
  await store.run(async (tx) => {
    await store.settings.set(tx, 'demo.clock.offset', 0);
  });
};

/** Registers mocha's hooks for one database and answers what the tests of the suite need. */
const storeOn = (kind: StoreUnderTest['kind']): StoreUnderTest => {
  let place: Place;
  let store: Store;
  const seconds: Store[] = [];
  before(async function () {
    this.timeout(60_000);
    place = await places[kind]();
    store = await openStore(place.url);
    await migrateUp(store);
  });
  beforeEach(() => emptied(store));
  afterEach(async () => {
    await Promise.all(seconds.splice(0).map((second) => second.close()));
  });
  after(async () => {
    await store.close();
    await place.remove();
  });
  return {
    kind,
    store: () => store,
    url: () => place.url,
    secondStore: async () => {
      const second = await openStore(place.url);
      seconds.push(second);
      return second;
    },
  };
};

/** The same suite on SQLite (a file, as in production) and on a real PostgreSQL. */
export const forEachStore = (describeBody: (db: StoreUnderTest) => void): void => {
  for (const kind of ['SQLite', 'PostgreSQL'] as const)
    describe(`on ${kind}`, () => describeBody(storeOn(kind)));
};

/** For tests that need any store: SQLite in memory, migrated. The caller closes it. */
export const memoryStore = async (): Promise<Store> => {
  const store = await openStore('sqlite::memory:');
  await migrateUp(store);
  return store;
};
