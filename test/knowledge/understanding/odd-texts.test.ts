import { expect } from 'chai';
import { readMessage } from '../../../knowledge/understanding/read-message.ts';
import { knowledge } from '../loaded.ts';
import { oddTexts } from './odd-texts.ts';

/** `FUZZ=100000 npx mocha <this file>` for all; test/bench/understanding.ts holds their time. */
const count = Number(process.env.FUZZ ?? 5_000);
const now = Date.parse('2025-06-18T10:00:00Z');
const bands = ['answer', 'ask', 'out'];

describe('Odd texts', () => {
  it(`are understood or not, but never a fault: ${count} of them`, async function () {
    this.timeout(0);
    const { understand } = await knowledge();
    for (const text of oddTexts(count)) {
      const { band, intents } = understand(text, { now, openPrompt: 'confirm', hasOffer: true });
      const isWhole =
        bands.includes(band) && intents.every(({ score }) => score >= 0 && score <= 1);
      if (!isWhole) expect.fail(JSON.stringify(text.slice(0, 200)));
    }
  });

  it('cost no more than a long story: a million characters are read for 1,600', () => {
    const letters = (text: string) =>
      readMessage(text, (word) => word, now)
        .clauses.flatMap(({ words }) => words)
        .join('').length;
    expect(letters('refund '.repeat(150_000))).to.be.within(1_000, 1_600);
    expect(letters('x'.repeat(1_000_000))).to.be.at.most(1_600);
  });
});
