import { expect } from 'chai';
import fc from 'fast-check';
import { entitiesOf, findEntities } from '../../../knowledge/understanding/entities.ts';

const read = (text: string) => entitiesOf(findEntities(text));

describe('Numbers in a message', () => {
  for (const [text, id] of [
    ['order 8130224500718130 never came', '8130224500718130'],
    ['8130 2245 0071 8130', '8130224500718130'],
    ['it is 8130-2245-0071-8130!', '8130224500718130'],
  ] as const) {
    it(`are an order's: ${text}`, () => expect(read(text).orderIds).to.deep.equal([id]));
  }

  it('are no order of other lengths', () => {
    expect(read('813022450071813 and 81302245007181301').orderIds).to.deep.equal([]);
  });

  it("are a dispute's with a D, or bare after the word", () => {
    expect(read('D1000000001 any news').disputeIds).to.deep.equal(['D1000000001']);
    expect(read('my dispute 1000000001').disputeIds).to.deep.equal(['D1000000001']);
    expect(read('call me on 1000000001').disputeIds).to.deep.equal([]);
  });

  for (const [text, number] of [
    ['where is rb123456785cn', 'RB123456785CN'],
    ['RB 123 456 785 CN', 'RB123456785CN'],
    ['LP00777888999CN is stuck', 'LP00777888999CN'],
    ['1Z999AA10123456784', '1Z999AA10123456784'],
    ['tracking number 00340434161094021501', '00340434161094021501'],
  ] as const) {
    it(`are a parcel's: ${text}`, () => expect(read(text).trackingNumbers).to.deep.equal([number]));
  }

  for (const [text, minor, currency] of [
    ['I want $18.20 back', 1820n, 'USD'],
    ['5 euro', 500n, 'EUR'],
    ['€14,99', 1499n, 'EUR'],
    ['US$1,234.50', 123450n, 'USD'],
    ['CA$ 3', 300n, 'CAD'],
    ['500 yen', 500n, 'JPY'],
    ['give me 24.90', 2490n, undefined],
    ['2 300 ₽', 230000n, 'RUB'],
    ['450 TL', 45000n, 'TRY'],
    ['make it 25', 2500n, undefined],
  ] as const) {
    it(`are an amount: ${text}`, () => {
      const expected = currency === undefined ? { minor } : { minor, currency };
      expect(read(text).amounts).to.deep.equal([expected]);
    });
  }

  it('are no amount where they can be a size, a quantity or a day', () => {
    expect(read('2 left shoes of size 42 on 3 May, 45%').amounts).to.deep.equal([]);
  });

  it('have their place in the text', () => {
    const text = 'order 8130 2245 0071 8130, $5';
    for (const found of findEntities(text)) {
      expect(text.slice(found.start, found.end)).to.equal(found.text);
    }
  });

  it('are looked for in any text without a fault', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...'0123456789dDcnRB1/.,$€ -usd%\u202E'),
      maxLength: 300,
    });
    fc.assert(fc.property(nasty, (text) => Array.isArray(read(text).amounts)));
    expect(() => read('1/'.repeat(50_000))).not.to.throw();
  });
});
