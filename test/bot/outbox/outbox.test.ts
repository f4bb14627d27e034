import { expect } from 'chai';
import { pino } from 'pino';
import { createOutbox, type Sender, Undeliverable } from '../../../bot/outbox.ts';
import { createDrains, drain } from '../../../bot/outbox-drain.ts';
import { startScheduler } from '../../../bot/scheduler.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { fixedClock } from '../../../services/gateways/clock.ts';
import type { Store } from '../../../services/ports.ts';
import type { OutboxRow } from '../../../services/queues-port.ts';
import { migrateUp, openStore } from '../../../services/store/open-store.ts';

const noon = Date.parse('2026-11-22T12:00:00Z') as Instant;
const day = 86_400_000;
const log = pino({ level: 'silent' });

describe('the outbox', () => {
  let store: Store;
  let clock: ReturnType<typeof fixedClock>;
  beforeEach(async () => {
    store = await openStore('sqlite::memory:');
    await migrateUp(store);
    clock = fixedClock(noon);
  });
  afterEach(() => store.close());

  const add = (...rows: readonly (readonly [id: string, stream: string])[]) =>
    store.run((tx) =>
      store.outbox.add(
        tx,
        rows.map(([id, stream]) => ({
          ...{ id, stream, kind: 'channel' as const, body: {}, createdAt: clock.now() },
        })),
        clock.now(),
      ),
    );
  const outboxOf = (channel: Sender) => createOutbox({ store, clock, log, senders: { channel } });

  it('is idle only when what was begun has marked its rows as sent', async () => {
    await add(['1', 'a']);
    const drains = createDrains(() => outboxOf(() => Promise.resolve()), log);
    drains.begin();
    await drains.idle();
    expect(await store.run((tx) => store.outbox.oldestWaiting(tx))).to.equal(undefined);
  });

  it('sends each row once, a stream in order', async () => {
    await add(['1', 'a'], ['2', 'a'], ['3', 'b']);
    const sent: string[] = [];
    const outbox = outboxOf(async (row) => void sent.push(row.id));
    for (let i = 0; i < 4; i += 1) await outbox.deliver();
    expect(sent.toSorted()).to.deep.equal(['1', '2', '3']);
    expect(sent.indexOf('1')).to.be.lessThan(sent.indexOf('2'));
  });

  it('tries again later, each time later, and holds the rest of the stream until then', async () => {
    await add(['1', 'a'], ['2', 'a']);
    const tried: string[] = [];
    let broken = true;
    const outbox = outboxOf(async (row: OutboxRow) => {
      tried.push(row.id);
      if (broken) throw new Error('no answer');
    });
    await outbox.deliver();
    await outbox.deliver();
    expect(tried).to.deep.equal(['1']);
    clock.advance(1_000);
    await outbox.deliver();
    clock.advance(1_000);
    await outbox.deliver();
    expect(tried).to.deep.equal(['1', '1']);
    broken = false;
    clock.advance(1_000);
    await outbox.deliver();
    await outbox.deliver();
    expect(tried).to.deep.equal(['1', '1', '1', '2']);
  });

  it('sends nothing twice when two deliver at a time', async () => {
    await add(['1', 'a'], ['2', 'a'], ['3', 'b']);
    const sent: string[] = [];
    const slow: Sender = async (row) => {
      sent.push(row.id);
      await new Promise((resolve) => setTimeout(resolve, 10));
    };
    const nodes = [outboxOf(slow), outboxOf(slow)];
    await Promise.all([...nodes, ...nodes].map((node) => drain(node)));
    expect(sent.toSorted()).to.deep.equal(['1', '2', '3']);
  });

  it('sends again what a node was sending when it died, a while later', async () => {
    await add(['1', 'a']);
    void outboxOf(() => new Promise(() => {})).deliver();
    const sent: string[] = [];
    const other = outboxOf(async (row) => void sent.push(row.id));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await other.deliver();
    expect(sent).to.deep.equal([]);
    clock.advance(100_000);
    await other.deliver();
    expect(sent).to.deep.equal(['1']);
  });

  it('parks a row that can’t be delivered, and one that failed for 3 days; the stream goes on', async () => {
    await add(['bad', 'a'], ['good', 'a'], ['slow', 'b']);
    const tried: string[] = [];
    const outbox = outboxOf(async (row) => {
      tried.push(row.id);
      if (row.id === 'bad') throw new Undeliverable('gone');
      if (row.id === 'slow') throw new Error('no answer');
    });
    await outbox.deliver();
    await outbox.deliver();
    expect(tried).to.include('good');
    clock.advance(3 * day);
    await outbox.deliver();
    const before = tried.length;
    clock.advance(day);
    await outbox.deliver();
    expect(tried).to.have.length(before);
  });
});

describe('the scheduler', () => {
  it('runs its jobs again and again, survives one that throws, and stops', async () => {
    let good = 0;
    const fail = () => Promise.reject(new Error('broken'));
    const count = async () => {
      good += 1;
    };
    const jobs = [
      { name: 'bad', run: fail },
      { name: 'good', run: count },
    ];
    const scheduler = startScheduler({ jobs, everyMs: 1, log });
    await scheduler.runNow();
    while (good < 3) await new Promise((resolve) => setTimeout(resolve, 2));
    await scheduler.stop();
    const atStop = good;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(good).to.equal(atStop);
  });

  it('never overlaps two rounds', async () => {
    let running = 0;
    const run = async () => {
      running += 1;
      expect(running).to.equal(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
    };
    const scheduler = startScheduler({ jobs: [{ name: 'slow', run }], everyMs: 1, log });
    await Promise.all([scheduler.runNow(), scheduler.runNow(), scheduler.runNow()]);
    await scheduler.stop();
  });
});
