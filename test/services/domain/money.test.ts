import { expect } from 'chai';
import {
  decimalString,
  isCurrency,
  minorDigits,
  money,
  parseMoney,
} from '../../../services/domain/money.ts';

describe('money', () => {
  it('is minor units of a currency that exists', () => {
    expect(money(2490n, 'USD')).to.deep.equal({ minor: 2490n, currency: 'USD' });
    expect(() => money(-1n, 'USD')).to.throw(RangeError);
    expect(() => money(1n, 'XXX')).to.throw(RangeError);
  });

  it('knows the currencies in use, in upper case', () => {
    expect(['USD', 'EUR', 'RUB', 'CNY', 'JPY'].every(isCurrency)).to.equal(true);
    expect(['usd', 'DEM', 'US', ''].some(isCurrency)).to.equal(false);
  });

  it('knows how many digits a currency has', () => {
    expect(['USD', 'JPY', 'KWD'].map(minorDigits)).to.deep.equal([2, 0, 3]);
  });

  const readings: readonly [string, string, bigint | undefined][] = [
    ['24.90', 'USD', 2490n],
    ['24,90', 'EUR', 2490n],
    ['24', 'USD', 2400n],
    ['24.9', 'USD', 2490n],
    [' 24.90 ', 'USD', 2490n],
    ['0.01', 'USD', 1n],
    ['0', 'USD', 0n],
    ['1,234.50', 'USD', 123450n],
    ['1.234,50', 'EUR', 123450n],
    ['1,234,567', 'USD', 123456700n],
    ['1234', 'JPY', 1234n],
    ['1,234', 'JPY', 1234n],
    ['1.5', 'JPY', undefined],
    ['1.234', 'KWD', 1234n],
    ['1,234', 'USD', undefined],
    ['24.905', 'USD', undefined],
    ['1,23,4', 'USD', undefined],
    ['.5', 'USD', undefined],
    ['24.', 'USD', undefined],
    ['-24.90', 'USD', undefined],
    ['1e3', 'USD', undefined],
    ['US$24.90', 'USD', undefined],
    ['', 'USD', undefined],
    ['24.90', 'XXX', undefined],
    ['9'.repeat(25), 'USD', undefined],
  ];
  for (const [text, currency, minor] of readings)
    it(`reads "${text}" of ${currency} as ${minor ?? 'nothing'}`, () => {
      const expected = minor === undefined ? undefined : { minor, currency };
      expect(parseMoney(text, currency)).to.deep.equal(expected);
    });

  it('is written with a point and all its digits', () => {
    const written = [money(2490n, 'USD'), money(5n, 'USD'), money(0n, 'EUR'), money(7n, 'JPY')];
    expect(written.map(decimalString)).to.deep.equal(['24.90', '0.05', '0.00', '7']);
    expect(decimalString(money(1234n, 'KWD'))).to.equal('1.234');
  });
});
