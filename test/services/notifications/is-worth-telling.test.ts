import { expect } from 'chai';
import type { Dispute } from '../../../services/domain/dispute.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { remindersOf } from '../../../services/notifications/reminders.ts';
import { aDispute, noon } from '../../support/fixtures.ts';

const rules = createRulebook({ policyZone: 'UTC', holidays: [] });
const ruled = (amount: bigint): Dispute =>
  aDispute({
    phase: { state: 'refund_pending' },
    outcome: {
      ...{ no: 1, by: 'case_management', decidedAt: noon },
      reason: amount < aDispute().paid ? 'ruling_partial' : 'ruling_full',
      terms: { remedy: 'refund_only', amount },
    },
  });
const hours = (dispute: Dispute) =>
  remindersOf(dispute, rules, noon).map(({ about }) => about.kind === 'reminder' && about.hours);

describe('the reminders of an appeal', () => {
  it('come before its end to a buyer who got a part', () => {
    expect(hours(ruled(1000n))).to.deep.equal(rules.rules.reminders.value);
  });

  it('do not come to one who got everything: there is nothing to appeal for', () => {
    expect(hours(ruled(aDispute().paid))).to.deep.equal([]);
  });
});
