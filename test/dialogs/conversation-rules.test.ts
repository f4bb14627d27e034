import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

/** The rules of conversation.md 1 are R01 to R35. */
const rules = Array.from({ length: 35 }, (_, n) => `R${String(n + 1).padStart(2, '0')}`);

describe('The rules of conversation', () => {
  it('all have a test that is named after them', () => {
    const tests = readdirSync(import.meta.dirname)
      .filter((name) => /^rules-.*\.test\.ts$/.test(name))
      .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
      .join('\n');
    const named = [...tests.matchAll(/\bit\(\s*['`](R\d\d) /g)].map(([, rule]) => rule);
    expect([...new Set(named)].sort()).to.deep.equal(rules);
  });
});
