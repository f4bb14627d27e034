import { expect } from 'chai';
import { allowedActions } from '../../../services/domain/allowed-actions.ts';
import type { Command } from '../../../services/domain/command.ts';
import { deadlines } from '../../../services/domain/deadlines.ts';
import { disputeLabel } from '../../../services/domain/label.ts';
import { preview } from '../../../services/domain/preview.ts';
import { instant } from '../../../services/domain/time.ts';
import {
  aDispute,
  anOrder,
  aShippedOrder,
  at as date,
  daysAfter,
  hoursAfter,
  noon,
  openCommand,
} from '../../support/fixtures.ts';
import { accept, completed, counter, positions, propose, rule, wellFormed } from './positions.ts';
import {
  actor,
  amountOf,
  codes,
  disputeOf,
  opened,
  play,
  roles,
  rules,
  type Story,
  unopened,
} from './story.ts';

const at = (name: string): Story => positions[name] ?? opened();
const outlook = (
  { case_, now }: Story,
  role: 'buyer' | 'seller' | 'case_manager' | 'payments',
  command: Command,
  when = now,
) => {
  const result = preview(case_, command, actor(role), when, rules);
  if (!result.ok) throw new Error(result.refusals.map(({ code }) => code).join());
  return result.value;
};

describe('the preview', () => {
  it('of a cancellation under protection: nothing moves, the item may be disputed again', () => {
    expect(outlook(opened(), 'buyer', { type: 'cancel' })).to.deep.equal({
      next: 'closed',
      refund: 0n,
      released: 0n,
      mayDisputeAgain: true,
      disputeAgainUntil: date('2026-12-06T00:00:00Z'),
      terms: { remedy: 'none', amount: 0n },
      deadlines: [{ rule: 'surveyWithinDays', party: 'buyer', at: date('2026-12-08T00:00:00Z') }],
    });
  });

  it('of a cancellation on an order under way: no date ends it', () => {
    const story = opened();
    const underWay = { ...story, case_: { ...story.case_, order: aShippedOrder() } };
    const { mayDisputeAgain, disputeAgainUntil } = outlook(underWay, 'buyer', { type: 'cancel' });
    expect([mayDisputeAgain, disputeAgainUntil]).to.deep.equal([true, undefined]);
  });

  it('S9 of a cancellation after protection: the seller is paid, for good', () => {
    const story = opened({ protectionEndsAt: daysAfter(noon, 1) });
    const { released, mayDisputeAgain } = outlook(
      story,
      'buyer',
      { type: 'cancel' },
      daysAfter(noon, 1),
    );
    expect([released, mayDisputeAgain]).to.deep.equal([2490n, false]);
  });

  it('of an offer of a return: what is agreed, and until when to ship', () => {
    const offered = play(opened(), 'seller', counter({ remedy: 'return_and_refund' }));
    expect(outlook(offered, 'buyer', { type: 'accept_offer', proposalVersion: 2 })).to.deep.include(
      {
        next: 'return_to_ship',
        refund: 0n,
        terms: { remedy: 'return_and_refund', amount: 1000n },
        deadlines: [
          { rule: 'returnShipBy', party: 'buyer', at: daysAfter(noon, 10), fires: 'return_lapses' },
        ],
      },
    );
  });

  it('of a proposal: what is asked and the new deadline', () => {
    const { terms, deadlines: dates } = outlook(opened(), 'buyer', propose(), daysAfter(noon, 1));
    expect(terms).to.deep.equal({ remedy: 'refund_only', amount: 2000n });
    expect(dates[0]?.at).to.equal(daysAfter(noon, 6));
  });

  it('of the last refund: the rest goes to the seller', () => {
    const offered = play(opened(), 'seller', counter());
    const agreed = play(offered, 'buyer', { type: 'accept_offer', proposalVersion: 2 });
    expect(outlook(agreed, 'payments', completed())).to.deep.include({
      next: 'closed',
      released: 1490n,
    });
  });

  it('of an opening', () => {
    const { next, refund, mayDisputeAgain } = outlook(unopened(), 'buyer', openCommand());
    expect([next, refund, mayDisputeAgain]).to.deep.equal(['awaiting_seller', 0n, false]);
  });

  it('of a dispute without a proposal has no terms to speak of', () => {
    const { case_ } = opened();
    const bare = { ...opened(), case_: { ...case_, dispute: aDispute({ proposals: [] }) } };
    const { terms } = outlook(bare, 'buyer', { type: 'cancel' });
    expect(terms).to.deep.equal({ remedy: 'none', amount: 0n });
    expect(codes(bare, 'seller', { type: 'accept', proposalVersion: 0 })).to.deep.equal([]);
    expect(codes(bare, 'seller', accept)).to.deep.equal(['proposal_outdated']);
    const said = outlook(bare, 'seller', { type: 'refuse', proposalVersion: 0 }).terms;
    expect(said).to.deep.equal({ remedy: 'none', amount: 0n });
  });

  it('is refused with the reasons of the decision', () => {
    const { case_, now } = at('closed, agreed');
    const result = preview(case_, { type: 'cancel' }, actor('buyer'), now, rules);
    expect(result.ok ? [] : result.refusals.map(({ code }) => code)).to.deep.equal([
      'already_decided',
    ]);
  });

  it('I10 comes true: the same state, money and dates as the command itself', () => {
    for (const [name, story] of Object.entries(positions))
      for (const role of roles)
        for (const command of wellFormed(story)) {
          const result = preview(story.case_, command, actor(role), story.now, rules);
          if (!result.ok) continue;
          const done = play(story, role, command);
          const effects = done.effects.slice(story.effects.length);
          expect(result.value, `${name}: ${role} ${command.type}`).to.deep.include({
            next: disputeOf(done).phase.state,
            refund: amountOf('refund_instruction', effects),
            released: amountOf('payment_release', effects),
            deadlines: deadlines(disputeOf(done), rules),
          });
        }
  });
});

