import { expect } from 'chai';
import fc from 'fast-check';
import { apply } from '../../../services/domain/apply.ts';
import type { Command } from '../../../services/domain/command.ts';
import { deadlines, nextDue } from '../../../services/domain/deadlines.ts';
import type { Dispute, Role } from '../../../services/domain/dispute.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { instant } from '../../../services/domain/time.ts';
import { transitions } from '../../../services/domain/transitions.ts';
import { whyNotOpen } from '../../../services/domain/why-not-open.ts';
import { disputeWindow } from '../../../services/domain/window.ts';
import { anOrder, hoursAfter, noon, openCommand } from '../../support/fixtures.ts';
import { appeal, positions, wellFormed } from './positions.ts';
import { moves, playRandomly } from './random-story.ts';
import {
  actor,
  amountOf,
  codes,
  disputeOf,
  opened,
  play,
  refusals,
  roles,
  rules,
  type Story,
  swept,
} from './story.ts';

type Watch = (next: Story, last: Story, command: Command, role: Role) => void;

/** Something that holds after every step of every game. */
const always = (watch: Watch): void =>
  fc.assert(
    fc.property(moves, (all) => {
      playRandomly(all, watch);
    }),
    { numRuns: 200 },
  );

const zones = ['UTC', 'Europe/Madrid', 'America/New_York', 'Pacific/Apia', 'Asia/Beirut'];

