import { expect } from 'chai';
import { deadlines } from '../../../services/domain/deadlines.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { aFile, daysAfter, hoursAfter, noon } from '../../support/fixtures.ts';
import { completed, failed, positions, shipBack } from './positions.ts';
import { codes, disputeOf, opened, play, refusals, rules, type Story, swept } from './story.ts';

const at = (name: string): Story => positions[name] ?? opened();
const toShip = at('return_to_ship, agreed');
const inTransit = at('return_in_transit');
const arrived = (deliveredAt: Instant, told = deliveredAt, story = inTransit): Story =>
  play(story, 'clock', { type: 'return_delivered', deliveredAt }, told);

describe('a return', () => {
  it('is shipped with a carrier and a tracking number', () => {
    const spaced = { carrier: ' Correos ', trackingNumber: ' RB123456785CN ' };
    const story = play(toShip, 'buyer', { type: 'ship_back', shipment: spaced });
    expect(disputeOf(story).returnShipment).to.deep.equal({
      carrier: 'Correos',
      trackingNumber: 'RB123456785CN',
      shippedAt: hoursAfter(noon, 1),
    });
  });

  const refused: readonly [string, string][] = [
    ['a wrong check digit', 'RB123456784CN'],
    ['nothing', ''],
    ['too little', 'A1'],
    ['signs', 'RB1234<b>785'],
    ['far too much', '1'.repeat(41)],
  ];
  for (const [what, trackingNumber] of refused)
    it(`is not shipped with ${what} for a number`, () => {
      const shipment = { carrier: 'Correos', trackingNumber };
      expect(codes(toShip, 'buyer', { type: 'ship_back', shipment })).to.deep.equal([
        'tracking_number_invalid',
      ]);
    });

  it('is shipped by somebody', () => {
    const shipment = { carrier: '', trackingNumber: '1Z999AA10123456784' };
    expect(codes(toShip, 'buyer', { type: 'ship_back', shipment })).to.deep.equal(['text_missing']);
  });

  it('lapses after 10 days: closed, nothing to appeal', () => {
    const dispute = disputeOf(swept(toShip, daysAfter(noon, 60)));
    const due = daysAfter(hoursAfter(noon, 1), 10);
    expect(dispute.phase).to.deep.equal({ state: 'closed', closedAt: due });
    expect(dispute.outcome).to.deep.include({ reason: 'return_lapsed', by: 'timeout' });
  });

  it('lapses after a ruling as well, and the ruling with it', () => {
    const story = swept(at('return_to_ship, ruled'), daysAfter(noon, 17));
    expect(disputeOf(story).outcome?.reason).to.equal('return_lapsed');
    expect(
      codes(story, 'buyer', { type: 'appeal', reason: 'I was ill.', files: [] }),
    ).to.deep.equal(['not_by_case_management']);
  });

  it('has 30 days untracked, 10 from the delivery on', () => {
    const shipped = hoursAfter(noon, 2);
    expect(deadlines(disputeOf(inTransit), rules)).to.deep.equal([
      {
        rule: 'sellerReceiptUntracked',
        party: 'seller',
        at: daysAfter(shipped, 30),
        fires: 'receipt_timeout',
      },
    ]);
    const delivered = arrived(daysAfter(noon, 4));
    expect(deadlines(disputeOf(delivered), rules)).to.deep.equal([
      {
        rule: 'sellerReceiptTracked',
        party: 'seller',
        at: daysAfter(noon, 14),
        fires: 'receipt_timeout',
      },
    ]);
    const again = { type: 'return_delivered', deliveredAt: daysAfter(noon, 4) } as const;
    expect(codes(delivered, 'clock', again)).to.deep.equal(['wrong_state']);
  });

  it('keeps its 30 days where the carrier delivers so late that 10 more would be longer', () => {
    const [deadline] = deadlines(disputeOf(arrived(daysAfter(noon, 25))), rules);
    expect(deadline).to.deep.include({
      rule: 'sellerReceiptUntracked',
      at: daysAfter(hoursAfter(noon, 2), 30),
    });
  });

  it('has its 10 days from the delivery on, however late that was told', () => {
    const told = arrived(daysAfter(noon, 4), daysAfter(noon, 9));
    expect(told.events.at(-1)?.at).to.equal(daysAfter(noon, 4));
    expect(deadlines(disputeOf(told), rules)[0]?.at).to.equal(daysAfter(noon, 14));
    const file = { type: 'add_evidence', files: [aFile()] } as const;
    const between = play(inTransit, 'buyer', file, daysAfter(noon, 6));
    const after = arrived(daysAfter(noon, 4), daysAfter(noon, 9), between);
    expect(after.events.at(-1)?.at, 'never before the event before it').to.equal(
      daysAfter(noon, 6),
    );
    expect(deadlines(disputeOf(after), rules)[0]?.at).to.equal(daysAfter(noon, 14));
  });

  it('that had arrived before the buyer named its number counts from the number on', () => {
    const early = arrived(noon, daysAfter(noon, 1));
    expect(disputeOf(early).returnShipment?.deliveredAt).to.equal(hoursAfter(noon, 2));
  });

  it('is not delivered in the future', () => {
    const deliveredAt = daysAfter(noon, 4);
    expect(
      refusals(inTransit, 'clock', { type: 'return_delivered', deliveredAt }, daysAfter(noon, 3)),
    ).to.deep.equal([
      {
        code: 'not_due',
        rule: 'sellerReceiptTracked',
        facts: { action: 'return_delivered' },
        from: deliveredAt,
      },
    ]);
  });

  it('is refunded on receipt, or when the seller says nothing', () => {
    const confirmed = play(inTransit, 'seller', { type: 'confirm_receipt' });
    const silent = swept(inTransit, daysAfter(noon, 99));
    for (const story of [confirmed, silent]) {
      expect(disputeOf(story).outcome?.reason).to.equal('seller_agreed');
      expect(disputeOf(story).refunds).to.have.length(1);
    }
  });

  it('is contested with a reason', () => {
    expect(codes(inTransit, 'seller', { type: 'contest_return', reason: '' })).to.deep.equal([
      'text_missing',
    ]);
  });

  it('is not shipped twice', () => {
    expect(refusals(inTransit, 'buyer', shipBack)).to.deep.equal([
      {
        code: 'wrong_state',
        rule: 'transitions',
        facts: { action: 'ship_back', state: 'return_in_transit' },
      },
    ]);
  });
});

