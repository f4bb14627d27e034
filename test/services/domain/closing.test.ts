import { expect } from 'chai';
import { aFile, daysAfter, noon } from '../../support/fixtures.ts';
import { appeal, completed, decideAppeal, positions } from './positions.ts';
import { codes, disputeOf, opened, play, refusals, type Story } from './story.ts';

const at = (name: string): Story => positions[name] ?? opened();
const cancel = { type: 'cancel' } as const;
const chargeback = { type: 'chargeback' } as const;

describe('cancelling', () => {
  it('closes the dispute for the buyer', () => {
    const dispute = disputeOf(play(opened(), 'agent', cancel));
    expect(dispute.phase).to.deep.equal({ state: 'closed', closedAt: noon });
    expect(dispute.outcome).to.deep.include({ reason: 'buyer_cancelled', by: 'parties' });
  });

  it('is over with a decision', () => {
    for (const name of [
      'return_to_ship, agreed',
      'refund_pending, ruled',
      'closed, rejected',
      'in_appeal, paid',
    ])
      expect(codes(at(name), 'buyer', cancel), name).to.deep.equal(['already_decided']);
    expect(refusals(at('closed, agreed'), 'buyer', cancel)).to.deep.equal([
      {
        code: 'already_decided',
        rule: 'cancelBeforeDecision',
        facts: { state: 'closed', reason: 'seller_agreed' },
      },
    ]);
  });
});

describe('an appeal', () => {
  it('brings its reason and its files', () => {
    const command = { ...appeal, files: [aFile({ id: 'f-7' })] };
    const dispute = disputeOf(play(at('closed, rejected'), 'buyer', command));
    expect(dispute.phase).to.deep.equal({ state: 'in_appeal' });
    expect(dispute.appeal).to.deep.equal({ reason: 'It is still broken.', at: daysAfter(noon, 7) });
    expect(dispute.evidence.map(({ id, party }) => [id, party])).to.deep.equal([['f-7', 'buyer']]);
  });

  it('says everything against it', () => {
    const files = [aFile({ name: 'a.gif', contentType: 'image/gif' })];
    const command = { type: 'appeal', reason: '', files } as const;
    expect(codes(at('closed, agreed'), 'buyer', command)).to.deep.equal([
      'not_by_case_management',
      'text_missing',
      'file_type',
    ]);
  });

  it('comes once for a ruling', () => {
    expect(codes(at('closed, appeal rejected'), 'buyer', appeal)).to.deep.equal([
      'already_appealed',
    ]);
  });

  it('is upheld with more than before, and no more than was paid', () => {
    const paid = at('in_appeal, paid');
    const of = (amount: bigint) => codes(paid, 'case_manager', decideAppeal({ amount }));
    expect([of(500n), of(501n), of(2490n), of(2491n)]).to.deep.equal([
      ['amount_too_small'],
      [],
      [],
      ['amount_too_large'],
    ]);
  });

  it('gives the difference as a second refund', () => {
    const upheld = play(at('in_appeal, paid'), 'case_manager', decideAppeal({ amount: 2000n }));
    const { outcome, refunds, appeal: itsAppeal, phase } = disputeOf(upheld);
    expect(outcome).to.deep.equal({
      no: 2,
      reason: 'appeal_upheld',
      by: 'case_management',
      decidedAt: upheld.now,
      terms: { remedy: 'refund_only', amount: 2000n },
      explanation: 'Right after all.',
    });
    expect(refunds.map(({ id, amount }) => [id, amount])).to.deep.equal([
      ['D1000000001.R1', 500n],
      ['D1000000001.R2', 1500n],
    ]);
    expect(itsAppeal?.decision).to.equal('upheld');
    expect(phase.state).to.equal('refund_pending');
  });

  it('gives all that was paid if no amount is named', () => {
    expect(disputeOf(at('refund_pending, appeal upheld')).refunds[1]?.amount).to.equal(1990n);
  });

  it('that is rejected is the end, once the first refund has arrived', () => {
    const reject = decideAppeal({ decision: 'rejected' });
    const paid = disputeOf(play(at('in_appeal, paid'), 'case_manager', reject));
    expect(paid.phase.state).to.equal('closed');
    expect(paid.outcome).to.deep.include({ no: 2, reason: 'appeal_rejected' });
    const underWay = play(at('in_appeal, refund under way'), 'case_manager', reject);
    expect(disputeOf(underWay).phase.state).to.equal('refund_pending');
    expect(disputeOf(underWay).refunds).to.have.length(1);
    expect(disputeOf(play(underWay, 'payments', completed())).phase.state).to.equal('closed');
  });

  it('does not keep a refund from arriving', () => {
    const arrived = play(at('in_appeal, refund under way'), 'payments', completed());
    expect(disputeOf(arrived).phase.state).to.equal('in_appeal');
    expect(disputeOf(arrived).refunds[0]?.state).to.equal('completed');
  });

  it('waits for both refunds when it was upheld', () => {
    const upheld = play(at('in_appeal, refund under way'), 'case_manager', decideAppeal());
    const first = play(upheld, 'payments', completed(1));
    expect(disputeOf(first).phase.state).to.equal('refund_pending');
    expect(disputeOf(play(first, 'payments', completed(2))).phase.state).to.equal('closed');
  });

  it('is decided with a written reason', () => {
    expect(
      codes(
        at('in_appeal, paid'),
        'case_manager',
        decideAppeal({ decision: 'rejected', explanation: '' }),
      ),
    ).to.deep.equal(['text_missing']);
  });
});

describe('the survey', () => {
  it('takes 1 to 5 stars, once, with words in any script but Chinese', () => {
    const closed = at('closed, ruled');
    const of = (rating: number) => codes(closed, 'buyer', { type: 'survey', rating });
    expect([of(0), of(1), of(5), of(6), of(2.5)].map((found) => found.join())).to.deep.equal([
      'rating_out_of_range',
      '',
      '',
      'rating_out_of_range',
      'rating_out_of_range',
    ]);
    const answered = play(closed, 'buyer', { type: 'survey', rating: 4, words: 'Gracias' });
    expect(disputeOf(answered).survey).to.deep.equal({
      rating: 4,
      words: 'Gracias',
      at: closed.now,
    });
    expect(codes(answered, 'buyer', { type: 'survey', rating: 4 })).to.deep.equal([
      'already_surveyed',
    ]);
  });
});

describe('a chargeback', () => {
  it('ends every dispute, whatever it waits for', () => {
    for (const name of [
      'awaiting_seller',
      'in_mediation',
      'in_appeal, paid',
      'return_in_transit',
    ]) {
      const story = at(name);
      const dispute = disputeOf(play(story, 'payments', chargeback));
      expect(dispute.phase, name).to.deep.equal({ state: 'closed', closedAt: story.now });
      expect(dispute.outcome, name).to.deep.include({
        reason: 'superseded_chargeback',
        by: 'system',
      });
    }
  });

  it('leaves a closed one closed since when it was', () => {
    const closed = at('closed, agreed');
    const story = play(closed, 'payments', chargeback, daysAfter(noon, 5));
    expect(disputeOf(story).phase).to.deep.equal(disputeOf(closed).phase);
    expect(disputeOf(story).outcome?.reason).to.equal('superseded_chargeback');
  });

  it('comes once', () => {
    expect(codes(at('closed, charged back'), 'payments', chargeback)).to.deep.equal([
      'already_superseded',
    ]);
  });

  it('leaves nothing to appeal', () => {
    const story = play(at('closed, rejected'), 'payments', chargeback);
    expect(codes(story, 'buyer', appeal)).to.deep.equal(['not_by_case_management']);
  });
});
