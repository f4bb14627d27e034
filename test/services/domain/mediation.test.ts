import { expect } from 'chai';
import { deadlines } from '../../../services/domain/deadlines.ts';
import { aFile, daysAfter, noon } from '../../support/fixtures.ts';
import { addEvidence, positions, requestEvidence, rule } from './positions.ts';
import {
  codes,
  disputeOf,
  opened,
  openedForReturn,
  play,
  refusals,
  rules,
  type Story,
  swept,
} from './story.ts';

const at = (name: string): Story => positions[name] ?? opened();
const mediation = at('in_mediation');
const decided = daysAfter(noon, 7);
const wantsReturn = { ...disputeOf(openedForReturn()), phase: { state: 'in_mediation' } } as const;

describe('a case manager', () => {
  it('rules in full: all that was paid', () => {
    const story = play(mediation, 'case_manager', rule({ outcome: 'full', amount: 2490n }));
    expect(disputeOf(story).outcome).to.deep.equal({
      no: 1,
      reason: 'ruling_full',
      by: 'case_management',
      decidedAt: decided,
      terms: { remedy: 'refund_only', amount: 2490n },
      explanation: 'The photos show it.',
    });
    expect(disputeOf(story).phase.state).to.equal('refund_pending');
  });

  it('rules in full without naming the amount or the remedy', () => {
    const full = { type: 'rule', outcome: 'full', explanation: 'Broken.' } as const;
    const plain = disputeOf(play(mediation, 'case_manager', full));
    expect(plain.outcome?.terms).to.deep.equal({ remedy: 'refund_only', amount: 2490n });
    const asked = { ...mediation, case_: { ...mediation.case_, dispute: wantsReturn } };
    const asWished = disputeOf(play(asked, 'case_manager', full));
    expect(asWished.outcome?.terms).to.deep.equal({ remedy: 'return_and_refund', amount: 2490n });
    const contested = disputeOf(play(at('in_mediation, return contested'), 'case_manager', full));
    expect(contested.outcome?.terms.remedy).to.equal('refund_only');
    expect(contested.returnShipment?.carrier).to.equal('Correos');
  });

  it('rules in part: more than nothing, less than all', () => {
    const of = (amount: bigint) => codes(mediation, 'case_manager', rule({ amount }));
    expect([of(0n), of(1n), of(2489n), of(2490n)]).to.deep.equal([
      ['amount_too_small'],
      [],
      [],
      ['amount_too_large'],
    ]);
    const { amount: _none, ...unnamed } = rule();
    expect(codes(mediation, 'case_manager', unnamed)).to.deep.equal(['amount_too_small']);
  });

  it('rules in full only for all of it', () => {
    expect(codes(mediation, 'case_manager', rule({ outcome: 'full', amount: 1n }))).to.deep.equal([
      'amount_too_small',
    ]);
  });

  it('rejects: closed without a refund, open for an appeal', () => {
    const rejected = { type: 'rule', outcome: 'rejected', explanation: 'As described.' } as const;
    const dispute = disputeOf(play(mediation, 'case_manager', rejected));
    expect(dispute.phase).to.deep.equal({ state: 'closed', closedAt: decided });
    expect(dispute.outcome?.terms).to.deep.equal({ remedy: 'none', amount: 0n });
    expect(deadlines(dispute, rules).map((deadline) => deadline.rule)).to.deep.equal([
      'appealWithinDays',
      'surveyWithinDays',
    ]);
    expect(codes(mediation, 'case_manager', { ...rejected, amount: 1n })).to.deep.equal([
      'amount_too_large',
    ]);
  });

  it('rules for a return, as it was asked for or as the ruling says', () => {
    const ruled = play(mediation, 'case_manager', rule({ remedy: 'return_and_refund' }));
    expect(disputeOf(ruled).phase).to.deep.equal({ state: 'return_to_ship', agreedAt: decided });
    const again = play(
      at('in_mediation, return contested'),
      'case_manager',
      rule({ remedy: 'return_and_refund' }),
    );
    expect(disputeOf(again)).to.not.have.property('returnShipment');
  });

  it('gives a written reason', () => {
    expect(codes(mediation, 'case_manager', rule({ explanation: ' ' }))).to.deep.equal([
      'text_missing',
    ]);
  });

  it('is the only one who rules', () => {
    expect(refusals(mediation, 'agent', rule())).to.deep.equal([
      {
        code: 'wrong_role',
        rule: 'caseManagementOnly',
        facts: { action: 'rule', role: 'agent', allowed: ['case_manager'] },
      },
    ]);
  });

  it('asks for evidence and says what', () => {
    expect(codes(mediation, 'case_manager', { ...requestEvidence, what: '' })).to.deep.equal([
      'text_missing',
    ]);
    const asked = play(mediation, 'case_manager', requestEvidence);
    expect(deadlines(disputeOf(asked), rules)).to.deep.equal([
      {
        rule: 'evidenceRequest',
        party: 'buyer',
        at: daysAfter(decided, 3),
        fires: 'evidence_deadline',
      },
    ]);
    expect(disputeOf(swept(asked, daysAfter(decided, 9)))).to.deep.include({
      phase: { state: 'in_mediation' },
      lastEventAt: daysAfter(decided, 3),
    });
  });

  it('goes on when the asked party has answered', () => {
    const asked = at('evidence_requested of the buyer');
    expect(disputeOf(play(asked, 'buyer', addEvidence)).phase.state).to.equal('in_mediation');
    expect(disputeOf(play(asked, 'agent', addEvidence)).phase.state).to.equal('in_mediation');
  });

  it('waits on when the other party has sent something', () => {
    const story = play(at('evidence_requested of the buyer'), 'seller', addEvidence);
    expect(disputeOf(story).phase.state).to.equal('evidence_requested');
    expect(disputeOf(story).evidence.map(({ party }) => party)).to.deep.equal(['seller']);
  });
});

