import { expect } from 'chai';
import fc from 'fast-check';
import { cutFragment, MAX_FRAGMENT } from '../../../knowledge/understanding/cut-fragment.ts';
import { findDates } from '../../../knowledge/understanding/dates.ts';

const now = Date.parse('2025-06-18T10:00:00Z');

describe('Dates in a message', () => {
  for (const [text, ...readings] of [
    ['lost on June 13', '2025-06-13'],
    ['I paid on 10 May, the page says in transit', '2025-05-10'],
    ['dispute won yesterday, when is the payout', '2025-06-17'],
    ['shipped the goods back on Monday', '2025-06-16'],
    ['bought it on 13.11.2024', '2024-11-13'],
    ['since 05/11', '2025-05-11', '2024-11-05'],
  ] as const) {
    it(`are read: ${text}`, async () => {
      const [found] = await findDates(text, now);
      expect(found?.readings).to.deep.equal(readings);
      expect(text).to.include(found?.text);
    });
  }

  it('are not found where there are none', async () => {
    for (const text of ['I may come', 'march on', 'order 8130224500718130', '']) {
      expect(await findDates(text, now), text).to.deep.equal([]);
    }
  });

  it('are looked for in a fragment of fixed length, whatever comes', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('1/', '1.', ' may ', 'today ', '12', 'x'),
      maxLength: 400,
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const fragment = cutFragment(text);
        expect(fragment?.text.length ?? 0).to.be.at.most(MAX_FRAGMENT);
        if (fragment)
          expect(text.slice(fragment.start)).to.satisfy((t: string) => t.startsWith(fragment.text));
      }),
    );
  });
});
