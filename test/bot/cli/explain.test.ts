import { expect } from 'chai';
import { openingRules } from '../../../bot/cli/explain-opening.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { whyNotOpen } from '../../../services/domain/why-not-open.ts';
import { anItemMoney, anOrder, aShippedOrder, daysAfter, noon } from '../../support/fixtures.ts';

describe('the rules of an opening as they are explained', () => {
  const rules = createRulebook({ policyZone: 'UTC', holidays: [] });
  const buyer = { role: 'buyer', id: 'b-1' } as const;
  const orders = [
    anOrder({ status: 'cancelled', agreementAt: noon }),
    anOrder({ status: 'paid' }),
    aShippedOrder({ shippedAt: noon }),
    anOrder({ completedAt: daysAfter(noon, -100), protectionEndsAt: daysAfter(noon, -50) }),
    anOrder({ items: [] }),
  ];

  it('cover every refusal that an opening can meet before its form', () => {
    const spent = anItemMoney({ released: 2490n });
    const chargedBack = anItemMoney({ chargedBackAt: noon });
    const found = orders.flatMap((order) =>
      [spent, chargedBack].flatMap((money) => {
        const case_ = { order, itemId: 'i-1', money, otherLiveDisputeId: 'D1' };
        return whyNotOpen(case_, buyer, noon, rules);
      }),
    );
    const explained = openingRules.flatMap(({ codes }) => codes);
    expect([...new Set(found.map(({ code }) => code))].toSorted()).to.deep.equal(
      explained.toSorted(),
    );
    for (const { code, rule } of found)
      expect(openingRules.find(({ codes }) => codes.includes(code))?.rule).to.equal(rule);
  });
});
