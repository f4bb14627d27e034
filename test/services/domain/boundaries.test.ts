import { expect } from 'chai';
import type { Command } from '../../../services/domain/command.ts';
import { deadlines } from '../../../services/domain/deadlines.ts';
import type { Role } from '../../../services/domain/dispute.ts';
import type { RefusalCode } from '../../../services/domain/refusal.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { type Instant, instant, isoOf } from '../../../services/domain/time.ts';
import { disputeWindow } from '../../../services/domain/window.ts';
import { at, daysAfter, hoursAfter, openCommand } from '../../support/fixtures.ts';
import {
  accept,
  addEvidence,
  appeal,
  completed,
  counter,
  propose,
  refuse,
  requestEvidence,
  rule,
  shipBack,
} from './positions.ts';
import { codes, disputeOf, openForm, play, refusals, type Story, unopened } from './story.ts';

/** What one zone's calendar makes of the dates, worked out by hand. */
interface Calendar {
  readonly zone: string;
  readonly shippedAt: string;
  readonly opensAt: string;
  readonly completedAt: string;
  readonly closesAt: string;
  /** Opened here; ruled 7 times 24 h later, closed there too. */
  readonly openedAt: string;
  readonly appealUntil: string;
  readonly surveyUntil: string;
}

const calendars: readonly Calendar[] = [
  {
    zone: 'UTC',
    shippedAt: '2026-11-22T23:59:59.999Z',
    opensAt: '2026-12-03T00:00:00.000Z',
    completedAt: '2026-11-24T00:00:00.000Z',
    closesAt: '2026-12-10T00:00:00.000Z',
    openedAt: '2026-12-03T12:00:00.000Z',
    appealUntil: '2026-12-18T00:00:00.000Z',
    surveyUntil: '2026-12-26T00:00:00.000Z',
  },
  {
    // The clocks go back on 25 October: 16 October 00:30 there, then a day of 25 hours.
    zone: 'Europe/Madrid',
    shippedAt: '2026-10-15T22:30:00.000Z',
    opensAt: '2026-10-26T23:00:00.000Z',
    completedAt: '2026-10-20T21:59:59.999Z',
    closesAt: '2026-11-04T23:00:00.000Z',
    openedAt: '2026-10-27T10:00:00.000Z',
    appealUntil: '2026-11-10T23:00:00.000Z',
    surveyUntil: '2026-11-18T23:00:00.000Z',
  },
  {
    // Ruled on 22 October, before the change: the appeal window has an hour more than its days say.
    zone: 'Europe/Madrid',
    shippedAt: '2026-10-01T10:00:00.000Z',
    opensAt: '2026-10-11T22:00:00.000Z',
    completedAt: '2026-10-12T10:00:00.000Z',
    closesAt: '2026-10-27T23:00:00.000Z',
    openedAt: '2026-10-15T10:00:00.000Z',
    appealUntil: '2026-10-29T23:00:00.000Z',
    surveyUntil: '2026-11-06T23:00:00.000Z',
  },
  {
    // The clocks go back on 1 November.
    zone: 'America/New_York',
    shippedAt: '2026-10-25T03:30:00.000Z',
    opensAt: '2026-11-04T05:00:00.000Z',
    completedAt: '2026-10-25T12:00:00.000Z',
    closesAt: '2026-11-10T05:00:00.000Z',
    openedAt: '2026-11-05T04:59:59.999Z',
    appealUntil: '2026-11-19T05:00:00.000Z',
    surveyUntil: '2026-11-27T05:00:00.000Z',
  },
  {
    // And forward on 8 March.
    zone: 'America/New_York',
    shippedAt: '2026-02-22T12:00:00.000Z',
    opensAt: '2026-03-05T05:00:00.000Z',
    completedAt: '2026-02-25T05:00:00.000Z',
    closesAt: '2026-03-13T04:00:00.000Z',
    openedAt: '2026-03-05T12:00:00.000Z',
    appealUntil: '2026-03-20T04:00:00.000Z',
    surveyUntil: '2026-03-28T04:00:00.000Z',
  },
  {
    // 30 December 2011 never came there: the calendar jumped over the date line.
    zone: 'Pacific/Apia',
    shippedAt: '2011-12-19T12:00:00.000Z',
    opensAt: '2011-12-30T10:00:00.000Z',
    completedAt: '2011-12-20T12:00:00.000Z',
    closesAt: '2012-01-04T10:00:00.000Z',
    openedAt: '2011-12-30T10:00:00.000Z',
    appealUntil: '2012-01-14T10:00:00.000Z',
    surveyUntil: '2012-01-22T10:00:00.000Z',
  },
];

