import { expect } from 'chai';
import { deadlines } from '../../../services/domain/deadlines.ts';
import { daysAfter, hoursAfter, noon } from '../../support/fixtures.ts';
import { accept, counter, positions, propose, refuse } from './positions.ts';
import {
  codes,
  disputeOf,
  opened,
  openedForReturn,
  openForm,
  play,
  refusals,
  rules,
  swept,
  unopened,
} from './story.ts';

const later = hoursAfter(noon, 1);

describe('the seller', () => {
  it('agrees: the refund is instructed at once', () => {
    const dispute = disputeOf(play(opened(), 'seller', accept, later));
    expect(dispute.phase).to.deep.equal({ state: 'refund_pending' });
    expect(dispute.outcome).to.deep.equal({
      no: 1,
      reason: 'seller_agreed',
      by: 'parties',
      decidedAt: later,
      terms: { remedy: 'refund_only', amount: 2490n },
    });
    expect(dispute.refunds).to.deep.equal([
      { id: 'D1000000001.R1', outcomeNo: 1, amount: 2490n, state: 'instructed', at: later },
    ]);
  });

  it('agrees to a return: the goods go back first', () => {
    const dispute = disputeOf(play(openedForReturn(), 'seller', accept, later));
    expect(dispute.phase).to.deep.equal({ state: 'return_to_ship', agreedAt: later });
    expect(dispute.refunds).to.deep.equal([]);
  });

  it('may agree with the buyer after an own offer, by either number', () => {
    const offered = play(opened(), 'seller', counter(), later);
    for (const proposalVersion of [1, 2]) {
      const story = play(offered, 'seller', { type: 'accept', proposalVersion });
      expect(disputeOf(story).outcome?.terms.amount).to.equal(2490n);
    }
  });

  it('may agree in mediation still', () => {
    const story = positions.in_mediation ?? opened();
    expect(disputeOf(play(story, 'seller', accept)).outcome?.reason).to.equal('seller_agreed');
  });

  it('agrees to nothing that the buyer has replaced', () => {
    const proposed = play(opened(), 'buyer', propose(), later);
    for (const command of [accept, refuse, counter()])
      expect(refusals(proposed, 'seller', command)).to.deep.equal([
        { code: 'proposal_outdated', rule: 'currentProposal', facts: { version: 1, current: 2 } },
      ]);
    expect(codes(proposed, 'seller', { type: 'accept', proposalVersion: 3 })).to.deep.equal([
      'proposal_outdated',
    ]);
  });

  it('refuses with words', () => {
    const story = play(opened(), 'seller', {
      ...refuse,
      message: 'It was fine.',
    });
    expect(disputeOf(story).phase).to.deep.equal({ state: 'awaiting_buyer', onTable: 'refusal' });
    expect(disputeOf(story).refused).to.equal(true);
  });

  it('makes an offer with remedy and amount', () => {
    const story = play(opened(), 'seller', counter({ message: 'Half of it?' }), later);
    expect(disputeOf(story).phase).to.deep.equal({ state: 'awaiting_buyer', onTable: 'offer' });
    expect(disputeOf(story).proposals.at(-1)).to.deep.equal({
      version: 2,
      by: 'seller',
      at: later,
      remedy: 'refund_only',
      amount: 1000n,
      message: 'Half of it?',
    });
  });

  it('offers between 1 minor unit and what was paid, or nothing at all', () => {
    const of = (remedy: 'refund_only' | 'none', amount: bigint) =>
      codes(opened(), 'seller', counter({ remedy, amount }));
    expect(of('refund_only', 0n)).to.deep.equal(['amount_too_small']);
    expect(of('refund_only', 2491n)).to.deep.equal(['amount_too_large']);
    expect(of('none', 0n)).to.deep.equal([]);
    expect(of('none', 1n)).to.deep.equal(['amount_too_large']);
  });

  it('writes without Chinese too', () => {
    expect(codes(opened(), 'seller', counter({ message: '好' }))).to.deep.equal([
      'text_has_chinese',
    ]);
    expect(
      codes(opened(), 'seller', { type: 'refuse', proposalVersion: 1, message: '不' }),
    ).to.deep.equal(['text_has_chinese']);
  });

  it('who is silent for 5 days has agreed, S4', () => {
    const story = swept(opened(), daysAfter(noon, 9));
    expect(disputeOf(story).outcome).to.deep.include({
      reason: 'seller_timeout',
      by: 'timeout',
      decidedAt: daysAfter(noon, 5),
    });
    expect(disputeOf(story).refunds.map(({ amount, at }) => [amount, at])).to.deep.equal([
      [2490n, daysAfter(noon, 5)],
    ]);
  });

  it('who is silent on a return gets the goods first', () => {
    const story = swept(openedForReturn(), daysAfter(noon, 5));
    expect(disputeOf(story).phase).to.deep.equal({
      state: 'return_to_ship',
      agreedAt: daysAfter(noon, 5),
    });
  });
});

