import { expect } from 'chai';
import { createRulebook } from '../../services/domain/rulebook.ts';
import { createDemoClock } from '../../services/gateways/clock.ts';
import type { Tx } from '../../services/ports.ts';
import { reset } from '../../services/store/open-store.ts';
import { faultOf } from '../support/fault-of.ts';
import { aDispute, anOrder } from '../support/fixtures.ts';
import { forEachStore } from '../support/stores.ts';
import { save } from './save-support.ts';

const day = 86_400_000;

describe('the facts of the installation', () => {
  forEachStore((db) => {
    const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.store().run(work);

    it('are any JSON under a key, overwritten by the next', async () => {
      const { settings } = db.store();
      expect(await run((tx) => settings.get(tx, 'new'))).to.equal(undefined);
      for (const value of [{ a: [1, null] }, false, 'text']) {
        await run((tx) => settings.set(tx, 'k', value));
        expect(await run((tx) => settings.get(tx, 'k'))).to.deep.equal(value);
      }
    });

    it('keep every rulebook once, as it was', async () => {
      const { rulebooks } = db.store();
      const first = createRulebook({ policyZone: 'UTC', holidays: [] });
      const second = createRulebook({ policyZone: 'UTC', holidays: ['2026-12-25'] });
      for (const rulebook of [first, second, first])
        await run((tx) => rulebooks.keep(tx, rulebook));
      expect(await run((tx) => rulebooks.all(tx))).to.have.deep.members([first, second]);
    });

    it('hold the offset of the demo clock over a restart, and let it go forward only', async () => {
      const clock = await createDemoClock(db.store());
      const before = clock.now();
      const moved = await clock.advance(5 * day);
      expect(moved - before).to.be.within(5 * day, 5 * day + 5000);
      const restarted = await createDemoClock(await db.secondStore());
      expect(restarted.now()).to.be.at.least(moved);
      expect(await faultOf(() => clock.advance(-1))).to.contain('forward');
      expect(await faultOf(() => clock.advance(0.5))).to.contain('whole milliseconds');
    });

    it('stay when the demo is reset, while every business row goes', async () => {
      await run(async (tx) => {
        await db.store().settings.set(tx, 'seed', 3);
        await db.store().orders.put(tx, anOrder());
        const effects = [{ type: 'refund_instruction', outcomeNo: 1, amount: 1n }] as const;
        await save(db.store(), tx, { dispute: aDispute(), effects });
      });
      await reset(db.store());
      await run(async (tx) => {
        expect(await db.store().orders.listOf(tx, 'b-1')).to.deep.equal([]);
        expect(await db.store().disputes.events(tx, aDispute().id)).to.deep.equal([]);
        expect(await db.store().outbox.oldestWaiting(tx)).to.equal(undefined);
        expect(await db.store().settings.get(tx, 'seed')).to.equal(3);
        await db.store().orders.put(tx, anOrder());
        expect(await save(db.store(), tx, { dispute: aDispute() })).to.equal(true);
      });
    });
  });
});