describe('a refund', () => {
  const pending = at('refund_pending, agreed');

  it('that arrived closes the dispute', () => {
    const dispute = disputeOf(play(pending, 'payments', completed(), daysAfter(noon, 2)));
    expect(dispute.phase).to.deep.equal({ state: 'closed', closedAt: daysAfter(noon, 2) });
    expect(dispute.refunds[0]).to.deep.include({ state: 'completed', at: daysAfter(noon, 2) });
  });

  it('that failed is kept, and may be tried again', () => {
    const broken = play(pending, 'payments', failed());
    expect(disputeOf(broken).phase.state).to.equal('refund_pending');
    expect(disputeOf(broken).refunds[0]).to.deep.include({
      state: 'failed',
      failure: 'No such account.',
    });
    expect(codes(broken, 'payments', failed())).to.deep.equal(['refund_settled']);
    expect(disputeOf(play(broken, 'payments', completed())).phase.state).to.equal('closed');
  });

  it('is reported by its own number', () => {
    expect(refusals(pending, 'payments', completed(2))).to.deep.equal([
      { code: 'refund_unknown', rule: 'refundSettlement', facts: { refundId: 'D1000000001.R2' } },
    ]);
  });

  it('is not reported where none was instructed', () => {
    expect(codes(at('closed, cancelled'), 'payments', completed())).to.deep.equal([
      'refund_unknown',
    ]);
    expect(codes(at('closed, agreed'), 'payments', completed())).to.deep.equal(['refund_settled']);
  });

  it('I3 of the first outcome, reported again after the appeal, is settled already', () => {
    expect(codes(at('refund_pending, appeal upheld'), 'payments', completed(1))).to.deep.equal([
      'refund_settled',
    ]);
  });
});
