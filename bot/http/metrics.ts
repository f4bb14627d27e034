import type { Logger } from 'pino';
import { Gauge, Histogram, Registry } from 'prom-client';
import type { Server } from 'restify';
import type { Clock, Store } from '../../services/ports.ts';
import { route } from './server.ts';

export interface Metrics {
  /** One turn of a conversation: how it ended, and how long it took. */
  turnTook(end: string, seconds: number): void;
  /** `GET /metrics` in Prometheus' text format: numbers of this process and of the queues, of nobody in particular. */
  mount(server: Server, log: Logger): void;
}

/** Seconds; a turn of 15 is the longest that there is. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

export function createMetrics(deps: { readonly store: Store; readonly clock: Clock }): Metrics {
  const { store, clock } = deps;
  // Of its own: the library's one for the whole process would be shared by all servers of a test.
  const registers = [new Registry()];
  const turns = new Histogram({
    ...{
      name: 'resolve_turn_seconds',
      help: 'Turns of conversations, by how they ended',
      registers,
    },
    ...{ labelNames: ['end'], buckets },
  });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        this.set(await read());
      },
    });
  gauge(
    'resolve_outbox_oldest_seconds',
    'Age of the oldest waiting row of the outbox',
    async () => {
      const oldest = await store.run((tx) => store.outbox.oldestWaiting(tx));
      return oldest === undefined ? 0 : Math.max(0, (clock.now() - oldest) / 1000);
    },
  );
  gauge('process_resident_memory_bytes', 'Resident memory', () => process.memoryUsage.rss());
  gauge('process_cpu_seconds_total', 'Processor time, user and system', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  gauge('process_uptime_seconds', 'Since the start of the process', () => process.uptime());
  return {
    turnTook: (end, seconds) => turns.observe({ end }, seconds),
    mount(server, log) {
      const [registry] = registers;
      server.get(
        '/metrics',
        route(log, async (_req, res) => {
          const text = (await registry?.metrics()) ?? '';
          res.writeHead(200, { 'Content-Type': registry?.contentType ?? 'text/plain' });
          res.end(text);
        }),
      );
    },
  };
}