describe('the label', () => {
  const label = (story: Story, now = story.now) => disputeLabel(disputeOf(story), now, rules);

  it('is one of the two words of S4, with an appeal beside the second', () => {
    for (const [name, story] of Object.entries(positions)) {
      const expected = /^(refund_pending|closed)/.test(name)
        ? 'finished'
        : name.startsWith('in_appeal')
          ? 'finished_appeal_open'
          : 'in_progress';
      expect(label(story), name).to.equal(expected);
    }
  });

  it('changes at the very deadline, before any sweep', () => {
    const due = daysAfter(noon, 5);
    expect(label(opened(), instant(due - 1))).to.equal('in_progress');
    expect(label(opened(), due)).to.equal('finished');
  });

  it('follows one deadline after the other', () => {
    expect(label(at('return_to_ship, agreed'), daysAfter(noon, 60))).to.equal('finished');
  });
});

describe('allowed actions', () => {
  const until = (story: Story, role: 'buyer' | 'seller', type: string, now = story.now) =>
    allowedActions(story.case_, actor(role), now, rules).find((action) => action.type === type);

  it('end with the deadline that ends them', () => {
    expect(until(opened(), 'seller', 'refuse')?.until).to.equal(daysAfter(noon, 5));
    expect(until(opened(), 'buyer', 'cancel')?.until).to.equal(daysAfter(noon, 5));
    expect(until(at('awaiting_buyer, offer'), 'buyer', 'accept_offer')?.until).to.equal(
      daysAfter(noon, 7),
    );
    expect(until(at('return_to_ship, agreed'), 'buyer', 'ship_back')?.until).to.equal(
      daysAfter(hoursAfter(noon, 1), 10),
    );
    expect(until(at('closed, ruled'), 'buyer', 'appeal')?.until).to.equal(
      date('2026-12-07T00:00:00Z'),
    );
    expect(until(unopened(), 'buyer', 'open')?.until).to.equal(date('2026-12-06T00:00:00Z'));
  });

  it('have no end where another date comes first and ends nothing', () => {
    const proposedAgain = at('awaiting_seller, refused before');
    expect(until(proposedAgain, 'seller', 'accept')).to.deep.equal({ type: 'accept' });
    expect(until(proposedAgain, 'seller', 'counter')?.until).to.equal(daysAfter(noon, 7));
  });

  it('are none while the clock has something to do', () => {
    const overdue = allowedActions(opened().case_, actor('buyer'), daysAfter(noon, 5), rules);
    expect(overdue).to.deep.equal([]);
    const clock = allowedActions(opened().case_, actor('clock'), daysAfter(noon, 5), rules);
    expect(clock).to.deep.equal([{ type: 'seller_timeout' }]);
  });

  it('are none of a stranger', () => {
    const stranger = { role: 'buyer', id: 'b-2' } as const;
    for (const { case_, now } of [unopened(), ...Object.values(positions)])
      expect(allowedActions(case_, stranger, now, rules)).to.deep.equal([]);
    const seller = { role: 'seller', id: 's-2' } as const;
    expect(allowedActions(opened().case_, seller, noon, rules)).to.deep.equal([]);
  });

  it('need an order with the item', () => {
    const { case_ } = unopened();
    const order = anOrder({ items: [] });
    expect(allowedActions({ ...case_, order }, actor('buyer'), noon, rules)).to.deep.equal([]);
  });

  it('include no ruling twice', () => {
    expect(codes(at('closed, ruled'), 'case_manager', rule())).to.deep.equal(['wrong_state']);
  });
});
