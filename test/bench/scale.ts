/**
 * `npm run bench:scale`: the same look-ups among a thousand and among a million orders, then 10,000 disputes that
 * fall due at one instant while buyers go on chatting. SQLite at synchronous=FULL, one server, one machine.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buyerIdOf, grow, orderIdOf } from './grow.ts';
import { call, closedLoop, type Measured, openLoop, percentile, usage } from './load.ts';
import { startChats } from './product.ts';
import { type Started, startProduct, stopProduct } from './start.ts';

const seconds = Number(process.argv[2] ?? 5);
const DUE = 10_000;
const SECRET = 'b'.repeat(32);
const api = { authorization: `Bearer ${SECRET}` };
const data = mkdtempSync(join(tmpdir(), 'resolve-scale-'));
const file = join(data, 'bench.db');

const say = (line: string) => process.stdout.write(`${line}\n`);
const times = ({ times: all }: Measured) =>
  [50, 95, 99].map((p) => `p${p} ${percentile(all, p).toFixed(1).padStart(6)}`).join('  ');

const start = () =>
  startProduct(data, { DIRECT_LINE_SECRET: SECRET, INTEGRATION_API_KEYS: `bench:${SECRET}` });

async function lookUps(server: Started, orders: number): Promise<void> {
  const base = `http://127.0.0.1:${server.port}`;
  let n = 0;
  const next = () => (n = (n + 7_919) % orders);
  const get = (path: () => string) => () => call(`${base}${path()}`, undefined, api).then(() => {});
  const looks = {
    'GET an order': get(() => `/api/v1/orders/${orderIdOf('x', next())}`),
    'GET a page of disputes': get(() => '/api/v1/disputes?state=awaiting_seller'),
    'GET the disputes of a buyer': get(() => `/api/v1/disputes?buyer=${buyerIdOf('d', next())}`),
  };
  for (const [name, look] of Object.entries(looks))
    say(`  ${name.padEnd(34)} ${times(await closedLoop(1, seconds, look))} ms`);
  const chats = await startChats(base, SECRET, 40, () => `dl_${buyerIdOf('x', 5)}`);
  const turn = (lane: number) => chats.say(lane, 'track my order');
  say(
    `  ${'chat: "track my order", 20 of them'.padEnd(34)} ${times(await openLoop(20, seconds, turn))} ms`,
  );
  chats.close();
}

async function sweepBesideChats(server: Started): Promise<void> {
  const base = `http://127.0.0.1:${server.port}`;
  const chats = await startChats(base, SECRET, 100);
  const turn = (n: number) => chats.say(n, 'which file types can I upload');
  say(`  chat alone, 20 turns/s               ${times(await openLoop(20, seconds, turn))} ms`);
  const from = performance.now();
  let sweptMs = 0;
  const swept = call(`${base}/demo/clock`, '{"advance":"P6D"}').then(() => {
    sweptMs = performance.now() - from;
  });
  const meanwhile: Measured[] = [];
  let peak = 0;
  while (sweptMs === 0) {
    meanwhile.push(await openLoop(20, 1, turn));
    peak = Math.max(peak, usage(server.process.pid ?? 0).megabytes);
  }
  await swept;
  const all = meanwhile.flatMap((measured) => measured.times);
  say(`  chat during the sweep, 20 turns/s    ${times({ times: all, seconds: 1 })} ms`);
  say(
    `  sweep of ${DUE} due disputes: ${(sweptMs / 1000).toFixed(1)} s, ${(DUE / (sweptMs / 1000)).toFixed(0)} a second, at most ${peak.toFixed(0)} MB`,
  );
  chats.close();
}

try {
  await stopProduct(await start());
  let had = 0;
  for (const orders of [1_000, 1_000_000]) {
    await grow(file, { orders, due: orders === 1_000 ? 0 : DUE, from: had });
    had = orders;
    say(`\n${orders} orders (${(statSync(file).size / 1e6).toFixed(0)} MB)`);
    const server = await start();
    say(
      `  start: ${server.startMs.toFixed(0)} ms, ${usage(server.process.pid ?? 0).megabytes.toFixed(0)} MB at rest`,
    );
    await lookUps(server, orders);
    if (orders === 1_000_000) await sweepBesideChats(server);
    await stopProduct(server);
  }
} finally {
  rmSync(data, { recursive: true, force: true });
}
process.exit(0);
