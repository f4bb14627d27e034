import { expect } from 'chai';
import { needsSecond } from '../../../services/handoff/ask-approval.ts';
import { clara, TestDesk } from '../../support/desk.ts';
import { forEachStore } from '../../support/stores.ts';

describe('A second person', () => {
  forEachStore((db) => {
    it('is needed above the amount of the currency, or else above the one for all', async () => {
      const desk = new TestDesk(db.store());
      const asked = (minor: bigint, currency: string) =>
        desk.as(clara, (ctx) => needsSecond(ctx, minor, currency));
      expect(await asked(20_000n, 'USD'), 'US$200').to.equal(false);
      expect(await asked(20_001n, 'USD'), 'US$200.01').to.equal(true);
      expect(await asked(3_450n, 'JPY'), 'about US$22').to.equal(false);
      expect(await asked(30_001n, 'JPY')).to.equal(true);
      expect(await asked(201n, 'KRW'), 'not named, and no small units').to.equal(true);
    });
  });
});
