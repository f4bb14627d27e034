import { expect } from 'chai';
import { apply } from '../../../services/domain/apply.ts';
import { assertNever } from '../../../services/domain/assert-never.ts';
import { deadlines } from '../../../services/domain/deadlines.ts';
import { aDispute, anEvent, noon } from '../../support/fixtures.ts';
import { appeal, decideAppeal } from './positions.ts';
import { opened, refusals, rules } from './story.ts';

describe('faults of the data', () => {
  it('an event needs its dispute', () => {
    const event = anEvent(aDispute({ seq: 2 }), { body: { command: { type: 'cancel' } } });
    expect(() => apply(undefined, event)).to.throw('Event 2 of D1000000001 has no dispute.');
  });

  it('an opening needs what it kept of the order', () => {
    const [event] = opened().events;
    if (!event) throw new Error('Nothing was opened.');
    const { opened: _gone, ...body } = event.body;
    expect(() => apply(undefined, { ...event, body })).to.throw('kept nothing of its order');
  });

  it('what lost a part of itself is folded as far as it goes', () => {
    const inTransit = aDispute({ phase: { state: 'return_in_transit' } });
    const delivered = anEvent(inTransit, {
      body: { command: { type: 'return_delivered', deliveredAt: noon } },
    });
    expect(apply(inTransit, delivered).returnShipment).to.equal(undefined);
    const offered = anEvent(inTransit, {
      body: { command: { type: 'accept_offer', proposalVersion: 2 } },
    });
    expect(apply(inTransit, offered).outcome?.terms).to.deep.equal({ remedy: 'none', amount: 0n });
    const appealed = aDispute({ phase: { state: 'in_appeal' } });
    const command = decideAppeal({ decision: 'rejected' });
    const after = apply(appealed, anEvent(appealed, { body: { command } }));
    expect(after.outcome?.terms.amount).to.equal(0n);
    expect(after).to.not.have.property('appeal');
  });

  it('what closed for no reason can not be appealed, and what nobody shipped is never late', () => {
    const closed = aDispute({ phase: { state: 'closed', closedAt: noon } });
    const story = { ...opened(), case_: { ...opened().case_, dispute: closed } };
    expect(refusals(story, 'buyer', appeal)).to.deep.equal([
      { code: 'not_by_case_management', rule: 'caseManagementOnly', facts: { by: 'nobody' } },
    ]);
    expect(deadlines(aDispute({ phase: { state: 'return_in_transit' } }), rules)).to.deep.equal([]);
  });

  it('what the types deny is named', () => {
    expect(() => assertNever('surprise' as never)).to.throw('Unexpected: "surprise"');
  });
});
