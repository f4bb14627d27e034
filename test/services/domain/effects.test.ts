import { expect } from 'chai';
import { releasable } from '../../../services/domain/release.ts';
import {
  anItemMoney,
  anOrder,
  aShippedOrder,
  at as date,
  daysAfter,
  noon,
} from '../../support/fixtures.ts';
import {
  accept,
  appeal,
  completed,
  counter,
  decideAppeal,
  failed,
  positions,
  propose,
  requestEvidence,
  rule,
  shipBack,
} from './positions.ts';
import {
  amountOf,
  disputeOf,
  opened,
  openedForReturn,
  play,
  rules,
  type Story,
  swept,
  webhooksOf,
} from './story.ts';

const at = (name: string): Story => positions[name] ?? opened();
/** What the steps since `story` sent out. */
const since = (story: Story, later: Story) => later.effects.slice(story.effects.length);
const releasedBy = (story: Story, later: Story) => amountOf('payment_release', since(story, later));

describe('what leaves the system', () => {
  const told: readonly [string, Story, (story: Story) => Story, readonly string[]][] = [
    ['a proposal', opened(), (s) => play(s, 'buyer', propose()), ['dispute.proposed']],
    ['an offer', opened(), (s) => play(s, 'seller', counter()), ['dispute.proposed']],
    [
      'a refusal',
      opened(),
      (s) => play(s, 'seller', { type: 'refuse', proposalVersion: 1 }),
      ['dispute.refused'],
    ],
    ['an agreement', opened(), (s) => play(s, 'seller', accept), ['dispute.agreed']],
    ['a silence', opened(), (s) => swept(s, daysAfter(noon, 5)), ['dispute.agreed']],
    ['an agreed return', openedForReturn(), (s) => play(s, 'seller', accept), ['dispute.agreed']],
    [
      'an accepted offer',
      at('awaiting_buyer, offer'),
      (s) => play(s, 'buyer', { type: 'accept_offer', proposalVersion: 2 }),
      ['dispute.agreed'],
    ],
    [
      'a request for evidence',
      at('in_mediation'),
      (s) => play(s, 'case_manager', requestEvidence),
      ['dispute.evidence_requested'],
    ],
    [
      'a request that nobody answered',
      at('evidence_requested of the buyer'),
      (s) => swept(s, daysAfter(noon, 10)),
      ['dispute.evidence_overdue'],
    ],
    [
      'a cancellation',
      opened(),
      (s) => play(s, 'buyer', { type: 'cancel' }),
      ['dispute.cancelled', 'dispute.closed'],
    ],
    [
      'an escalation',
      at('awaiting_buyer, offer'),
      (s) => swept(s, daysAfter(noon, 7)),
      ['dispute.escalated'],
    ],
    ['a ruling', at('in_mediation'), (s) => play(s, 'case_manager', rule()), ['dispute.ruled']],
    ['an appeal', at('closed, ruled'), (s) => play(s, 'buyer', appeal), ['dispute.appealed']],
    [
      'its decision',
      at('in_appeal, paid'),
      (s) => play(s, 'case_manager', decideAppeal()),
      ['dispute.ruled'],
    ],
    [
      'a return',
      at('return_to_ship, agreed'),
      (s) => play(s, 'buyer', shipBack),
      ['return.shipped'],
    ],
    [
      'the delivery of a return',
      at('return_in_transit'),
      (s) => play(s, 'clock', { type: 'return_delivered', deliveredAt: s.now }),
      ['return.delivered'],
    ],
    [
      'a confirmed return',
      at('return_in_transit'),
      (s) => play(s, 'seller', { type: 'confirm_receipt' }),
      ['return.accepted'],
    ],
    [
      'a return on which the seller says nothing',
      at('return_in_transit'),
      (s) => swept(s, daysAfter(noon, 40)),
      ['return.accepted'],
    ],
    [
      'a contested return',
      at('return_in_transit'),
      (s) => play(s, 'seller', { type: 'contest_return', reason: 'An empty box.' }),
      ['return.contested'],
    ],
    [
      'the arrival of a refund',
      at('refund_pending, agreed'),
      (s) => play(s, 'payments', completed()),
      ['dispute.closed'],
    ],
    [
      'a chargeback of a closed one',
      at('closed, agreed'),
      (s) => play(s, 'payments', { type: 'chargeback' }),
      [],
    ],
  ];
  for (const [what, story, step, expected] of told)
    it(`tells ${what} as ${expected.join(' and ') || 'nothing'}`, () => {
      expect(webhooksOf(since(story, step(story)))).to.deep.equal(expected);
    });

  it('tells the opening', () => {
    expect(webhooksOf(opened().effects)).to.deep.equal(['dispute.opened']);
  });

  it('tells evidence that comes and goes', () => {
    const added = at('evidence_requested of the buyer');
    const story = play(added, 'buyer', {
      type: 'add_evidence',
      files: [{ id: 'f', name: 'a.png', contentType: 'image/png', bytes: 1, sha256: '' }],
    });
    const removed = play(story, 'buyer', { type: 'remove_evidence', evidenceId: 'f' });
    expect(webhooksOf(since(added, removed))).to.deep.equal(['evidence.added', 'evidence.removed']);
  });

  it('I3 instructs one refund for each outcome, with its number', () => {
    const all = at('refund_pending, appeal upheld').effects.filter(
      (e) => e.type === 'refund_instruction',
    );
    expect(all).to.deep.equal([
      { type: 'refund_instruction', outcomeNo: 1, amount: 500n },
      { type: 'refund_instruction', outcomeNo: 2, amount: 1990n },
    ]);
  });

  it('alerts an agent when a refund failed', () => {
    const pending = at('refund_pending, agreed');
    expect(since(pending, play(pending, 'payments', failed()))).to.deep.equal([
      { type: 'alert_agent', why: 'refund_failed' },
    ]);
  });
});

