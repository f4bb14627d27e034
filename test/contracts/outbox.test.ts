import { expect } from 'chai';
import type { Tx } from '../../services/ports.ts';
import type { OutboxRow } from '../../services/queues-port.ts';
import { hoursAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const outgoing = (id: string, stream = 's-1', kind: OutboxRow['kind'] = 'webhook') => ({
  id,
  kind,
  stream,
  body: { id },
  createdAt: noon,
});

describe('the outbox', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const outbox = () => db.store().outbox;
    const add = (...rows: readonly ReturnType<typeof outgoing>[]) =>
      run((tx) => outbox().add(tx, rows, noon));
    const due = (now = noon, kind: OutboxRow['kind'] = 'webhook', limit = 10) =>
      run(async (tx) => (await outbox().due(tx, kind, now, limit)).map(({ id }) => id));

    it('gives the oldest row of each stream, until it is sent', async () => {
      await add(outgoing('a'), outgoing('b'), outgoing('c', 's-2'));
      expect(await due()).to.deep.equal(['a', 'c']);
      expect(await due(noon, 'webhook', 1)).to.deep.equal(['a']);
      await run((tx) => outbox().sent(tx, 'a', noon));
      expect(await due()).to.deep.equal(['b', 'c']);
    });

    it('gives a row as it was added', async () => {
      await add(outgoing('a'));
      const [row] = await run((tx) => outbox().due(tx, 'webhook', noon, 1));
      expect(row).to.deep.equal({ ...outgoing('a'), tries: 0 });
    });

    it('adds nothing for an id that is there already, sent or not', async () => {
      await add(outgoing('a'));
      await add(outgoing('a'), outgoing('b'));
      await run((tx) => outbox().sent(tx, 'a', noon));
      await add(outgoing('a'));
      expect(await due()).to.deep.equal(['b']);
      await add();
    });

    it('keeps kinds apart, so a slow webhook holds up no message', async () => {
      await add(outgoing('a'), outgoing('b', 's-1', 'channel'));
      expect(await due(noon, 'channel')).to.deep.equal(['b']);
    });

    it('tells the marketplace of one dispute in order, whatever the kind: a refund follows its ruling', async () => {
      await add(outgoing('a'), outgoing('b', 's-1', 'refund'), outgoing('c', 's-1', 'release'));
      expect(await due(noon, 'refund')).to.deep.equal([]);
      await run((tx) => outbox().sent(tx, 'a', noon));
      expect(await due(noon, 'release')).to.deep.equal([]);
      expect(await due(noon, 'refund')).to.deep.equal(['b']);
    });

    it('holds a stream back while its oldest row waits for its retry', async () => {
      await add(outgoing('a'), outgoing('b'));
      const later = hoursAfter(noon, 1);
      await run((tx) => outbox().retry(tx, 'a', later, 'HTTP 503'));
      expect(await due()).to.deep.equal([]);
      const [row] = await run((tx) => outbox().due(tx, 'webhook', later, 1));
      expect(row).to.deep.include({ id: 'a', tries: 1 });
    });

    it('lets what was parked for one reason wait again, in its order, and nothing that is too old', async () => {
      await add({ ...outgoing('old'), createdAt: hoursAfter(noon, -200) });
      await add(outgoing('a'), outgoing('b'), outgoing('c', 's-2'), outgoing('d'), outgoing('e'));
      await run(async (tx) => {
        for (const id of ['old', 'a', 'b', 'c']) await outbox().park(tx, id, 'closed');
        await outbox().park(tx, 'd', 'gone for good');
        const closed = { stream: 's-1', error: 'closed', since: noon };
        await outbox().release(tx, closed, hoursAfter(noon, 1));
      });
      expect(await due()).to.deep.equal([]);
      expect(await due(hoursAfter(noon, 1))).to.deep.equal(['a']);
      await run((tx) => outbox().sent(tx, 'a', noon));
      expect(await due(hoursAfter(noon, 1))).to.deep.equal(['b']);
      await run((tx) => outbox().sent(tx, 'b', noon));
      expect(await due(hoursAfter(noon, 1))).to.deep.equal(['e']);
    });

    it('lets a stream go on past a parked row', async () => {
      await add(outgoing('a'), outgoing('b'));
      await run((tx) => outbox().park(tx, 'a', 'gone for good'));
      expect(await due()).to.deep.equal(['b']);
    });

    it('never takes back a row that was sent', async () => {
      await add(outgoing('a'));
      await run(async (tx) => {
        await outbox().sent(tx, 'a', noon);
        await outbox().retry(tx, 'a', noon, 'late answer');
        await outbox().park(tx, 'a', 'late answer');
      });
      expect(await due()).to.deep.equal([]);
    });

    it('tells since when something waits', async () => {
      const oldest = () => run((tx) => outbox().oldestWaiting(tx));
      expect(await oldest()).to.equal(undefined);
      await add({ ...outgoing('b', 's-2'), createdAt: hoursAfter(noon, 1) }, outgoing('a'));
      expect(await oldest()).to.equal(noon);
      await run((tx) => outbox().sent(tx, 'a', noon));
      expect(await oldest()).to.equal(hoursAfter(noon, 1));
    });

    it('gives nothing that is held for somebody, nor what is behind it, until then', async () => {
      await add(outgoing('a'), outgoing('b'), outgoing('c', 's-2'), outgoing('d', 's-3'));
      await run((tx) => outbox().hold(tx, ['a', 'd'], hoursAfter(noon, 1)));
      await run((tx) => outbox().hold(tx, [], hoursAfter(noon, 9)));
      expect(await due()).to.deep.equal(['c']);
      expect(await due(hoursAfter(noon, 1))).to.deep.equal(['a', 'c', 'd']);
    });

    if (db.kind === 'PostgreSQL')
      it('gives a row to one of two nodes that send inside their transaction', async () => {
        await add(outgoing('a'), outgoing('b'));
        const second = await db.secondStore();
        const both = await run(async (tx) => {
          const mine = await outbox().due(tx, 'webhook', noon, 5);
          const theirs = await second.run((other) => second.outbox.due(other, 'webhook', noon, 5));
          return [mine.map(({ id }) => id), theirs];
        });
        expect(both).to.deep.equal([['a'], []]);
      });
  });
});
