/** Composition root: environment -> config -> store -> services -> bot -> listen. The only reader of process.env. */
import { existsSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';
import type { Server } from 'restify';
import { assembleCloud } from './bot/adapters/assemble-cloud.ts';
import { mountMessages } from './bot/adapters/cloud-route.ts';
import type { DirectLineDeps } from './bot/adapters/direct-line/deps.ts';
import { createLimits } from './bot/adapters/direct-line/limits.ts';
import { mountDirectLine } from './bot/adapters/direct-line/mount.ts';
import { createTokens } from './bot/adapters/direct-line/tokens.ts';
import { uploadAccess } from './bot/adapters/direct-line/upload-access.ts';
import { ownChannels } from './bot/channels/capabilities.ts';
import { cleaningJobs } from './bot/cleaning.ts';
import type { Tools } from './bot/cli/command.ts';
import { runCli } from './bot/cli/run-cli.ts';
import { type Config, readConfig } from './bot/config.ts';
import { mountConsole } from './bot/console/mount-console.ts';
import { databaseUrlOf, sqliteFile } from './bot/database-file.ts';
import { mountEvidencePage } from './bot/evidence-page/mount-evidence-page.ts';
import { assembleDesk } from './bot/handoff/assemble-desk.ts';
import { mountMarketplace } from './bot/http/api/mount-marketplace.ts';
import { mountChatSession } from './bot/http/chat-session.ts';
import { createAddressOf } from './bot/http/client-address.ts';
import { mountHealth } from './bot/http/health.ts';
import { deriveKey } from './bot/http/jwt.ts';
import { createMetrics } from './bot/http/metrics.ts';
import { createRateLimiter } from './bot/http/rate-limit.ts';
import { createHttpServer, listen, stopListening } from './bot/http/server.ts';
import { keepRulebooks } from './bot/keep-rulebooks.ts';
import { isLoopback } from './bot/loopback.ts';
import { createNotices } from './bot/notices.ts';
import { createOutbox } from './bot/outbox.ts';
import { createDrains } from './bot/outbox-drain.ts';
import { projectRoot } from './bot/project-root.ts';
import { startScheduler } from './bot/scheduler.ts';
import { type Secrets, sealKeyOf, secretsOf, totpKeyOf } from './bot/secrets.ts';
import { mountSignIn, signInOf } from './bot/signin/mount-sign-in.ts';
import { greeting, reasonOf } from './bot/start-text.ts';
import { createTurnEngine, type TurnEngine } from './bot/turn-engine.ts';
import { readAssets } from './bot/web/assets.ts';
import { mountChat } from './bot/web/chat.ts';
import { mountHelp } from './bot/web/help.ts';
import { mountDemoPages } from './bot/web/mount-demo.ts';
import { createWebhooks } from './bot/webhooks.ts';
import { converse } from './dialogs/main.ts';
import { loadKnowledge } from './knowledge/load-knowledge.ts';
import { sweep } from './services/deadlines/sweep.ts';
import { expectDemoDatabase } from './services/demo/mark-demo.ts';
import { seedDemo } from './services/demo/seed-demo.ts';
import { seedDesk } from './services/demo/seed-desk.ts';
import { removeStrayFiles } from './services/evidence/remove-unused-uploads.ts';
import { createDemoClock, systemClock } from './services/gateways/clock.ts';
import { createCredentials } from './services/gateways/credentials.ts';
import { drawIcon } from './services/gateways/draw-icon.ts';
import { createEvidenceFiles } from './services/gateways/evidence-files.ts';
import { sealEvidenceFiles } from './services/gateways/evidence-files-sealed.ts';
import { randomIds } from './services/gateways/ids.ts';
import { createImages } from './services/gateways/images.ts';
import type { Rulebooks, Store } from './services/ports.ts';
import {
  migrateUp,
  migrationsPending,
  openStore,
  reset,
  rewriteFreed,
} from './services/store/open-store.ts';
import { personalData } from './services/store/personal-data.ts';

/** Wrong configuration, by the convention of sysexits.h. */
const EXIT_CONFIG = 78;
const BOT_NAME = 'Resolve';
const SECOND_MS = 1_000;

export interface App {
  readonly url: string;
  readonly store: Store;
  readonly engine: TurnEngine;
  /** Takes no new work, finishes the turns under way, closes the database. */
  stop(): Promise<void>;
}

/** Starts the whole product as configured; resolves once it listens. */
export async function startApp(config: Config, log: Logger): Promise<App> {
  const store = await openStore(databaseUrlOf(config.databaseUrl));
  await migrateUp(store);
  const secrets = secretsOf(config, sqliteFile(config.databaseUrl));
  const rulebooks = await keepRulebooks(store, config);
  const where = { url: config.publicUrl ?? '' };
  const baseUrl = () => where.url;
  const parts = await assemble({ config, log, store, rulebooks, secrets, baseUrl });
  const loopbackOnly = config.demo && !config.publicUrl && isLoopback(config.host);
  const server = createHttpServer({ log, loopbackOnly });
  const sockets = mountAll(server, parts);
  const port = await listen(server, config.port, config.host);
  // Not before: a start that fails, on a port that is taken say, must leave no trace.
  if (parts.demoClock) await seedDemo(parts);
  if (parts.demoClock) await seedDesk({ ...parts, pictures: { ...parts, drawIcon } });
  where.url = config.publicUrl ?? localUrl(config, port);
  await parts.engine.worker.findWaiting();
  const scheduler = startScheduler({ jobs: jobsOf(parts), everyMs: SECOND_MS, log });
  // By themselves: who does not answer (the marketplace, a channel) must not hold up the sweep or the chat.
  const teller = startScheduler({ jobs: [webhookJob(parts)], everyMs: SECOND_MS, log });
  const poster = startScheduler({ jobs: [outboxJob(parts)], everyMs: SECOND_MS, log });
  parts.desk.start();
  const cleaner = startScheduler({ jobs: cleaningJobs(parts), everyMs: 600 * SECOND_MS, log });
  return {
    ...{ url: where.url, store, engine: parts.engine },
    async stop() {
      sockets.close();
      await stopListening(server);
      await scheduler.stop();
      await teller.stop();
      await poster.stop();
      await cleaner.stop();
      await parts.desk.stop();
      await parts.engine.worker.stop();
      await parts.drains.idle();
      await parts.images.close();
      await store.close();
    },
  };
}

type Parts = Awaited<ReturnType<typeof assemble>>;

async function assemble(given: {
  readonly config: Config;
  readonly log: Logger;
  readonly store: Store;
  readonly rulebooks: Rulebooks;
  readonly secrets: Secrets;
  /** Where clients reach us; known once we listen, if no PUBLIC_URL was given. */
  readonly baseUrl: () => string;
}) {
  const { config, log, store, rulebooks, secrets, baseUrl } = given;
  const ids = randomIds();
  const wallClock = systemClock();
  const demoClock = config.demo ? await createDemoClock(store) : undefined;
  const clock = demoClock ?? wallClock;
  if (demoClock) await expectDemoDatabase(store);
  const knowledge = await loadKnowledge({
    root: join(projectRoot, 'knowledge'),
    rulebook: rulebooks.current,
  });
  const credentials = createCredentials([
    totpKeyOf(secrets.evidence),
    ...config.evidenceOldKeys.map(totpKeyOf),
  ]);
  const base = { ...given, ids, wallClock, clock, demoClock, credentials };
  const images = createImages({ concurrency: 1 });
  const files = evidenceFilesOf(config, secrets, log);
  const talking = {
    ...{ store, clock, ids, log, rulebooks, knowledge, converse, baseUrl },
    actionKey: deriveKey(secrets.directLine, 'buttons'),
    pulledChannels: ownChannels,
    ...signInOf(config, secrets.directLine),
  };
  const drains = createDrains(() => outbox, log);
  const metrics = createMetrics({ store, clock });
  const engine = createTurnEngine({
    ...{ ...talking, posted: drains.begin, turnTook: metrics.turnTook },
    parallel: config.databaseUrl.startsWith('sqlite:') ? 1 : 4,
  });
  const hubNeeds = { wallClock, config, secret: secrets.directLine };
  const loopbackDemo = config.demo;
  const azure = { ...hubNeeds, config: { ...config.azure, loopbackDemo }, images, files };
  const { cloud, sender } = assembleCloud({ ...talking, ...azure, ...drains, engine });
  const desk = assembleDesk({ ...talking, ...hubNeeds, engine });
  const senders = { channel: sender, alert: desk.alarm };
  const outbox = createOutbox({ store, clock, log, senders });
  const notices = createNotices({
    ...{ store, clock, log, worker: engine.worker, pulledChannels: ownChannels },
  });
  const told = { store, rulebooks, wallClock, target: config.webhook, allowLoopback: config.demo };
  const webhooks = createOutbox({ store, clock, log, ...createWebhooks(told) });
  const running = { engine, desk, cloud, drains, notices, webhooks, metrics };
  return { ...base, knowledge, images, files, ...running };
}

const evidenceFilesOf = (config: Config, secrets: Secrets, log: Logger) =>
  sealEvidenceFiles(
    createEvidenceFiles(resolve(config.evidenceDir)),
    { current: sealKeyOf(secrets.evidence), old: config.evidenceOldKeys.map(sealKeyOf) },
    (about) => log.error(about, 'an evidence file cannot be opened: see EVIDENCE_OLD_KEYS'),
  );

/** Every route, in one place to be read. */
function mountAll(server: Server, parts: Parts): { close(): void } {
  const { store, clock, ids, log, engine, wallClock, secrets, config, rulebooks, baseUrl } = parts;
  const nowMs = () => wallClock.now();
  const directLine: DirectLineDeps = {
    ...{ store, clock, ids, log, baseUrl, inbox: engine.inbox, news: engine.news },
    ...uploadAccess({ store, clock, ids, rulebooks, files: parts.files, images: parts.images }),
    tokens: createTokens({ secret: secrets.directLine, wallClock }),
    allowedOrigins: new Set(config.embedOrigins),
    ...createLimits(nowMs),
    addressOf: createAddressOf(config.trustedProxies),
    pollMs: SECOND_MS,
    keepAliveMs: 15_000,
  };
  parts.metrics.mount(server, log);
  mountHealth(server, { store, clock, log, maxOutboxAgeMs: 600_000 });
  mountMessages(server, { cloud: parts.cloud, ids, log });
  mountChatSession(server, {
    ...directLine,
    wallClock,
    chatSecret: secrets.chatJwt,
    cookieSecret: secrets.directLine,
    limit: createRateLimiter({ burst: 60, perSecond: 1 }, nowMs),
  });
  mountPages(server, parts);
  return mountDirectLine(server, directLine);
}

function mountPages(server: Server, parts: Parts): void {
  const { config, log, rulebooks, knowledge, baseUrl } = parts;
  const { embedOrigins } = config;
  const assets = readAssets();
  assets.mount(server, { log });
  const rulebook = rulebooks.current;
  const demo = parts.demoClock !== undefined;
  mountChat(server, { assets, log, baseUrl, embedOrigins, rulebook, botName: BOT_NAME, demo });
  mountHelp(server, { assets, log, knowledge, embedOrigins });
  mountMarketplace(server, { ...parts, assets, baseUrl, secret: parts.secrets.directLine });
  mountSignIn(server, { ...parts, assets, baseUrl, secret: parts.secrets.directLine });
  mountEvidencePage(server, { ...parts, assets, secret: parts.secrets.directLine });
  mountConsole(server, { ...parts, assets, secret: parts.secrets.directLine });
  const { demoClock, secrets } = parts;
  if (demoClock)
    mountDemoPages(server, {
      ...{ ...parts, assets, chatSecret: secrets.chatJwt, pictures: { ...parts, drawIcon } },
      advance: (ms) => demoClock.advance(ms),
      sweep: () => sweepOnce(parts),
      empty: () => resetAll(parts),
    });
}

/** The files of the rows that go, too. */
async function resetAll({ store, files, wallClock }: Parts): Promise<void> {
  await reset(store);
  await removeStrayFiles({ store, files }, wallClock.now());
}

/** What could not be done is logged; the rest was done all the same. */
async function sweepOnce({ store, rulebooks, ids, clock, log }: Parts): Promise<void> {
  const { faults } = await sweep(store, rulebooks, ids, clock);
  for (const { id, cause } of faults) log.error({ err: cause, id }, 'a due event was not written');
}

function jobsOf(parts: Parts) {
  return [
    { name: 'clock', run: async () => parts.demoClock?.refresh() },
    { name: 'sweep', run: () => sweepOnce(parts) },
    parts.desk.job,
    { name: 'notices', run: () => parts.notices.deliver() },
    { name: 'inbox', run: () => parts.engine.worker.findWaiting() },
  ];
}

const outboxJob = ({ drains }: Parts) => ({ name: 'outbox', run: drains.deliver });
const webhookJob = ({ webhooks }: Parts) => ({ name: 'webhooks', run: () => webhooks.deliver() });

const localUrl = ({ host }: Config, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** The command line's way to what only this file may put together. */
export function cliTools(config: Config): Tools {
  const log = pino({ level: 'warn' }, pino.destination(2));
  const baseUrl = () => config.publicUrl ?? localUrl(config, config.port);
  return {
    ...{ config, sqliteFile: sqliteFile(config.databaseUrl), migrateUp, migrationsPending },
    ...{ personalData, createImages, drawIcon, rewriteFreed },
    openStore: (url) => openStore(url ?? databaseUrlOf(config.databaseUrl)),
    assemble: async (store) => {
      const rulebooks = await keepRulebooks(store, config);
      const secrets = secretsOf(config, sqliteFile(config.databaseUrl));
      const parts = await assemble({ config, log, store, rulebooks, secrets, baseUrl });
      if (parts.demoClock) await seedDemo(parts);
      return parts;
    },
  };
}

async function main(): Promise<void> {
  if (existsSync(join(projectRoot, '.env'))) process.loadEnvFile(join(projectRoot, '.env'));
  const read = readConfig(process.env);
  if (!read.ok) {
    const lines = read.faults.map((f) => `  ${f.variable} ${f.problem}. For example: ${f.example}`);
    process.stderr.write(`The configuration has faults (see .env.example):\n${lines.join('\n')}\n`);
    process.exit(EXIT_CONFIG);
  }
  const config = read.value;
  if (process.argv[2] === '--cli') {
    process.exitCode = await runCli(process.argv.slice(3), cliTools(config));
    return;
  }
  const log = pino({ level: config.logLevel });
  const app = await startApp(config, log).catch((fault: unknown) => {
    process.stderr.write(`Resolve could not start: ${reasonOf(fault, config)}\n`);
    process.exit(1);
  });
  process.stdout.write(greeting(config, app.url, sqliteFile(config.databaseUrl)));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void app.stop().then(() => process.exit(0)));
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await main();