describe('the payment to the seller', () => {
  it('S9 is released by a cancellation after protection has ended, to the millisecond', () => {
    const ends = date('2026-11-24T00:00:00Z');
    const story = opened({ protectionEndsAt: ends });
    const cancel = { type: 'cancel' } as const;
    expect(releasedBy(story, play(story, 'buyer', cancel, (ends - 1) as typeof ends))).to.equal(0n);
    expect(releasedBy(story, play(story, 'buyer', cancel, ends))).to.equal(2490n);
  });

  it('of the rest is released when a part was agreed and has arrived', () => {
    const offered = play(opened(), 'seller', counter());
    const agreed = play(offered, 'buyer', { type: 'accept_offer', proposalVersion: 2 });
    expect(releasedBy(offered, agreed)).to.equal(0n);
    expect(releasedBy(agreed, play(agreed, 'payments', completed()))).to.equal(1490n);
  });

  it('is released at once when nothing was agreed to, or the return lapsed', () => {
    const offered = play(opened(), 'seller', counter({ remedy: 'none', amount: 0n }));
    expect(
      releasedBy(offered, play(offered, 'buyer', { type: 'accept_offer', proposalVersion: 2 })),
    ).to.equal(2490n);
    const toShip = play(openedForReturn(), 'seller', accept);
    expect(releasedBy(toShip, swept(toShip, daysAfter(noon, 10)))).to.equal(2490n);
  });

  it('has nothing to release after a full refund', () => {
    const pending = at('refund_pending, agreed');
    expect(releasedBy(pending, play(pending, 'payments', completed()))).to.equal(0n);
  });

  it('is held after a ruling as long as an appeal can come', () => {
    const ruled = at('refund_pending, ruled');
    const windowEnds = date('2026-12-07T00:00:00Z');
    const early = play(ruled, 'payments', completed(), (windowEnds - 1) as typeof windowEnds);
    const late = play(ruled, 'payments', completed(), windowEnds);
    expect([releasedBy(ruled, early), releasedBy(ruled, late)]).to.deep.equal([0n, 1990n]);
  });

  it('is released when the appeal has been decided', () => {
    const heard = at('in_appeal, paid');
    const rejected = play(heard, 'case_manager', decideAppeal({ decision: 'rejected' }));
    expect(releasedBy(heard, rejected)).to.equal(1990n);
    const upheld = play(heard, 'case_manager', decideAppeal({ amount: 2000n }));
    expect(releasedBy(heard, upheld)).to.equal(0n);
    expect(releasedBy(upheld, play(upheld, 'payments', completed(2)))).to.equal(490n);
  });

  it('stops with a chargeback', () => {
    for (const story of Object.values(positions)) {
      if (disputeOf(story).outcome?.reason === 'superseded_chargeback') continue;
      const after = play(story, 'payments', { type: 'chargeback' });
      expect(amountOf('payment_release', since(story, after))).to.equal(0n);
      expect(amountOf('refund_instruction', since(story, after))).to.equal(0n);
    }
  });
});

describe('what the sweep may release', () => {
  const order = anOrder();
  const ends = date('2026-12-06T00:00:00Z');
  const of = (disputes: readonly Story[], now: typeof noon, its = order) =>
    releasable(
      { order: its, money: anItemMoney({ instructed: 500n }), disputes: disputes.map(disputeOf) },
      now,
      rules,
      () => rules,
    );

  it('is nothing before protection ends, and the rest from then on', () => {
    expect([of([], (ends - 1) as typeof ends), of([], ends)]).to.deep.equal([0n, 1990n]);
    expect(of([at('closed, cancelled')], ends)).to.equal(1990n);
    expect(of([at('closed, cancelled')], noon)).to.equal(0n);
  });

  it('is nothing, ever, where a chargeback took the money of an item that nobody disputed', () => {
    const money = anItemMoney({ chargedBackAt: noon });
    expect(releasable({ order, money, disputes: [] }, ends, rules, () => rules)).to.equal(0n);
  });

  it('is nothing while nothing ends the protection', () => {
    expect(of([], ends, aShippedOrder())).to.equal(0n);
  });

  it('is nothing while a dispute is not over, or was charged back', () => {
    const late = daysAfter(ends, 100);
    for (const name of [
      'awaiting_seller',
      'refund_pending, ruled',
      'in_appeal, paid',
      'closed, charged back',
    ])
      expect(of([at('closed, cancelled'), at(name)], late), name).to.equal(0n);
  });

  it('is the rest from the end of the appeal window on, whether protection has ended or not', () => {
    const windowEnds = date('2026-12-07T00:00:00Z');
    const rejected = [at('closed, rejected')];
    const before = (windowEnds - 1) as typeof windowEnds;
    expect([of(rejected, before), of(rejected, windowEnds)]).to.deep.equal([0n, 1990n]);
    expect(of(rejected, windowEnds, aShippedOrder())).to.equal(1990n);
  });
});
