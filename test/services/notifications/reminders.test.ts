import { expect } from 'chai';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { remindersOf } from '../../../services/notifications/reminders.ts';
import { isStillTrue } from '../../../services/notifications/still-true.ts';
import { aDispute, daysAfter, hoursAfter, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';
import { Marketplace } from './marketplace.ts';

const rules = createRulebook({ policyZone: 'UTC', holidays: [] });
const plan = (dispute: Parameters<typeof remindersOf>[0], now: Instant = noon) =>
  remindersOf(dispute, rules, now).map(({ notBefore }) => (notBefore - noon) / 3_600_000);

describe('reminders', () => {
  it('are planned 72, 24 and 3 hours before a deadline of the buyer', () => {
    const refused = aDispute({
      phase: { state: 'awaiting_buyer', onTable: 'refusal' },
      refused: true,
    });
    expect(plan(refused)).to.deep.equal([168 - 72, 168 - 24, 168 - 3]);
  });

  it('are not planned for the others’ deadlines', () => {
    expect(plan(aDispute())).to.deep.equal([]);
    const asked = { state: 'evidence_requested', what: 'x', askedAt: noon } as const;
    expect(plan(aDispute({ phase: { ...asked, party: 'seller' } }))).to.deep.equal([]);
  });

  it('that are due at once are left out: the news itself has the date', () => {
    const asked = { state: 'evidence_requested', what: 'x', askedAt: noon } as const;
    expect(plan(aDispute({ phase: { ...asked, party: 'buyer' } }))).to.deep.equal([48, 69]);
  });

  it('of the survey come once', () => {
    const closed = aDispute({ phase: { state: 'closed', closedAt: noon } });
    const [only, ...others] = remindersOf(closed, rules, noon);
    expect(only?.about).to.include({ rule: 'surveyWithinDays', hours: 72 });
    expect(others).to.deep.equal([]);
  });

  forEachStore((db) => {
    it('come in time, and are dropped when the state has moved on', async () => {
      const market = await new Marketplace(db.store()).begin();
      await market.converse('c-1');
      const { id } = await market.open('c-1');
      await market.refuse(id);
      await market.give();
      await market.inbox('c-1');
      const due = daysAfter(noon, 7);
      const truth = (hours: number) =>
        market.act(async (ctx) => {
          const found = await ctx.store.notices.find(ctx.tx, `${id}:escalation:${due}:${hours}h`);
          if (!found) throw new Error(`no reminder ${hours} h before`);
          return isStillTrue(ctx, found);
        });
      await market.wait(96 - 1);
      expect(await market.give()).to.deep.equal([]);
      await market.wait(1);
      expect(await market.give()).to.deep.equal(['c-1']);
      expect(await market.inbox('c-1')).to.deep.equal([`${id}:escalation:${due}:72h`]);
      expect(await truth(72)).to.equal(true);
      await market.wait(48);
      expect([await truth(72), await truth(24)], 'the next one is due').to.deep.equal([
        false,
        true,
      ]);
      await market.wait(24);
      expect([await truth(24), await truth(3)], 'the date is there').to.deep.equal([false, false]);
      expect(hoursAfter(noon, 168)).to.equal(market.clock.now());
    });
  });
});
