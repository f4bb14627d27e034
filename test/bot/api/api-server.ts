import { pino } from 'pino';
import type { IntegrationKey } from '../../../bot/config-marketplace.ts';
import { integrationScopes } from '../../../bot/config-marketplace.ts';
import { mountApi } from '../../../bot/http/api/mount.ts';
import { createHttpServer, listen, stopListening } from '../../../bot/http/server.ts';
import { sweep } from '../../../services/deadlines/sweep.ts';
import { seedDemo } from '../../../services/demo/seed-demo.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import type { EvidenceFiles } from '../../../services/evidence-port.ts';
import { fixedClock } from '../../../services/gateways/clock.ts';
import { sequentialIds } from '../../../services/gateways/ids.ts';
import type { Rulebooks, Store } from '../../../services/ports.ts';
import { migrateUp, openStore } from '../../../services/store/open-store.ts';
import { filesInMemory } from '../../services/evidence/stand-ins.ts';
import { at } from '../../support/fixtures.ts';
import { testHub } from '../../support/hub.ts';
import { type Answer, type Ask, ask } from '../../support/server-request.ts';

export const SECRET = 'full-0123456789abcdef0123456789abcdef';
export const READ_SECRET = 'read-0123456789abcdef0123456789abcdef';
const keys: readonly IntegrationKey[] = [
  { id: 'full', secret: SECRET, scopes: integrationScopes },
  { id: 'reader', secret: READ_SECRET, scopes: ['read'] },
];

/** When the demo marketplace was seeded. */
export const seededAt = at('2026-11-23T12:00:00Z');

export interface ApiServer {
  readonly url: string;
  readonly store: Store;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly rulebooks: Rulebooks;
  readonly files: EvidenceFiles;
  readonly logged: readonly string[];
  /** `path` below /api/v1; a POST gets an idempotency key of its own. */
  call(path: string, request?: Ask): Promise<Answer>;
  sweep(): Promise<void>;
  close(): Promise<void>;
}

let calls = 0;

/** The API over the seeded demo marketplace on SQLite in memory, its clock standing still. */
export async function startApi(
  mountMore: (
    server: ReturnType<typeof createHttpServer>,
    url: () => string,
    parts: Pick<ApiServer, 'store' | 'clock'>,
  ) => void = () => {},
): Promise<ApiServer> {
  const store = await openStore('sqlite::memory:');
  await migrateUp(store);
  const rulebook = createRulebook({ policyZone: 'UTC', holidays: [] });
  const rulebooks = { current: rulebook, of: () => rulebook };
  const clock = fixedClock(seededAt);
  const ids = sequentialIds();
  await seedDemo({ store, rulebooks, ids, clock });
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const server = createHttpServer({ log });
  const { files } = filesInMemory();
  const desk = { hub: testHub(store, log) };
  mountApi(server, { store, clock, ids, rulebooks, log, keys, files, desk });
  const where = { url: '' };
  mountMore(server, () => where.url, { store, clock });
  where.url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  return {
    ...{ url: where.url, store, clock, rulebooks, files, logged },
    call(path, request = {}) {
      calls += 1;
      const headers = { 'idempotency-key': `call-${calls}`, ...request.headers };
      return ask(`${where.url}/api/v1${path}`, { bearer: SECRET, ...request, headers });
    },
    async sweep() {
      await sweep(store, rulebooks, ids, clock);
    },
    async close() {
      await stopListening(server);
      await store.close();
    },
  };
}

/** As interfaces.md 5 has it: shipped and complete, so that a dispute may be opened. */
export const anOrderBody = {
  version: 1,
  buyer: {
    id: 'lena',
    name: 'Lena Vogt',
    email: 'lena@example.com',
    country: 'DE',
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
  },
  seller: { id: 'north-trail', name: 'North Trail Outdoor' },
  currency: 'EUR',
  paymentMethod: 'credit_card',
  status: 'completed',
  placedAt: '2026-10-30T09:00:00Z',
  shippedAt: '2026-11-01T10:00:00+01:00',
  completedAt: '2026-11-20T15:30:00Z',
  items: [
    {
      id: '1',
      title: 'Head lamp',
      category: 'other',
      quantity: 1,
      paid: '24.90',
      domesticReturn: false,
      warranty: false,
    },
  ],
  shipments: [
    {
      trackingNumber: 'RR873201645CN',
      carrier: 'China Post',
      events: [{ at: '2026-11-18T10:00:00Z', status: 'delivered', place: 'Berlin' }],
    },
  ],
};
