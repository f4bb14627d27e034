import { expect } from 'chai';
import type { Dispute } from '../../../services/domain/dispute.ts';
import type { OutboxRow } from '../../../services/queues-port.ts';
import { save } from '../../contracts/save-support.ts';
import { aDispute, anItem, anOrder, daysAfter, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';

describe('what the API reads of the store', () => {
  forEachStore((db) => {
    const run = <T>(work: Parameters<ReturnType<typeof db.store>['run']>[0]): Promise<T> =>
      db.store().run(work) as Promise<T>;

    const fill = () =>
      run(async (tx) => {
        const items = [1, 2, 3, 4, 5].map((no) => anItem({ id: `i-${no}` }));
        await db.store().orders.put(tx, anOrder({ items }));
        // Two were opened at the same millisecond.
        for (const [no, day] of [0, 1, 1, 2, 3].entries())
          await save(db.store(), tx, {
            dispute: aDispute({
              ...{ id: `D100000000${no}`, itemId: `i-${no + 1}`, openedAt: daysAfter(noon, day) },
              ...(no === 4 && { phase: { state: 'in_mediation' } }),
            }),
          });
      });
    const page = (wanted: object) =>
      run<readonly Dispute[]>((tx) => db.store().disputes.page(tx, { limit: 10, ...wanted }));
    const idsOf = (disputes: readonly Dispute[]) => disputes.map(({ id }) => id.slice(-1)).join('');

    it('gives disputes in pages without gap or repeat, newest first', async () => {
      await fill();
      let after: Dispute | undefined;
      let seen = '';
      for (;;) {
        const [next] = await page({ limit: 1, ...(after && { after }) });
        if (!next) break;
        seen += idsOf([next]);
        after = next;
      }
      expect(seen).to.equal('43210');
      expect(idsOf(await page({}))).to.equal('43210');
    });

    it('gives those of a state, a buyer and a seller', async () => {
      await fill();
      expect(idsOf(await page({ state: 'in_mediation' }))).to.equal('4');
      expect(idsOf(await page({ state: 'in_mediation', buyerId: 'nobody' }))).to.equal('');
      expect(idsOf(await page({ sellerId: 's-1', buyerId: 'b-1' }))).to.equal('43210');
    });

    it('replays what was told in its order, sent and parked rows included', async () => {
      const rowOf = (id: string, kind: OutboxRow['kind']) => ({
        ...{ id, kind, stream: 's', body: { id }, createdAt: noon },
      });
      await run(async (tx) => {
        const kinds = ['webhook', 'channel', 'refund', 'webhook'] as const;
        const rows = kinds.map((kind, no) => rowOf(`r${no}`, kind));
        await db.store().outbox.add(tx, rows, noon);
        await db.store().outbox.sent(tx, 'r0', noon);
        await db.store().outbox.park(tx, 'r3', 'HTTP 500');
      });
      const replayed = (after: number, limit = 10) =>
        run<readonly { readonly no: number; readonly row: OutboxRow }[]>((tx) =>
          db.store().outbox.replay(tx, ['webhook', 'refund'], after, limit),
        );
      const all = await replayed(0);
      expect(all.map(({ row }) => row.id)).to.deep.equal(['r0', 'r2', 'r3']);
      const [first] = await replayed(0, 1);
      const rest = await replayed(first?.no ?? 0);
      expect(rest.map(({ row }) => row.id)).to.deep.equal(['r2', 'r3']);
    });
  });
});
