import { expect } from 'chai';
import type { Command } from '../../../services/domain/command.ts';
import { deadlines } from '../../../services/domain/deadlines.ts';
import type { Remedy } from '../../../services/domain/dispute.ts';
import { refundWindow } from '../../../services/domain/refund-window.ts';
import { compareRemedies, type RemedyOutlook } from '../../../services/domain/remedy-comparison.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { type Instant, instant, isoOf } from '../../../services/domain/time.ts';
import { at, daysAfter, noon } from '../../support/fixtures.ts';
import { disputeOf, opened, openForm, play, rules, type Story, unopened } from './story.ts';

const { case_ } = unopened();
const compared = (from = noon, reason: 'not_received' | 'not_as_described' = 'not_as_described') =>
  compareRemedies(case_, reason, from, rules);
const outlook = (remedy: Remedy, from = noon): RemedyOutlook => {
  const found = compared(from).outlooks.find((one) => one.remedy === remedy);
  if (!found) throw new Error(`No ${remedy}`);
  return found;
};
const iso = (found: Instant): string => isoOf(found).slice(0, 10);

const asked = (remedy: Remedy): Story => play(unopened(), 'buyer', openForm({ remedy }));
const sentBack: Command = {
  type: 'ship_back',
  shipment: { carrier: 'DHL', trackingNumber: 'RB123456785CN' },
};
const instructedAt = (story: Story): Instant | undefined => disputeOf(story).refunds.at(-1)?.at;

describe('Refund Only or Return & Refund, compared before a dispute is opened', () => {
  it('Refund Only: the first day of the bank if the seller agrees at once, the last if nobody answers', () => {
    const { earliest, latest, terms } = outlook('refund_only');
    // Opened on Sunday 22 November; silence agrees on Friday 27 November.
    expect([iso(earliest), iso(latest)]).to.deep.equal(['2026-11-25', '2026-12-18']);
    expect(terms.map(({ rule }) => rule)).to.deep.equal(['sellerResponse']);
  });

  it('Return & Refund: the seller, the parcel and the receipt may each take all of their time', () => {
    const { earliest, latest, terms } = outlook('return_and_refund');
    expect(terms.map(({ rule, party }) => [rule, party])).to.deep.equal([
      ['sellerResponse', 'seller'],
      ['returnShipBy', 'buyer'],
      ['sellerReceiptUntracked', 'seller'],
    ]);
    expect(iso(earliest)).to.equal(iso(outlook('refund_only').earliest));
    expect(latest).to.be.above(outlook('refund_only').latest);
  });

  it('what never came can only be refunded', () => {
    expect(compared(noon, 'not_received').outlooks.map(({ remedy }) => remedy)).to.deep.equal([
      'refund_only',
    ]);
  });

  it('the dates are those of the dispute that is opened then: agreed at once', () => {
    const story = play(asked('refund_only'), 'seller', { type: 'accept', proposalVersion: 1 });
    const { from } = refundWindow(instructedAt(story) ?? noon, rules);
    expect(outlook('refund_only').earliest).to.equal(from);
    const back = play(
      play(
        play(asked('return_and_refund'), 'seller', { type: 'accept', proposalVersion: 1 }),
        'buyer',
        sentBack,
      ),
      'seller',
      { type: 'confirm_receipt' },
    );
    expect(outlook('return_and_refund').earliest).to.equal(
      refundWindow(instructedAt(back) ?? noon, rules).from,
    );
  });

  it('the dates are those of the dispute that is opened then: silence, and the last moment for the parcel', () => {
    const { terms, latest } = outlook('return_and_refund');
    const [answer, parcel, receipt] = terms.map((term) => term.at);
    if (!answer || !parcel || !receipt) throw new Error('A term is missing.');
    const silent = play(asked('return_and_refund'), 'clock', { type: 'seller_timeout' }, answer);
    expect(deadlines(disputeOf(silent), rules)[0]?.at).to.equal(parcel);
    expect(() => play(silent, 'buyer', sentBack, parcel)).to.throw('too_late');
    const sent = play(silent, 'buyer', sentBack, instant(parcel - 1));
    const paid = play(sent, 'clock', { type: 'receipt_timeout' }, receipt);
    expect(refundWindow(instructedAt(paid) ?? noon, rules).by).to.equal(latest);
  });

  it('a no of the seller leads to the team on the day that the dispute itself says', () => {
    const refused = play(opened(), 'seller', { type: 'refuse', proposalVersion: 1 });
    const [escalation] = deadlines(disputeOf(refused), rules);
    expect(compared().escalatesAt).to.equal(escalation?.at);
    expect(compared().escalatesAt).to.equal(daysAfter(noon, rules.rules.escalation.value));
  });

  it('counts from the day of opening, to the day and to the millisecond', () => {
    const later = daysAfter(noon, 3);
    expect(compared(later).from).to.equal(later);
    expect(compared(later).escalatesAt - compared().escalatesAt).to.equal(later - noon);
    const lastOfFriday = at('2026-11-27T23:59:59.999Z');
    const firstOfSaturday = instant(lastOfFriday + 1);
    const days = [lastOfFriday, firstOfSaturday].map((from) =>
      iso(outlook('refund_only', from).earliest),
    );
    // Three business days after a Friday and after a Saturday are the same Wednesday.
    expect(days).to.deep.equal(['2026-12-02', '2026-12-02']);
    const firstOfMonday = at('2026-11-30T00:00:00Z');
    expect(iso(outlook('refund_only', firstOfMonday).earliest)).to.equal('2026-12-03');
  });

  it('holidays put both ends off', () => {
    const holidays = ['2026-11-25', '2026-12-17'];
    const ruled = createRulebook({ policyZone: 'UTC', holidays });
    const [only] = compareRemedies(case_, 'not_as_described', noon, ruled).outlooks;
    expect([only?.earliest, only?.latest].map((day) => day && iso(day))).to.deep.equal([
      '2026-11-26',
      '2026-12-21',
    ]);
  });
});
