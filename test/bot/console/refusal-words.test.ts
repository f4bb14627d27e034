import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { refusalTeller } from '../../../bot/console/desk-words.ts';
import { projectRoot } from '../../../bot/project-root.ts';
import type { Refusal, RefusalCode } from '../../../services/domain/refusal.ts';
import { noon } from '../../support/fixtures.ts';
import { realKnowledge, rulebooks } from '../../support/seeded-demo.ts';

/** Two of uploads, with which no dispute is refused; and what is said to the agent, who was working. */
const others = ['image_broken', 'image_too_many_pixels', 'changed_meanwhile'];

describe('a refusal on the console', () => {
  const told = async (refusal: Partial<Refusal> & Pick<Refusal, 'code'>) => {
    const knowledge = await realKnowledge();
    const teller = refusalTeller({ knowledge }, rulebooks.current, noon);
    return teller.one({ rule: 'refundCeiling', facts: {}, ...refusal }).words;
  };
  const codes = readFileSync(join(projectRoot, 'knowledge/phrases/en/refusal.hbs'), 'utf8')
    .split('\n')
    .flatMap((line) => (line.startsWith('## ') ? [line.slice(3).trim()] : []))
    .filter((code) => !others.includes(code)) as readonly RefusalCode[];

  it('speaks of the buyer, never as if the agent were the buyer', async () => {
    expect(codes.length).to.be.above(30);
    for (const code of codes) {
      const words = await told({ code });
      expect(words, code).not.to.match(/\b(?:you|your|I|me)\b/i);
      expect(words, code).to.match(/[.!]$/);
    }
  });

  it('says where the money went, and when', async () => {
    expect(await told({ code: 'nothing_left_to_refund', facts: { toBuyer: 1 } })).to.equal(
      'No money is left to refund for this item: it was refunded to the buyer.',
    );
    expect(await told({ code: 'charged_back', facts: { chargedBackAt: noon } })).to.match(
      /payment for this item \(\w{3} \d{1,2} \w{3}, \d\d:\d\d UTC\), so/,
    );
  });

  it('names roles, states and actions as the console does', async () => {
    expect(await told({ code: 'wrong_role', facts: { allowed: ['seller'] } })).to.equal(
      'This is for the seller alone.',
    );
    const facts = { state: 'closed', action: 'cancel' };
    expect(await told({ code: 'wrong_state', rule: 'transitions', facts })).to.equal(
      'Cancel the dispute: not possible while the dispute is “Closed”.',
    );
  });
});
