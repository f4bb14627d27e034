import { expect } from 'chai';
import { maskText } from '../../../services/feedback/mask-text.ts';

const masked: readonly (readonly [text: string, kept: string])[] = [
  ['order 8130224500632984 never came', 'order [order number] never came'],
  ['8130 2245 0063 2984', '[order number]'],
  ['8130-2245-0063-2984!', '[order number]!'],
  ['my dispute D1000000001 and d 1000000001', 'my dispute [dispute number] and [dispute number]'],
  ['RR123456785DE or RR 123 456 785 DE', '[tracking number] or [tracking number]'],
  ['JD014600006281230704 is what DHL says', '[tracking number] is what DHL says'],
  ['write to Emma.C+x@mail.example.co.uk please', 'write to [email] please'],
  ['see https://shop.example/o/813?x=1 and www.x.y', 'see [link] and [link]'],
  ['call me +44 20 7946 0958', 'call me [phone number]'],
  ['call me (020) 7946-0958 now', 'call me ([phone number] now'],
  ['my card 4111 1111 1111 1111', 'my card [card number]'],
  ['5500005555555559', '[card number]'],
  ['pin 12345', 'pin [number]'],
  ['id 123456789', 'id [number]'],
  ['٠١٢٣٤٥٦٧٨٩ is mine', '[number] is mine'],
  ['８１３０２２４５００６３２９８４', '[order number]'],
  ['EMMA clarke here, emmanuel is my son', '[name] [name] here, emmanuel is my son'],
  ['I paid 24.90, not 1,234.50, on 12.11.2026', 'I paid 24.90, not 1,234.50, on 12.11.2026'],
  ['it was 2 of 3 on the 2nd', 'it was 2 of 3 on the 2nd'],
  ['  two\n\nlines\t', 'two lines'],
];

describe('Masking a text', () => {
  for (const [text, kept] of masked)
    it(`keeps of "${text}" only "${kept}"`.replace(/\s+/g, ' '), () => {
      expect(maskText(text, 'Emma Clarke')).to.equal(kept);
    });

  it('keeps at most 300 characters, and of a number at the cut nothing', () => {
    expect(maskText('word '.repeat(400), '')).to.have.length(300);
    const atTheCut = `${'a '.repeat(495)}8130224500632984`;
    expect(maskText(atTheCut, '')).not.to.match(/\d/);
  });

  it('masks nothing by an empty name, and survives any text', () => {
    expect(maskText('to a b', '')).to.equal('to a b');
    for (const text of [
      '\ud800',
      '\u0000',
      '🙂'.repeat(2_000),
      '1/'.repeat(5_000),
      '@'.repeat(9_000),
    ])
      expect(maskText(text, 'Emma').length).to.be.at.most(600);
  });

  it('leaves no run of five digits in anything', () => {
    const numbers = [
      '8130224500632984',
      'D1000000001',
      'RR123456785DE',
      '4111111111111111',
      '123456',
    ];
    for (const one of numbers)
      for (const two of numbers)
        for (const between of [' ', ', ', '/', ' and ', ': '])
          expect(maskText(`x ${one}${between}${two}.`, '')).not.to.match(/\d{5}/);
  });
});
