import { expect } from 'chai';
import type { Principal, Tx } from '../../services/ports.ts';
import { faultOf } from '../support/fault-of.ts';
import { aDispute, aFile, anEvent, anItem, anOrder, daysAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { closed, save } from './save-support.ts';

const system: Principal = { kind: 'system' };

const principals: readonly [string, Principal, boolean][] = [
  ['its buyer', { kind: 'buyer', id: 'b-1' }, true],
  ['another buyer', { kind: 'buyer', id: 'b-2' }, false],
  ['its seller', { kind: 'seller', id: 's-1' }, true],
  ['another seller', { kind: 'seller', id: 's-2' }, false],
  ['a seller with the id of its buyer', { kind: 'seller', id: 'b-1' }, false],
  ['a visitor', { kind: 'visitor' }, false],
  ['a case manager', { kind: 'staff', id: 'c-1', role: 'case_manager' }, true],
  ['the system', system, true],
];

describe('disputes', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const disputes = () => db.store().disputes;
    const saved = (saving: Parameters<typeof save>[2]) => run((tx) => save(db.store(), tx, saving));
    beforeEach(async () => {
      const items = [anItem(), anItem({ id: 'i-2' })];
      await run((tx) => db.store().orders.put(tx, anOrder({ items })));
    });

    it('come back as they were saved', async () => {
      const dispute = aDispute({ evidence: [{ ...aFile(), party: 'buyer', addedAt: noon }] });
      expect(await saved({ dispute })).to.equal(true);
      const found = await run((tx) => disputes().find(tx, system, dispute.id));
      expect(found).to.deep.equal(dispute);
      const events = await run((tx) => disputes().events(tx, dispute.id));
      expect(events).to.deep.equal([anEvent(dispute)]);
    });

    for (const [who, principal, sees] of principals)
      it(`are ${sees ? 'found' : 'not found'} by ${who}`, async () => {
        await saved({ dispute: aDispute() });
        const found = await run((tx) => disputes().find(tx, principal, aDispute().id));
        expect(found !== undefined).to.equal(sees);
      });

    it('are listed by item, by order and by buyer, the newest first', async () => {
      await saved({ dispute: aDispute({ id: 'D1', itemId: 'i-1' }) });
      await saved({ dispute: aDispute({ id: 'D2', itemId: 'i-2', openedAt: daysAfter(noon, 1) }) });
      const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);
      const order = anOrder().id;
      expect(ids(await run((tx) => disputes().ofItem(tx, order, 'i-1')))).to.deep.equal(['D1']);
      expect(ids(await run((tx) => disputes().ofOrder(tx, order)))).to.deep.equal(['D2', 'D1']);
      expect(ids(await run((tx) => disputes().listOf(tx, 'b-1')))).to.deep.equal(['D2', 'D1']);
      expect(ids(await run((tx) => disputes().listOf(tx, 'b-2')))).to.deep.equal([]);
    });

    it('are due from the instant on that was saved, in due order', async () => {
      await saved({ dispute: aDispute({ id: 'D1' }), dueAt: daysAfter(noon, 5) });
      await saved({ dispute: aDispute({ id: 'D2', itemId: 'i-2' }), dueAt: daysAfter(noon, 3) });
      const due = (days: number, limit = 9) =>
        run((tx) => disputes().due(tx, daysAfter(noon, days), limit));
      expect(await due(2.999)).to.deep.equal([]);
      expect(await due(3)).to.deep.equal(['D2']);
      expect(await due(5)).to.deep.equal(['D2', 'D1']);
      expect(await due(5, 1)).to.deep.equal(['D2']);
      await saved({ dispute: aDispute({ id: 'D2', itemId: 'i-2', seq: 2 }) });
      expect(await due(5)).to.deep.equal(['D1']);
    });

    it('answer false to a writer who saw an older seq, and write nothing of it', async () => {
      await saved({ dispute: aDispute() });
      await saved({ dispute: aDispute({ seq: 2, refused: true }) });
      const effects = [{ type: 'webhook', event: 'dispute.closed' }] as const;
      const late = await saved({ dispute: closed('ruling_rejected'), effects });
      expect(late).to.equal(false);
      const found = await run((tx) => disputes().find(tx, system, aDispute().id));
      expect(found).to.deep.equal(aDispute({ seq: 2, refused: true }));
      expect(await run((tx) => disputes().events(tx, aDispute().id))).to.have.length(2);
      expect(await run((tx) => db.store().outbox.oldestWaiting(tx))).to.equal(undefined);
    });

    it('have one winner of two nodes that save the same seq at once', async () => {
      await saved({ dispute: aDispute() });
      const second = await db.secondStore();
      const both = await Promise.all(
        [db.store(), second].map((store) =>
          store.run((tx) => save(store, tx, { dispute: aDispute({ seq: 2 }) })),
        ),
      );
      expect(both).to.have.members([true, false]);
      expect(await run((tx) => disputes().events(tx, aDispute().id))).to.have.length(2);
    });

    it('have one winner of two nodes that open one for the same item at once', async () => {
      const second = await db.secondStore();
      const both = await Promise.all([
        run((tx) => save(db.store(), tx, { dispute: aDispute({ id: 'D1' }) })),
        second.run((tx) => save(second, tx, { dispute: aDispute({ id: 'D2' }) })),
      ]);
      expect(both).to.have.members([true, false]);
      expect(await run((tx) => disputes().ofOrder(tx, anOrder().id))).to.have.length(1);
    });

    it('make a second reader wait for the writer, so that it decides on what was written', async () => {
      await saved({ dispute: aDispute() });
      const second = await db.secondStore();
      const refuse = async (store: typeof second): Promise<boolean> =>
        store.run(async (tx) => {
          const found = await store.disputes.find(tx, system, aDispute().id);
          return save(store, tx, { dispute: aDispute({ seq: (found?.seq ?? 0) + 1 }) });
        });
      expect(await Promise.all([refuse(db.store()), refuse(second)])).to.deep.equal([true, true]);
      const events = await run((tx) => disputes().events(tx, aDispute().id));
      expect(events.map(({ seq }) => seq)).to.deep.equal([1, 2, 3]);
    });

    it('may be opened again for the item after a cancellation, not after a ruling', async () => {
      await saved({ dispute: aDispute({ id: 'D1' }) });
      expect(await saved({ dispute: aDispute({ id: 'D2' }) })).to.equal(false);
      await saved({ dispute: closed('buyer_cancelled', { id: 'D1' }) });
      expect(await saved({ dispute: aDispute({ id: 'D2' }) })).to.equal(true);
      await saved({ dispute: closed('ruling_rejected', { id: 'D2' }) });
      expect(await saved({ dispute: aDispute({ id: 'D3' }) })).to.equal(false);
    });

    it('refuse events that do not lead to the seq of the dispute', async () => {
      const fault = await faultOf(() =>
        run((tx) =>
          disputes().save(tx, {
            dispute: aDispute({ seq: 2 }),
            expectedSeq: 0,
            events: [anEvent(aDispute())],
            effects: [],
            dueAt: undefined,
            now: noon,
          }),
        ),
      );
      expect(fault).to.contain("don't lead from 0 to 2");
    });

    it('take several events at once', async () => {
      const dispute = aDispute({ seq: 3 });
      const survey = { command: { type: 'survey', rating: 4 } } as const;
      const written = await run((tx) =>
        disputes().save(tx, {
          dispute,
          expectedSeq: 0,
          events: [
            anEvent(aDispute()),
            anEvent(dispute, { seq: 2, body: survey }),
            anEvent(dispute, { seq: 3, body: survey }),
          ],
          effects: [],
          dueAt: undefined,
          now: noon,
        }),
      );
      expect(written).to.equal(true);
      expect(await run((tx) => disputes().events(tx, dispute.id))).to.have.length(3);
    });
  });
});