interface Row {
  readonly what: string;
  readonly story: Story;
  readonly role: Role;
  readonly command: Command;
  /** The edge, worked out by hand. */
  readonly edge: Instant;
  /** One millisecond before the edge, and from the edge on. */
  readonly early: readonly RefusalCode[];
  readonly late: readonly RefusalCode[];
}

const rows = (calendar: Calendar): readonly Row[] => {
  const rules = createRulebook({ policyZone: calendar.zone, holidays: [] });
  const start = at(calendar.openedAt);
  const order = {
    placedAt: at('2011-01-01T00:00:00Z'),
    shippedAt: at(calendar.shippedAt),
    completedAt: at(calendar.completedAt),
  };
  const nothing = unopened(order, rules);
  const opened = play(nothing, 'buyer', openCommand(), start);
  const wantsReturn = play(nothing, 'buyer', openForm({ remedy: 'return_and_refund' }), start);
  const refused = play(opened, 'seller', refuse, hoursAfter(start, 1));
  const offered = play(opened, 'seller', counter(), hoursAfter(start, 1));
  const proposedAt = daysAfter(start, 3);
  const proposed = play(refused, 'buyer', propose(), proposedAt);
  const escalatesAt = daysAfter(start, 7);
  const mediation = play(refused, 'clock', { type: 'escalate' }, escalatesAt);
  const asked = play(mediation, 'case_manager', requestEvidence, escalatesAt);
  const toShip = play(wantsReturn, 'seller', accept, start);
  const inTransit = play(toShip, 'buyer', shipBack, start);
  const deliveredAt = daysAfter(start, 15);
  const arrives = (at: Instant) =>
    play(inTransit, 'clock', { type: 'return_delivered', deliveredAt: at }, at);
  const delivered = arrives(deliveredAt);
  const lateArrival = arrives(daysAfter(start, 25));
  const ruled = play(mediation, 'case_manager', rule(), escalatesAt);
  const closed = play(ruled, 'payments', completed(), escalatesAt);

  const until = (
    what: string,
    story: Story,
    role: Role,
    command: Command,
    edge: Instant,
    late: readonly RefusalCode[] = ['too_late'],
  ): Row => ({ what, story, role, command, edge, early: [], late });
  const from = (
    what: string,
    story: Story,
    role: Role,
    command: Command,
    edge: Instant,
    early: readonly RefusalCode[] = ['not_due'],
  ): Row => ({ what, story, role, command, edge, early, late: [] });

  const seller = daysAfter(start, 5);
  const evidence = daysAfter(escalatesAt, 3);
  const ship = daysAfter(start, 10);
  const untracked = daysAfter(start, 30);
  const tracked = daysAfter(deliveredAt, 10);
  const protectedUntil = daysAfter(start, 1);
  const short = {
    ...nothing,
    case_: {
      ...nothing.case_,
      order: { ...nothing.case_.order, protectionEndsAt: protectedUntil },
    },
  };
  const contest: Command = { type: 'contest_return', reason: 'An empty box.' };
  return [
    from('opening, first day', nothing, 'buyer', openCommand(), at(calendar.opensAt), [
      'too_early',
    ]),
    until('opening, last day', nothing, 'buyer', openCommand(), at(calendar.closesAt), [
      'window_closed',
      'protection_ended',
    ]),
    until('opening under protection', short, 'buyer', openCommand(), protectedUntil, [
      'protection_ended',
    ]),
    until('accepting', opened, 'seller', accept, seller),
    until('refusing', opened, 'seller', refuse, seller),
    until('countering', opened, 'seller', counter(), seller),
    until('proposing before an answer', opened, 'buyer', propose(), seller),
    until('cancelling before an answer', opened, 'buyer', { type: 'cancel' }, seller),
    from('the seller timeout', opened, 'clock', { type: 'seller_timeout' }, seller),
    until(
      'accepting an offer',
      offered,
      'buyer',
      { type: 'accept_offer', proposalVersion: 2 },
      escalatesAt,
    ),
    until('proposing after a refusal', refused, 'buyer', propose(), escalatesAt),
    from('escalation after a refusal', refused, 'clock', { type: 'escalate' }, escalatesAt),
    from('escalation of an offer', offered, 'clock', { type: 'escalate' }, escalatesAt),
    until(
      'countering a new proposal',
      proposed,
      'seller',
      counter({ proposalVersion: 2 }),
      escalatesAt,
    ),
    from('escalation over a new proposal', proposed, 'clock', { type: 'escalate' }, escalatesAt),
    until('answering a request for evidence', asked, 'buyer', addEvidence, evidence),
    from('the evidence deadline', asked, 'clock', { type: 'evidence_deadline' }, evidence),
    until('shipping back', toShip, 'buyer', shipBack, ship),
    from('the lapse of a return', toShip, 'clock', { type: 'return_lapses' }, ship),
    until(
      'confirming an untracked return',
      inTransit,
      'seller',
      { type: 'confirm_receipt' },
      untracked,
    ),
    until('contesting an untracked return', inTransit, 'seller', contest, untracked),
    from(
      'silence on an untracked return',
      inTransit,
      'clock',
      { type: 'receipt_timeout' },
      untracked,
    ),
    until(
      'confirming a delivered return',
      delivered,
      'seller',
      { type: 'confirm_receipt' },
      tracked,
    ),
    until('contesting a delivered return', delivered, 'seller', contest, tracked),
    from('silence on a delivered return', delivered, 'clock', { type: 'receipt_timeout' }, tracked),
    until(
      'confirming a return that came late',
      lateArrival,
      'seller',
      { type: 'confirm_receipt' },
      untracked,
    ),
    from(
      'silence on a return that came late',
      lateArrival,
      'clock',
      { type: 'receipt_timeout' },
      untracked,
    ),
    until('appealing a pending refund', ruled, 'buyer', appeal, at(calendar.appealUntil)),
    until('appealing a closed case', closed, 'buyer', appeal, at(calendar.appealUntil)),
    until('the survey', closed, 'buyer', { type: 'survey', rating: 3 }, at(calendar.surveyUntil)),
  ];
};

