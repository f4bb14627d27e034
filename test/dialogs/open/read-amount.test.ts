import { expect } from 'chai';
import { readAmount } from '../../../dialogs/open/read-amount.ts';

const read = (text: string, currency = 'USD') => {
  const amount = readAmount(text, currency, 4620n);
  return amount.kind === 'amount' ? amount.minor : amount.kind;
};

describe('readAmount', () => {
  const table: readonly (readonly [string, bigint | 'unclear' | 'none' | 'negative'])[] = [
    ['12.50', 1250n],
    ['12,50', 1250n],
    ['US$ 12.50 please', 1250n],
    ['I want 20.', 2000n],
    ['20 dollars', 2000n],
    ['0', 0n],
    ['50%', 2310n],
    ['100 %', 10000n],
    ['5 or 6', 'unclear'],
    ['1.2.3', 'unclear'],
    ['12.505', 'unclear'],
    ['99999999999999999999999999', 'unclear'],
    ['everything', 'none'],
    ['', 'none'],
    ['-5', 'negative'],
    ['- 5', 'negative'],
    ['−5,50', 'negative'],
    ['€-5', 'negative'],
    ['US$ -5', 'negative'],
    ['half-price: 5', 500n],
    ['%%%', 'none'],
  ];
  for (const [text, expected] of table)
    it(`reads "${text}" as ${expected}`, () => {
      expect(read(text)).to.equal(expected);
    });

  it('has no hundredths of a yen', () => {
    expect(read('1200', 'JPY')).to.equal(1200n);
    expect(read('12.5', 'JPY')).to.equal('unclear');
  });

  it('looks at the beginning of a long text only', () => {
    expect(read(`12 ${'a'.repeat(100_000)} 13`)).to.equal(1200n);
  });
});
