/**
 * `npm run bench`: full bot turns through Direct Line on SQLite at synchronous=FULL, beside a bare durable turn
 * and a bare echo bot in the same run. Compare by ratio within one run: the machine's speed moves by up to two.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, closedLoop, type Measured, openLoop, percentile, usage } from './load.ts';
import { startChats } from './product.ts';
import { type Started, start, startProduct } from './start.ts';
import { benchUnderstanding } from './understanding.ts';

const lanes = 16;
/** So many that none of them meets the limit of messages in one conversation. */
const CHATS = 400;
const seconds = Number(process.argv[2] ?? 8);
const data = mkdtempSync(join(tmpdir(), 'resolve-bench-'));

function row(name: string, measured: Measured, cpuMs: number, megabytes: number): void {
  const perSecond = measured.times.length / measured.seconds;
  const [p50, p95, p99] = [50, 95, 99].map((p) => percentile(measured.times, p).toFixed(1));
  process.stdout.write(
    `${name.padEnd(34)} ${perSecond.toFixed(0).padStart(6)} turns/s   p50 ${p50?.padStart(6)}   p95 ${p95?.padStart(6)}   p99 ${p99?.padStart(6)} ms` +
      `   ${(cpuMs / measured.times.length).toFixed(2).padStart(6)} CPU ms/turn   ${megabytes.toFixed(0).padStart(4)} MB\n`,
  );
}

async function measure(
  name: string,
  server: Started,
  load: () => Promise<Measured>,
): Promise<number> {
  const pid = server.process.pid ?? 0;
  const before = usage(pid);
  const measured = await load();
  const after = usage(pid);
  row(name, measured, after.cpuMs - before.cpuMs, after.megabytes);
  return measured.times.length / measured.seconds;
}

async function bareEcho(): Promise<void> {
  const server = await start(['--import', 'tsx', 'test/bench/bare-echo.ts'], {}, /^(\d+)\n/);
  const turn = (n: number) =>
    call(
      `http://127.0.0.1:${server.port}/api/messages`,
      JSON.stringify({
        type: 'message',
        id: `a${n}`,
        channelId: 'directline',
        deliveryMode: 'expectReplies',
        serviceUrl: 'http://127.0.0.1:9',
        from: { id: 'u' },
        recipient: { id: 'b' },
        conversation: { id: `c${n}` },
        text: 'my parcel never arrived',
      }),
    ).then(() => undefined);
  await closedLoop(lanes, 2, turn);
  await measure('bare echo bot (nothing stored)', server, () => closedLoop(lanes, seconds, turn));
  server.process.kill();
}

async function bareDurable(): Promise<number> {
  const server = await start(['--import', 'tsx', 'test/bench/bare-durable.ts'], {}, /^(\d+)\n/);
  const turn = (n: number) =>
    call(`http://127.0.0.1:${server.port}/c${n}`, '{"text":"my parcel never arrived"}').then(
      () => undefined,
    );
  await closedLoop(lanes, 2, turn);
  const rate = await measure('bare durable turn (8 statements)', server, () =>
    closedLoop(lanes, seconds, turn),
  );
  server.process.kill();
  return rate;
}

async function product(): Promise<number> {
  const server = await startProduct(data, { DIRECT_LINE_SECRET: 'b'.repeat(32) });
  const idle = usage(server.process.pid ?? 0).megabytes;
  process.stdout.write(
    `\nResolve: ${server.startMs.toFixed(0)} ms from start to listening, ${idle.toFixed(0)} MB at rest\n`,
  );
  const chats = await startChats(`http://127.0.0.1:${server.port}`, 'b'.repeat(32), CHATS);
  const rates: number[] = [];
  for (const [name, words] of Object.entries({
    'an answer from the articles': ['which file types can I upload'],
    'a flow: the order picker': ['track my order'],
    'a flow: pick, status, menu': ['dispute status', 'menu'],
  })) {
    let n = 0;
    const turn = () => {
      n += 1;
      return chats.say(n, words[n % words.length] ?? '');
    };
    await closedLoop(lanes, 1, turn);
    rates.push(await measure(name, server, () => closedLoop(lanes, seconds, turn)));
    await measure(`  the same at 20 turns/s`, server, () => openLoop(20, seconds, turn));
  }
  chats.close();
  server.process.kill();
  return rates.reduce((a, b) => a + b, 0) / rates.length;
}

try {
  benchUnderstanding();
  process.stdout.write(
    `\n${lanes} at a time, ${seconds} s each; server and load share this machine\n\n`,
  );
  await bareEcho();
  const bare = await bareDurable();
  const ours = await product();
  process.stdout.write(
    `\nResolve's turns against the bare durable turn: ${(ours / bare).toFixed(2)}\n`,
  );
} finally {
  rmSync(data, { recursive: true, force: true });
}
process.exit(0);