for (const calendar of calendars)
  describe(`I14 the edges in ${calendar.zone}, opened ${calendar.openedAt}`, () => {
    for (const { what, story, role, command, edge, early, late } of rows(calendar)) {
      const codesAt = (ms: number) => codes(story, role, command, instant(edge + ms));

      it(`${what}: the very millisecond ${isoOf(edge)} belongs to what comes after`, () => {
        expect(codesAt(-1), 'd - 1').to.deep.equal(early);
        expect(codesAt(0), 'd').to.deep.equal(late);
        expect(codesAt(1), 'd + 1').to.deep.equal(late);
      });

      it(`I10 ${what}: the refusal and the list of deadlines name the same instant`, () => {
        const refused = refusals(story, role, command, instant(early.length > 0 ? edge - 1 : edge));
        for (const { from, until } of refused) expect(from ?? until).to.equal(edge);
        if (!story.case_.dispute) return;
        const listed = deadlines(disputeOf(story), story.rules).map((deadline) => deadline.at);
        expect(listed).to.include(edge);
      });
    }
  });

describe('the dispute window', () => {
  it('opens on 3 December for what was shipped on 22 November', () => {
    const rules = createRulebook({ policyZone: 'UTC', holidays: [] });
    const { order } = unopened({ shippedAt: at('2026-11-22T10:00:00Z') }).case_;
    expect(disputeWindow(order, rules).opensAt).to.equal(at('2026-12-03T00:00:00Z'));
  });
});