describe('the buyer', () => {
  const refused = play(opened(), 'seller', refuse, later);

  it('proposes anew, and the seller has 5 days again', () => {
    const story = play(refused, 'buyer', propose({ message: 'Less, then.' }), daysAfter(noon, 1));
    expect(disputeOf(story).phase).to.deep.equal({
      state: 'awaiting_seller',
      proposedAt: daysAfter(noon, 1),
    });
    expect(disputeOf(story).proposals.at(-1)).to.deep.include({
      version: 2,
      by: 'buyer',
      message: 'Less, then.',
    });
  });

  it('proposes ten times in a dispute', () => {
    let story = opened();
    for (let made = 1; made < 10; made += 1) story = play(story, 'buyer', propose());
    expect(refusals(story, 'buyer', propose({ amount: 0n, message: '好' }))).to.deep.equal([
      { code: 'too_many_proposals', rule: 'maxProposals', facts: { max: 10, made: 10 } },
      {
        code: 'amount_too_small',
        rule: 'refundCeiling',
        facts: { amount: 0n, min: 1n, max: 2490n, currency: 'USD' },
      },
      {
        code: 'text_has_chinese',
        rule: 'cleanText',
        facts: { field: 'message', characters: ['好'], positions: ['1'], cleaned: '' },
      },
    ]);
  });

  it('can send nothing back that never came', () => {
    const story = play(unopened(), 'buyer', openForm({ reason: 'not_received' }));
    expect(codes(story, 'buyer', propose({ remedy: 'return_and_refund' }))).to.deep.equal([
      'remedy_not_allowed',
    ]);
  });

  it('accepts an offer of money, of a return, or of nothing', () => {
    const accepts = (remedy: 'refund_only' | 'return_and_refund' | 'none', amount: bigint) => {
      const offered = play(opened(), 'seller', counter({ remedy, amount }), later);
      return play(offered, 'buyer', { type: 'accept_offer', proposalVersion: 2 });
    };
    expect(disputeOf(accepts('refund_only', 700n)).refunds[0]?.amount).to.equal(700n);
    expect(disputeOf(accepts('return_and_refund', 700n)).phase.state).to.equal('return_to_ship');
    const nothing = accepts('none', 0n);
    expect(disputeOf(nothing).phase).to.deep.equal({ state: 'closed', closedAt: later });
    expect(disputeOf(nothing).outcome).to.deep.include({
      reason: 'buyer_accepted_offer',
      by: 'parties',
    });
    expect(disputeOf(nothing).refunds).to.deep.equal([]);
  });

  it('accepts no offer that is not there or not the last', () => {
    expect(codes(refused, 'buyer', { type: 'accept_offer', proposalVersion: 0 })).to.deep.equal([
      'no_offer',
    ]);
    const offered = play(opened(), 'seller', counter(), later);
    expect(codes(offered, 'buyer', { type: 'accept_offer', proposalVersion: 1 })).to.deep.equal([
      'proposal_outdated',
    ]);
  });

  it('whose earlier offer was followed by a refusal has no offer', () => {
    let story = play(opened(), 'seller', counter(), later);
    story = play(story, 'buyer', propose());
    story = play(story, 'seller', { type: 'refuse', proposalVersion: 3 });
    expect(codes(story, 'buyer', { type: 'accept_offer', proposalVersion: 2 })).to.deep.equal([
      'no_offer',
    ]);
  });
});

describe('escalation', () => {
  it('comes 7 days after the opening, whatever was offered meanwhile', () => {
    const offered = play(opened(), 'seller', counter(), daysAfter(noon, 4));
    const story = swept(offered, daysAfter(noon, 20));
    expect(disputeOf(story)).to.deep.include({
      phase: { state: 'in_mediation' },
      lastEventAt: daysAfter(noon, 7),
    });
  });

  it('comes at once when the seller refuses later than that', () => {
    const proposed = play(opened(), 'buyer', propose(), daysAfter(noon, 4));
    const late = daysAfter(noon, 8);
    const refused = play(proposed, 'seller', { type: 'refuse', proposalVersion: 2 }, late);
    expect(deadlines(disputeOf(refused), rules)).to.deep.equal([
      { rule: 'escalation', party: 'buyer', at: late, fires: 'escalate' },
    ]);
    expect(codes(refused, 'buyer', propose())).to.deep.equal(['too_late']);
    const story = swept(refused, daysAfter(noon, 12));
    expect(disputeOf(story)).to.deep.include({
      phase: { state: 'in_mediation' },
      lastEventAt: late,
    });
  });

  it('never comes before the seller has said no', () => {
    expect(refusals(opened(), 'clock', { type: 'escalate' }, daysAfter(noon, 4))).to.deep.equal([
      { code: 'not_due', rule: 'escalation', facts: { action: 'escalate' } },
    ]);
  });

  it('gives way to the seller timeout of the same instant', () => {
    const refused = play(opened(), 'seller', refuse, later);
    const proposed = play(refused, 'buyer', propose(), daysAfter(noon, 2));
    const due = daysAfter(noon, 7);
    expect(codes(proposed, 'clock', { type: 'escalate' }, due)).to.deep.equal(['not_due']);
    expect(disputeOf(swept(proposed, due)).outcome?.reason).to.equal('seller_timeout');
  });

  it('comes before a later seller timeout, however late the sweep is', () => {
    const refused = play(opened(), 'seller', refuse, later);
    const proposed = play(refused, 'buyer', propose(), daysAfter(noon, 3));
    const late = daysAfter(noon, 30);
    expect(codes(proposed, 'clock', { type: 'seller_timeout' }, late)).to.deep.equal(['not_due']);
    expect(disputeOf(swept(proposed, late)).phase.state).to.equal('in_mediation');
  });
});
