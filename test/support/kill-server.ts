import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { startScheduler } from '../../bot/scheduler.ts';
import { startServer } from './server.ts';

// A process to be killed: everything is loaded before `go` comes, so that a restart is short.
const [databaseUrl, parallel] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin });
process.stdout.write('ready\n');
await once(lines, 'line');
const server = await startServer({
  databaseUrl: databaseUrl ?? '',
  parallel: Number(parallel ?? 1),
  pollMs: 100,
});
startScheduler({
  jobs: [{ name: 'waiting', run: server.engine.worker.findWaiting }],
  everyMs: 200,
  log: pino({ level: 'silent' }),
});
process.stdout.write(`${server.url}\n`);
