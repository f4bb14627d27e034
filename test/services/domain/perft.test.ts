import { expect } from 'chai';
import { allowedActions } from '../../../services/domain/allowed-actions.ts';
import { decide } from '../../../services/domain/decide.ts';
import type { Role } from '../../../services/domain/dispute.ts';
import { commandTypes, transitions } from '../../../services/domain/transitions.ts';
import { positions, wellFormed } from './positions.ts';
import { actor, opened, openedForReturn, roles, type Story, unopened } from './story.ts';
import { type Walked, walk } from './walk.ts';

/** Who may do what, written from rules.md 3 and 4: buyer and agent | seller | case manager | payments | carrier. */
const board: Readonly<Record<string, string>> = {
  awaiting_seller:
    'propose cancel add_evidence | accept refuse counter add_evidence | | chargeback |',
  'awaiting_seller, refused before':
    'propose cancel add_evidence | accept refuse counter add_evidence | | chargeback |',
  'awaiting_buyer, refused': 'propose cancel add_evidence | accept add_evidence | | chargeback |',
  'awaiting_buyer, offer':
    'propose accept_offer cancel add_evidence | accept add_evidence | | chargeback |',
  in_mediation: 'cancel add_evidence | accept add_evidence | request_evidence rule | chargeback |',
  'in_mediation, return contested':
    'add_evidence | accept add_evidence | request_evidence rule | chargeback |',
  'evidence_requested of the buyer': 'cancel add_evidence | add_evidence | | chargeback |',
  'evidence_requested of the seller': 'cancel add_evidence | add_evidence | | chargeback |',
  'return_to_ship, agreed': 'ship_back add_evidence | add_evidence | | chargeback |',
  'return_to_ship, ruled': 'ship_back | | | chargeback |',
  return_in_transit:
    'add_evidence | confirm_receipt contest_return add_evidence | | chargeback | return_delivered',
  'return_in_transit, delivered':
    'add_evidence | confirm_receipt contest_return add_evidence | | chargeback |',
  'refund_pending, agreed': '| | | refund_completed refund_failed chargeback |',
  'refund_pending, failed': '| | | refund_completed chargeback |',
  'refund_pending, ruled': 'appeal | | | refund_completed refund_failed chargeback |',
  'closed, agreed': 'survey | | | chargeback |',
  'closed, ruled': 'appeal survey | | | chargeback |',
  'closed, rejected': 'appeal survey | | | chargeback |',
  'closed, cancelled': 'open survey | | | chargeback |',
  'closed, charged back': 'survey | | | refund_completed refund_failed |',
  'closed, surveyed': 'appeal | | | chargeback |',
  'in_appeal, paid': '| | decide_appeal | chargeback |',
  'in_appeal, refund under way': '| | decide_appeal | refund_completed refund_failed chargeback |',
  'closed, appeal rejected': 'survey | | | chargeback |',
  'refund_pending, appeal upheld': '| | | refund_completed refund_failed chargeback |',
};

const columns: readonly (readonly Role[])[] = [
  ['buyer', 'agent'],
  ['seller'],
  ['case_manager'],
  ['payments'],
  ['clock'],
];

const offered = ({ case_, now, rules }: Story, role: Role): readonly string[] =>
  allowedActions(case_, actor(role), now, rules).map(({ type }) => type);

const accepted = (story: Story, role: Role): readonly string[] =>
  wellFormed(story)
    .filter((command) => decide(story.case_, command, actor(role), story.now, story.rules).ok)
    .map(({ type }) => type);

describe('every state x command x role', () => {
  it('has a line on the board for every position, and no other', () => {
    expect(Object.keys(board)).to.deep.equal(Object.keys(positions));
  });

  for (const [name, story] of Object.entries(positions)) {
    it(`I9 offers on ${name} what the board says, to nobody else`, () => {
      const cells = (board[name] ?? '').split('|').map((cell) => cell.split(' ').filter(Boolean));
      columns.forEach((column, i) => {
        for (const role of column) expect(offered(story, role), role).to.deep.equal(cells[i]);
      });
    });

    it(`accepts on ${name} exactly what is offered`, () => {
      for (const role of roles)
        expect(accepted(story, role), role).to.have.members(offered(story, role));
    });
  }

  it('knows nothing before a dispute but opening one, for the buyer and the agent', () => {
    for (const role of roles) {
      const expected = role === 'buyer' || role === 'agent' ? ['open'] : [];
      expect(offered(unopened(), role), role).to.deep.equal(expected);
      expect(accepted(unopened(), role), role).to.deep.equal(expected);
    }
  });
});

describe('the walk over all positions', () => {
  const walked: Walked = { counts: [], steps: new Set() };

  before(() => {
    walk(opened(), 4, walked);
    walk(openedForReturn(), 4, walked);
    for (const story of Object.values(positions))
      walk(story, 2, { counts: [], steps: walked.steps });
  });

  it('counts as many as ever', () => {
    expect(walked.counts).to.deep.equal([20, 114, 542, 2284]);
  });

  it('takes every step of the table, and none that it does not have', () => {
    const steps = [...walked.steps].map((step) => /^(\w+): (\w+) -> (\w+)$/.exec(step) ?? []);
    for (const type of commandTypes) {
      const { from, to } = transitions[type];
      const taken = steps.filter(([, command]) => command === type);
      const froms = new Set(taken.map(([, , state]) => state));
      const tos = taken.map(([, , a, b]) => (a === b && to.includes('same') ? 'same' : b));
      expect([...froms], `${type} from`).to.have.members(from.filter((s) => s !== 'nothing'));
      expect([...new Set(tos)], `${type} to`).to.have.members(to);
    }
  });
});