describe('a contested return', () => {
  const contested = at('in_mediation, return contested');

  it('came from an agreement, so it can no longer be cancelled', () => {
    expect(codes(contested, 'buyer', { type: 'cancel' })).to.deep.equal(['already_decided']);
  });

  it('is weighed anew, also after a ruling: who is asked for evidence may give it', () => {
    const shipped = play(at('return_to_ship, ruled'), 'buyer', {
      type: 'ship_back',
      shipment: { carrier: 'Correos', trackingNumber: 'RR123456785ES' },
    });
    const back = play(shipped, 'seller', { type: 'contest_return', reason: 'empty box' });
    expect(codes(back, 'buyer', addEvidence)).to.deep.equal([]);
    const asked = play(back, 'case_manager', {
      type: 'request_evidence',
      party: 'buyer',
      what: 'the receipt of the carrier',
    });
    expect(disputeOf(play(asked, 'buyer', addEvidence)).phase.state).to.equal('in_mediation');
  });

  it('is paid without a second return if the seller gives in', () => {
    const story = play(contested, 'seller', { type: 'accept', proposalVersion: 1 });
    expect(disputeOf(story).phase.state).to.equal('refund_pending');
  });
});

describe('evidence', () => {
  it('is of the party that sent it, and removed only by it', () => {
    const story = play(opened(), 'agent', { type: 'add_evidence', files: [aFile({ id: 'f-9' })] });
    expect(disputeOf(story).evidence[0]).to.deep.include({
      id: 'f-9',
      party: 'buyer',
      addedAt: noon,
    });
    const remove = { type: 'remove_evidence', evidenceId: 'f-9' } as const;
    expect(codes(story, 'seller', remove)).to.deep.equal([
      'evidence_not_found',
      'evidence_not_yours',
    ]);
    const both = play(story, 'seller', { type: 'add_evidence', files: [aFile({ id: 'f-s' })] });
    expect(codes(both, 'seller', remove)).to.deep.equal(['evidence_not_yours']);
    const removed = play(both, 'buyer', remove);
    expect(disputeOf(removed).evidence.map(({ id, removedAt }) => [id, removedAt])).to.deep.equal([
      ['f-9', noon],
      ['f-s', undefined],
    ]);
    expect(codes(removed, 'buyer', remove)).to.deep.equal(['evidence_not_found']);
    expect(codes(both, 'buyer', { ...remove, evidenceId: 'f-x' })).to.deep.equal([
      'evidence_not_found',
    ]);
  });

  it('is a file at least', () => {
    expect(codes(opened(), 'buyer', { type: 'add_evidence', files: [] })).to.deep.equal([
      'evidence_not_found',
    ]);
  });

  it('is ten files of each party at most, known before anybody uploads', () => {
    const files = Array.from({ length: 10 }, (_, i) => aFile({ id: `f-${i}` }));
    const full = play(opened(), 'buyer', { type: 'add_evidence', files });
    expect(codes(full, 'buyer', addEvidence)).to.deep.equal(['too_many_files']);
    expect(codes(full, 'seller', addEvidence)).to.deep.equal([]);
    const room = play(full, 'buyer', { type: 'remove_evidence', evidenceId: 'f-0' });
    expect(codes(room, 'buyer', addEvidence)).to.deep.equal([]);
    expect(codes(room, 'buyer', { type: 'add_evidence', files: files.slice(8) })).to.deep.equal([
      'too_many_files',
    ]);
  });

  it('is no gif (S5)', () => {
    const files = [aFile({ name: 'a.gif', contentType: 'image/gif' })];
    expect(codes(opened(), 'buyer', { type: 'add_evidence', files })).to.deep.equal(['file_type']);
  });

  it('is closed after a ruling', () => {
    const ruled = at('return_to_ship, ruled');
    expect(codes(ruled, 'buyer', addEvidence)).to.deep.equal(['already_decided']);
    expect(codes(ruled, 'buyer', { type: 'remove_evidence', evidenceId: 'f-1' })).to.deep.equal([
      'already_decided',
      'evidence_not_found',
    ]);
  });
});
