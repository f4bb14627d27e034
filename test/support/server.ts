import { type Logger, pino } from 'pino';
import type { Server } from 'restify';
import type { DirectLineDeps } from '../../bot/adapters/direct-line/deps.ts';
import { mountDirectLine } from '../../bot/adapters/direct-line/mount.ts';
import { createTokens } from '../../bot/adapters/direct-line/tokens.ts';
import { mountChatSession } from '../../bot/http/chat-session.ts';
import { createAddressOf } from '../../bot/http/client-address.ts';
import { mountHealth } from '../../bot/http/health.ts';
import type { RateLimiter } from '../../bot/http/rate-limit.ts';
import { createHttpServer, listen, stopListening } from '../../bot/http/server.ts';
import type { Converse } from '../../bot/turn-deps.ts';
import { createTurnEngine, type TurnEngine } from '../../bot/turn-engine.ts';
import { createRulebook } from '../../services/domain/rulebook.ts';
import { systemClock } from '../../services/gateways/clock.ts';
import { randomIds } from '../../services/gateways/ids.ts';
import type { Clock, Ids, Rulebooks, Store } from '../../services/ports.ts';
import { migrateUp, openStore } from '../../services/store/open-store.ts';
import { plainKnowledge, testConverse } from './server-dialog.ts';

export const SECRET = 'direct-line-secret-of-the-tests-0123456789';
export const CHAT_SECRET = 'chat-jwt-secret-of-the-tests-0123456789';

export interface TestServer {
  readonly url: string;
  /** `url` + `/v3/directline`. */
  readonly directLine: string;
  readonly store: Store;
  readonly engine: TurnEngine;
  readonly restify: Server;
  /** Lines that were logged at warn and above. */
  readonly logged: readonly string[];
  dropSockets(): void;
  close(): Promise<void>;
}

export interface TestServerOptions {
  readonly store?: Store;
  readonly databaseUrl?: string;
  readonly port?: number;
  readonly converse?: Converse;
  readonly allowedOrigins?: readonly string[];
  readonly receiveUpload?: DirectLineDeps['receiveUpload'];
  readonly discardUploads?: DirectLineDeps['discardUploads'];
  readonly readUpload?: DirectLineDeps['readUpload'];
  readonly uploadQuota?: RateLimiter;
  readonly activityLimit?: RateLimiter;
  readonly pollMs?: number;
  readonly keepAliveMs?: number;
  readonly parallel?: number;
  /** For what expires; real time by default. */
  readonly wallClock?: Clock;
  readonly trustedProxies?: readonly string[];
  readonly chatLimit?: RateLimiter;
}

/** The real edge over a real store on a free port; only dialogs and knowledge are small ones of our own. */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const store = options.store ?? (await openStore(options.databaseUrl ?? 'sqlite::memory:'));
  await migrateUp(store);
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });
  const common = { store, log, clock: systemClock(), ids: randomIds() };
  const engine = engineOf(options, common);
  const where = { url: '' };
  const server = createHttpServer({ log });
  const directLine = directLineOf(options, common, engine, () => where.url);
  mountHealth(server, { ...common, maxOutboxAgeMs: 60_000 });
  const stream = mountDirectLine(server, directLine);
  mountChatSession(server, {
    ...directLine,
    wallClock: options.wallClock ?? systemClock(),
    chatSecret: CHAT_SECRET,
    cookieSecret: SECRET,
    limit: options.chatLimit ?? noLimit(),
  });
  where.url = `http://127.0.0.1:${await listen(server, options.port ?? 0, '127.0.0.1')}`;
  await engine.worker.findWaiting();
  return {
    url: where.url,
    directLine: `${where.url}/v3/directline`,
    ...{ store, engine, logged, restify: server },
    dropSockets: () => stream.close(),
    async close() {
      stream.close();
      await stopListening(server);
      await engine.worker.stop();
      if (!options.store) await store.close();
    },
  };
}

interface Common {
  readonly store: Store;
  readonly log: Logger;
  readonly clock: Clock;
  readonly ids: Ids;
}

function engineOf(options: TestServerOptions, common: Common): TurnEngine {
  return createTurnEngine({
    ...common,
    knowledge: plainKnowledge,
    rulebooks: oneRulebook(),
    converse: options.converse ?? testConverse,
    actionKey: 'action-key',
    baseUrl: () => 'http://localhost',
    pulledChannels: new Set(['directline']),
    parallel: options.parallel ?? 1,
  });
}

function directLineOf(
  options: TestServerOptions,
  common: Common,
  engine: TurnEngine,
  baseUrl: () => string,
): DirectLineDeps {
  return {
    ...common,
    tokens: createTokens({ secret: SECRET, wallClock: options.wallClock ?? systemClock() }),
    ...{ inbox: engine.inbox, news: engine.news, baseUrl },
    addressOf: createAddressOf(options.trustedProxies ?? []),
    allowedOrigins: new Set(options.allowedOrigins ?? []),
    receiveUpload: options.receiveUpload ?? (() => Promise.reject(new Error('no uploads here'))),
    readUpload: options.readUpload ?? (() => Promise.resolve(undefined)),
    discardUploads: options.discardUploads ?? (() => Promise.resolve()),
    uploadLimit: noLimit(),
    uploadQuota: options.uploadQuota ?? noLimit(),
    activityLimit: options.activityLimit ?? noLimit(),
    pollMs: options.pollMs ?? 1000,
    keepAliveMs: options.keepAliveMs ?? 15_000,
  };
}

function noLimit(): RateLimiter {
  return { take: () => 0 };
}

function oneRulebook(): Rulebooks {
  const current = createRulebook({ policyZone: 'UTC', holidays: [] });
  return { current, of: () => current };
}
