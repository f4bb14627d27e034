import { expect } from 'chai';
import type { Principal, Tx } from '../../services/ports.ts';
import { faultOf } from '../support/fault-of.ts';
import {
  aBuyer,
  aDispute,
  anItem,
  anItemMoney,
  anOrder,
  at,
  daysAfter,
  noon,
} from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { closed, save } from './save-support.ts';

const principals: readonly [string, Principal, boolean][] = [
  ['its buyer', { kind: 'buyer', id: 'b-1' }, true],
  ['another buyer', { kind: 'buyer', id: 'b-2' }, false],
  ['a buyer with the id of its seller', { kind: 'buyer', id: 's-1' }, false],
  ['its seller', { kind: 'seller', id: 's-1' }, true],
  ['another seller', { kind: 'seller', id: 's-2' }, false],
  ['a visitor', { kind: 'visitor' }, false],
  ['an agent', { kind: 'staff', id: 'a-1', role: 'agent' }, true],
  ['the system', { kind: 'system' }, true],
];

describe('orders', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const orders = () => db.store().orders;
    const held = (now = noon, limit = 10) =>
      run(async (tx) => (await orders().heldPast(tx, now, limit)).map(({ id }) => id));

    it('come back as they were put', async () => {
      await run((tx) => orders().put(tx, anOrder()));
      const found = await run((tx) => orders().find(tx, { kind: 'system' }, anOrder().id));
      expect(found).to.deep.equal(anOrder());
    });

    for (const [who, principal, sees] of principals)
      it(`are ${sees ? 'found' : 'not found'} by ${who}`, async () => {
        await run((tx) => orders().put(tx, anOrder()));
        const found = await run((tx) => orders().find(tx, principal, anOrder().id));
        expect(found !== undefined).to.equal(sees);
      });

    it('take a newer version and ignore one as old or older', async () => {
      const put = (version: number, buyerId: string) =>
        run((tx) => orders().put(tx, anOrder({ version, buyer: aBuyer({ id: buyerId }) })));
      expect(await put(2, 'b-2')).to.equal(true);
      expect(await put(2, 'b-9')).to.equal(false);
      expect(await put(1, 'b-1')).to.equal(false);
      expect(await run((tx) => orders().listOf(tx, 'b-2'))).to.have.length(1);
      expect(await put(3, 'b-3')).to.equal(true);
      expect(await run((tx) => orders().listOf(tx, 'b-2'))).to.deep.equal([]);
      expect(await run((tx) => orders().listOf(tx, 'b-3'))).to.have.length(1);
    });

    it('tell of a buyer what the newest order says, and nothing of one without orders', async () => {
      const put = (id: string, days: number, name: string) =>
        anOrder({ id, placedAt: daysAfter(noon, days), buyer: aBuyer({ id: 'b-7', name }) });
      await run((tx) => orders().put(tx, put('8130000000000071', -3, 'Old name')));
      await run((tx) => orders().put(tx, put('8130000000000072', -1, 'New name')));
      const named = (id: string) => run(async (tx) => (await orders().buyer(tx, id))?.name);
      expect(await named('b-7')).to.equal('New name');
      expect(await named('b-8')).to.equal(undefined);
    });

    it('have their money together, and apart from that of other buyers', async () => {
      const items = [anItem({ id: 'i-1' }), anItem({ id: 'i-2' })];
      await run((tx) => orders().put(tx, anOrder({ id: '8130000000000081', items })));
      await run((tx) => orders().put(tx, anOrder({ id: '8130000000000082' })));
      const other = anOrder({ id: '8130000000000083', buyer: aBuyer({ id: 'b-9' }) });
      await run((tx) => orders().put(tx, other));
      const all = await run((tx) => orders().moneyOf(tx, anOrder().buyer.id));
      expect([...all.keys()].sort()).to.deep.equal(['8130000000000081', '8130000000000082']);
      for (const [id, money] of all)
        expect(money).to.deep.equal(await run((tx) => orders().money(tx, id)));
    });

    it('are listed for their buyer, the newest first', async () => {
      const placed = ['2026-10-02', '2026-10-30', '2026-10-15'];
      for (const [index, day] of placed.entries())
        await run((tx) =>
          orders().put(tx, anOrder({ id: `o-${index}`, placedAt: at(`${day}T00:00:00Z`) })),
        );
      const listed = await run((tx) => orders().listOf(tx, 'b-1'));
      expect(listed.map(({ id }) => id)).to.deep.equal(['o-1', 'o-2', 'o-0']);
    });

    it('know each buyer once, as the newest order has them', async () => {
      await run((tx) => orders().put(tx, anOrder({ id: 'o-1' })));
      const moved = aBuyer({ country: 'DE' });
      await run((tx) => orders().put(tx, anOrder({ id: 'o-2', buyer: moved, placedAt: noon })));
      await run((tx) => orders().put(tx, anOrder({ id: 'o-3', buyer: aBuyer({ id: 'b-2' }) })));
      const buyers = await run((tx) => orders().buyers(tx));
      expect(buyers).to.deep.equal([moved, aBuyer({ id: 'b-2' })]);
    });

    it('have a money row for each item, which a new version keeps', async () => {
      const items = [anItem(), anItem({ id: 'i-2', paid: { minor: 990n, currency: 'USD' } })];
      await run((tx) => orders().put(tx, anOrder({ items })));
      await run((tx) => orders().release(tx, anOrder().id, 'i-2', 90n));
      await run((tx) => orders().put(tx, anOrder({ items, version: 2 })));
      const money = await run((tx) => orders().money(tx, anOrder().id));
      expect([...money]).to.have.deep.members([
        ['i-1', anItemMoney()],
        ['i-2', anItemMoney({ paid: 990n, released: 90n })],
      ]);
    });

    it('release what is held, to the last cent and not beyond', async () => {
      await run((tx) => orders().put(tx, anOrder()));
      const release = (minor: bigint) =>
        run((tx) => orders().release(tx, anOrder().id, 'i-1', minor));
      await release(2489n);
      expect(await faultOf(() => release(2n))).to.contain('would pass what was paid');
      await release(1n);
      expect(await faultOf(() => release(1n))).to.contain('would pass what was paid');
    });

    it('refuse a price below what was released for the item already', async () => {
      await run((tx) => orders().put(tx, anOrder()));
      await run((tx) => orders().release(tx, anOrder().id, 'i-1', 2000n));
      const cheaper = anItem({ paid: { minor: 1999n, currency: 'USD' } });
      const put = () => run((tx) => orders().put(tx, anOrder({ version: 2, items: [cheaper] })));
      expect(await faultOf(put)).to.match(/never_more_than_paid/);
    });

    it('take an amount as large as JavaScript counts, and none beyond', async () => {
      const largest = BigInt(Number.MAX_SAFE_INTEGER);
      const put = (id: string, minor: bigint) =>
        run((tx) =>
          orders().put(tx, anOrder({ id, items: [anItem({ paid: { minor, currency: 'USD' } })] })),
        );
      await put('o-1', largest);
      const money = await run((tx) => orders().money(tx, 'o-1'));
      expect(money.get('i-1')?.paid).to.equal(largest);
      expect(await faultOf(() => put('o-2', largest + 1n))).to.contain('too large');
    });

    it('are held past their protection until the money has gone', async () => {
      const protectionEndsAt = noon;
      await run((tx) => orders().put(tx, anOrder({ protectionEndsAt })));
      expect(await held(at('2026-11-22T11:59:59.999Z'))).to.deep.equal([]);
      expect(await held()).to.deep.equal([anOrder().id]);
      await run((tx) => orders().release(tx, anOrder().id, 'i-1', 2490n));
      expect(await held()).to.deep.equal([]);
    });

    it('are not held past anything while a dispute is live, nor when cancelled', async () => {
      await run(async (tx) => {
        await orders().put(tx, anOrder({ protectionEndsAt: noon }));
        await orders().put(tx, anOrder({ id: 'o-2', protectionEndsAt: noon, status: 'cancelled' }));
        await save(db.store(), tx, { dispute: aDispute() });
      });
      expect(await held()).to.deep.equal([]);
      await run((tx) => save(db.store(), tx, { dispute: closed('buyer_cancelled') }));
      expect(await held()).to.deep.equal([anOrder().id]);
    });

    it('are candidates when complete, after those whose end was sent, the oldest first', async () => {
      const complete = (id: string, days: number) =>
        run((tx) => orders().put(tx, anOrder({ id, completedAt: daysAfter(noon, days) })));
      await complete('o-1', -1);
      await complete('o-2', -40);
      await complete('o-3', 1);
      await run((tx) => orders().put(tx, anOrder({ id: 'o-4', protectionEndsAt: noon })));
      expect(await held()).to.deep.equal(['o-4', 'o-2', 'o-1']);
      expect(await held(noon, 2)).to.deep.equal(['o-4', 'o-2']);
    });
  });
});
