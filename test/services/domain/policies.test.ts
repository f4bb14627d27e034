import { expect } from 'chai';
import { domesticReturn } from '../../../services/domain/domestic-return.ts';
import { refundWindow } from '../../../services/domain/refund-window.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { instant, isoOf } from '../../../services/domain/time.ts';
import { warranty } from '../../../services/domain/warranty.ts';
import {
  disputeWindow,
  opensUntil,
  protectionAboutToEnd,
} from '../../../services/domain/window.ts';
import { aBuyer, anItem, anOrder, aShippedOrder, at, noon } from '../../support/fixtures.ts';
import { rules } from './story.ts';

describe('the clearing of a refund', () => {
  it('takes 3 to 15 business days, S10', () => {
    const { from, by } = refundWindow(noon, rules);
    expect([from, by].map(isoOf)).to.deep.equal([
      '2026-11-25T00:00:00.000Z',
      '2026-12-11T00:00:00.000Z',
    ]);
  });

  it('is put off by holidays', () => {
    const festive = createRulebook({ policyZone: 'UTC', holidays: ['2026-11-24', '2026-12-08'] });
    const { from, by } = refundWindow(noon, festive);
    expect([from, by].map(isoOf)).to.deep.equal([
      '2026-11-26T00:00:00.000Z',
      '2026-12-15T00:00:00.000Z',
    ]);
  });
});

describe('the One-Year Warranty', () => {
  const phone = anItem({ category: 'phone', warranty: true });
  const tablet = anItem({ category: 'tablet', warranty: true });
  const livingIn = (country: string) => anOrder({ buyer: aBuyer({ country }) });
  const until = at('2027-11-21T00:00:00Z');

  for (const country of ['RU', 'ES', 'DE', 'US'])
    it(`covers a phone in ${country}`, () => {
      expect(warranty(livingIn(country), phone, noon, rules)).to.deep.equal({
        verdict: 'covered',
        until,
      });
    });

  it('covers a tablet in Russia alone', () => {
    expect(warranty(livingIn('RU'), tablet, noon, rules).verdict).to.equal('covered');
    expect(warranty(livingIn('ES'), tablet, noon, rules)).to.deep.equal({
      verdict: 'not_in_country',
      countries: ['RU'],
    });
  });

  it('is not offered for other goods, nor for a phone sold without it', () => {
    const cover = anItem({ warranty: true });
    const bare = anItem({ category: 'phone' });
    for (const item of [cover, bare])
      expect(warranty(anOrder(), item, noon, rules)).to.deep.equal({ verdict: 'not_offered' });
  });

  it('begins with completion and ends with the same day a year later', () => {
    expect(warranty(aShippedOrder(), phone, noon, rules).verdict).to.equal('not_completed');
    const last = instant(until - 1);
    expect(warranty(anOrder(), phone, last, rules).verdict).to.equal('covered');
    expect(warranty(anOrder(), phone, until, rules)).to.deep.equal({ verdict: 'expired', until });
  });
});

describe('Domestic Return', () => {
  const flagged = anItem({ domesticReturn: true });
  const good = { unused: true, inOriginalPackaging: true };

  it('is for items that the seller flagged', () => {
    expect(domesticReturn(anItem(), good)).to.deep.equal({ verdict: 'not_offered' });
    expect(domesticReturn(flagged, good)).to.deep.equal({ verdict: 'eligible' });
  });

  it('names every reason against it', () => {
    const verdict = domesticReturn(flagged, { unused: false, inOriginalPackaging: false });
    expect(verdict).to.deep.equal({
      verdict: 'not_eligible',
      because: ['used', 'packaging_missing'],
    });
  });
});

describe('Buyer Protection', () => {
  const ends = at('2026-12-06T00:00:00Z');

  it('ends with the dispute window, or when the marketplace says', () => {
    expect(disputeWindow(anOrder(), rules).protectionEndsAt).to.equal(ends);
    const sent = anOrder({ protectionEndsAt: noon });
    expect(disputeWindow(sent, rules).protectionEndsAt).to.equal(noon);
  });

  it('is ended by nothing while the order is under way', () => {
    const { opensAt, ...rest } = disputeWindow(aShippedOrder(), rules);
    expect(opensAt).to.equal(at('2026-11-12T00:00:00Z'));
    expect(rest).to.deep.equal({});
    expect(protectionAboutToEnd(aShippedOrder(), noon, rules)).to.equal(false);
  });

  it('has no window before the shipping', () => {
    const { shippedAt: _none, completedAt: _neither, ...paid } = anOrder({ status: 'paid' });
    expect(disputeWindow(paid, rules)).to.deep.equal({});
  });

  it('is about to end in its last 3 calendar days', () => {
    const last = at('2026-12-03T00:00:00Z');
    const cases = [last - 1, last, ends - 1, ends].map((ms) =>
      protectionAboutToEnd(anOrder(), instant(ms), rules),
    );
    expect(cases).to.deep.equal([false, true, true, false]);
  });

  it('and the dispute window end the time for opening, whichever is first', () => {
    expect(opensUntil(anOrder(), rules)).to.equal(ends);
    expect(opensUntil(anOrder({ protectionEndsAt: noon }), rules)).to.equal(noon);
    const longer = at('2027-01-01T00:00:00Z');
    expect(opensUntil(anOrder({ protectionEndsAt: longer }), rules)).to.equal(ends);
    expect(opensUntil(aShippedOrder(), rules)).to.equal(undefined);
    expect(opensUntil(aShippedOrder({ protectionEndsAt: noon }), rules)).to.equal(noon);
  });
});
