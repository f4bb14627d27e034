import { expect } from 'chai';
import { openDispute } from '../../services/disputes/open-dispute.ts';
import { recordChargeback } from '../../services/disputes/record-chargeback.ts';
import type { Tx } from '../../services/ports.ts';
import { reset } from '../../services/store/open-store.ts';
import { actingOn, aForm, ana, countingIds, putAs, system } from '../services/disputes/world.ts';
import { anItemMoney, anOrder, daysAfter, noon } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';

const { id: orderId } = anOrder();
const item = { orderId, itemId: 'i-1' };

describe('an item that was charged back', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);
    const as = actingOn(() => db.store(), countingIds());
    const orders = () => db.store().orders;
    const money = async () => (await run((tx) => orders().money(tx, orderId))).get('i-1');
    beforeEach(() => putAs(as));

    it('keeps the instant of the first report, in both ways of reading its money', async () => {
      await run((tx) => orders().chargeBack(tx, item, noon));
      await run((tx) => orders().chargeBack(tx, item, daysAfter(noon, 1)));
      expect(await money()).to.deep.equal(anItemMoney({ chargedBackAt: noon }));
      const ofBuyer = await run((tx) => orders().moneyOf(tx, 'b-1'));
      expect(ofBuyer.get(orderId)?.get('i-1')?.chargedBackAt).to.equal(noon);
    });

    it('is gone with the demo’s reset', async () => {
      await run((tx) => orders().chargeBack(tx, item, noon));
      await reset(db.store());
      await putAs(as);
      expect(await money()).to.deep.equal(anItemMoney());
    });

    it('and an opening at the same moment: one of them sees the other, whichever comes first', async () => {
      for (let round = 0; round < 8; round += 1) {
        await reset(db.store());
        await putAs(as);
        const work = [
          () => as(ana, noon, (ctx) => openDispute(ctx, { ...item, form: aForm() })),
          () => as(system, noon, (ctx) => recordChargeback(ctx, item)),
        ];
        if (round % 2) work.reverse();
        await Promise.all(work.map((one) => one()));
        const disputes = await run((tx) => db.store().disputes.ofItem(tx, orderId, 'i-1'));
        expect((await money())?.chargedBackAt).to.equal(noon);
        for (const { phase } of disputes) expect(phase.state).to.equal('closed');
      }
    });
  });
});