describe('the laws of a dispute', () => {
  it('I1 what is closed stays closed, but for one appeal of a ruling within its window', () => {
    always((next, last, command) => {
      const [was, is] = [disputeOf(last), disputeOf(next)];
      if (was.phase.state !== 'closed' || is.phase.state === 'closed') return;
      expect(command.type).to.equal('appeal');
      expect(was.outcome?.by).to.equal('case_management');
      expect(was.appeal).to.equal(undefined);
      const window = deadlines(was, last.rules).find(({ rule }) => rule === 'appealWithinDays');
      expect(is.lastEventAt).to.be.lessThan(window?.at ?? 0);
    });
  });

  it('I2 refunds and releases never come to more than was paid, and none is of nothing', () => {
    always(({ case_: { money, dispute }, effects }) => {
      expect(money.instructed + money.released <= money.paid).to.equal(true);
      expect(money.completed + money.failed <= money.instructed).to.equal(true);
      expect(amountOf('refund_instruction', effects)).to.equal(money.instructed);
      for (const { amount } of dispute?.refunds ?? []) expect(amount > 0n).to.equal(true);
    });
  });

  it('I3 an outcome has one refund instruction, and its id is its number', () => {
    always((story) => {
      const { id, refunds } = disputeOf(story);
      const ids = refunds.map((refund) => refund.id);
      expect(new Set(ids).size).to.equal(ids.length);
      expect(ids).to.deep.equal(refunds.map(({ outcomeNo }) => `${id}.R${outcomeNo}`));
    });
  });

  it('I5 a cancelled dispute is never paid out, and releases only without protection', () => {
    always((next, last) => {
      if (disputeOf(next).outcome?.reason !== 'buyer_cancelled') return;
      expect(disputeOf(next).refunds).to.deep.equal([]);
      const released = next.case_.money.released - last.case_.money.released;
      const { protectionEndsAt = 0 } = disputeWindow(next.case_.order, next.rules);
      if (released > 0n) expect(next.now).to.be.at.least(protectionEndsAt);
    });
  });

  it('I6 an item has one live dispute, and a ruling one appeal', () => {
    always((next) => {
      const appeals = next.events.filter(({ type }) => type === 'appeal');
      expect(appeals).to.have.length.of.at.most(1);
      const isFree = disputeOf(next).outcome?.reason === 'buyer_cancelled';
      const found = codes(next, 'buyer', openCommand('D2'));
      expect(found.includes('dispute_live')).to.equal(!isFree);
    });
  });

  it('I7 the events, folded from nothing, give the dispute, with no gap in their numbers', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const { events, case_ } = playRandomly(all);
        const folded = events.reduce<Dispute | undefined>(apply, undefined);
        expect(folded).to.deep.equal(case_.dispute);
        expect(events.map(({ seq }) => seq)).to.deep.equal(events.map((_, i) => i + 1));
      }),
    );
  });

  it('I9 nobody does what the table gives to others, and no state is left but as it says', () => {
    always((next, last, command, role) => {
      const { by, from, to } = transitions[command.type];
      const [was, is] = [disputeOf(last).phase.state, disputeOf(next).phase.state];
      expect(by).to.include(role);
      expect(from).to.include(was);
      expect(was === is && to.includes('same') ? 'same' : is).to.be.oneOf([...to]);
    });
  });

  it('I10 what is late is late by the very instant on the list', () => {
    fc.assert(
      fc.property(moves, fc.nat(24 * 60), (all, hours) => {
        const story = playRandomly(all);
        const now = hoursAfter(story.now, hours);
        const due = nextDue(disputeOf(story), story.rules);
        const listed = deadlines(disputeOf(story), story.rules).map(({ at }) => at);
        for (const role of roles)
          for (const command of wellFormed(story))
            for (const { code, until } of refusals(story, role, command, now)) {
              if (code !== 'too_late') continue;
              expect(until).to.be.at.most(now);
              if (due && due.at <= now) expect(until).to.equal(due.at);
              else if (!disputeOf(story).appeal) expect(listed).to.include(until);
            }
      }),
      { numRuns: 50 },
    );
  });

  it('I11 dates follow from stored instants and the rulebook, not from the machine', () => {
    const zoneBefore = process.env.TZ;
    try {
      for (const zone of zones) {
        const zoned = createRulebook({ policyZone: zone, holidays: [] });
        const dates = () =>
          Object.values(positions).map((story) => [
            deadlines(disputeOf(story), zoned),
            disputeWindow(story.case_.order, zoned),
          ]);
        process.env.TZ = 'UTC';
        const expected = dates();
        for (const machine of zones) {
          process.env.TZ = machine;
          expect(dates(), `${zone} on ${machine}`).to.deep.equal(expected);
        }
      }
    } finally {
      if (zoneBefore === undefined) delete process.env.TZ;
      else process.env.TZ = zoneBefore;
    }
  });

  it('I12 if a dispute can be opened at two instants, then at every one between', () => {
    const hour = fc.integer({ min: -24 * 30, max: 24 * 60 }).map((h) => hoursAfter(noon, h));
    const optional = fc.option(hour, { nil: undefined });
    const property = fc.property(
      fc.constantFrom(...zones),
      hour,
      optional,
      optional,
      fc.tuple(hour, hour, hour),
      (policyZone, shippedAt, completedAt, protectionEndsAt, instants) => {
        const { completedAt: _own, ...sent } = anOrder({ status: 'shipped', shippedAt });
        const order = {
          ...sent,
          ...(completedAt && { completedAt }),
          ...(protectionEndsAt && { protectionEndsAt }),
        };
        const { case_ } = { case_: { ...opened().case_, order } };
        const { dispute: _none, ...fresh } = case_;
        const zoned = createRulebook({ policyZone, holidays: [] });
        const can = (now: typeof noon) =>
          whyNotOpen(fresh, actor('buyer'), now, zoned).length === 0;
        const [a = noon, b = noon, c = noon] = instants.toSorted((x, y) => x - y);
        expect(!(can(a) && can(c)) || can(b)).to.equal(true);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('I13 a later rulebook is never written into a dispute that pinned this one', () => {
    fc.assert(
      fc.property(moves, fc.constantFrom(...zones.slice(1)), (all, policyZone) => {
        const later = createRulebook({ policyZone, holidays: ['2026-12-24'] });
        const story = playRandomly(all);
        const moved = { ...story, rules: later };
        const chargeback = { type: 'chargeback' } as const;
        const isOver = codes(moved, 'payments', chargeback).length > 0;
        const next = isOver ? moved : play(moved, 'payments', chargeback);
        expect(later.version).to.not.equal(rules.version);
        expect(disputeOf(next).rulebookVersion).to.equal(rules.version);
        for (const { rulebookVersion } of next.events)
          expect(rulebookVersion).to.equal(rules.version);
      }),
      { numRuns: 50 },
    );
    const archive = new Map(
      [rules, createRulebook({ policyZone: 'Pacific/Apia', holidays: [] })].map((r) => [
        r.version,
        r,
      ]),
    );
    for (const story of Object.values(positions)) {
      const pinned = archive.get(disputeOf(story).rulebookVersion) ?? rules;
      expect(deadlines(disputeOf(story), pinned)).to.deep.equal(deadlines(disputeOf(story), rules));
    }
  });

  it('I14 the clock may act at the very instant at which everybody else is late', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const story = playRandomly(all);
        const due = nextDue(disputeOf(story), story.rules);
        if (!due) return;
        const fire = { type: due.fires } as const;
        const early = instant(due.at - 1);
        if (early > story.now)
          expect(codes(story, 'clock', fire, early)).to.deep.equal(['not_due']);
        expect(codes(story, 'clock', fire, due.at)).to.deep.equal([]);
        for (const role of roles)
          for (const command of wellFormed(story))
            if (command.type !== due.fires)
              expect(codes(story, role, command, due.at), command.type).to.not.deep.equal([]);
      }),
    );
  });

  it('I15 a sweep that was away for weeks gives the same disputes, money and instants', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const late = playRandomly(all, () => {}, 'late');
        const onTime = playRandomly(all, () => {}, 'hourly');
        expect(late.events).to.deep.equal(onTime.events);
        expect(late.effects).to.deep.equal(onTime.effects);
        expect(late.case_).to.deep.equal(onTime.case_);
      }),
      { numRuns: 60 },
    );
  });

  it('I17 a clock that runs backwards brings nothing back', () => {
    always((next, last) => {
      expect(disputeOf(next).lastEventAt).to.be.at.least(disputeOf(last).lastEventAt);
    });
    const refunded = swept(opened(), hoursAfter(noon, 120));
    expect(codes(refunded, 'seller', { type: 'refuse', proposalVersion: 1 }, noon)).to.deep.equal([
      'wrong_state',
    ]);
    const late = play(
      opened(),
      'seller',
      { type: 'refuse', proposalVersion: 1 },
      hoursAfter(noon, 5),
    );
    const surveyed = { type: 'survey', rating: 1 } as const;
    const ruled = positions['closed, ruled'] ?? opened();
    const afterWindow = play(ruled, 'buyer', surveyed, hoursAfter(ruled.now, 24 * 9));
    expect(codes(afterWindow, 'buyer', appeal, ruled.now)).to.deep.equal(['too_late']);
    const back = play(late, 'buyer', { type: 'cancel' }, noon);
    expect(disputeOf(back).lastEventAt).to.equal(hoursAfter(noon, 5));
  });
});
