import { expect } from 'chai';
import { pino } from 'pino';
import { createMetrics, type Metrics } from '../../../bot/http/metrics.ts';
import { createHttpServer, listen, stopListening } from '../../../bot/http/server.ts';
import { fixedClock } from '../../../services/gateways/clock.ts';
import type { Store } from '../../../services/ports.ts';
import { noon } from '../../support/fixtures.ts';
import { ask } from '../../support/server-request.ts';
import { memoryStore } from '../../support/stores.ts';

describe('GET /metrics', () => {
  const log = pino({ level: 'silent' });
  const clock = fixedClock(noon);
  let store: Store;
  let server: ReturnType<typeof createHttpServer>;
  let metrics: Metrics;
  let url: string;
  before(async () => {
    store = await memoryStore();
    metrics = createMetrics({ store, clock });
    server = createHttpServer({ log });
    metrics.mount(server, log);
    url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/metrics`;
  });
  after(async () => {
    await stopListening(server);
    await store.close();
  });

  it('has the turns by how they ended, the age of the outbox and the process, as Prometheus reads them', async () => {
    metrics.turnTook('idle', 0.004);
    metrics.turnTook('idle', 3);
    const row = { id: 'o1', kind: 'alert', stream: 's', body: {}, createdAt: noon } as const;
    await store.run((tx) => store.outbox.add(tx, [row], noon));
    clock.advance(90_000);
    const { status, headers, text } = await ask(url);
    expect([status, headers.get('content-type')]).to.deep.equal([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect(text)
      .to.contain('resolve_turn_seconds_count{end="idle"} 2')
      .and.to.contain('resolve_turn_seconds_bucket{le="0.005",end="idle"} 1')
      .and.to.contain('resolve_outbox_oldest_seconds 90');
    expect(text).to.match(/^process_resident_memory_bytes \d{7,}$/m);
  });
});
