import { expect } from 'chai';
import fc from 'fast-check';
import { chineseIn, cleaned } from '../../../services/domain/clean-text.ts';

describe('Chinese in a text', () => {
  it('is named character by character with its place', () => {
    expect(chineseIn('The 手机 broke，again')).to.deep.equal([
      { char: '手', index: 4 },
      { char: '机', index: 5 },
      { char: '，', index: 12 },
    ]);
  });

  it('is counted in characters, also behind an emoji and in the rarer planes', () => {
    expect(chineseIn('😀𠀀')).to.deep.equal([{ char: '𠀀', index: 1 }]);
  });

  for (const char of ['。', '、', '「', '　', '！', '（', '～', '￥', '〇', '々', '･', '︰'])
    it(`is also ${char}`, () => expect(chineseIn(char)).to.have.length(1));

  for (const text of [
    'Ça ne marche pas…',
    '“Broken” – it’s 50% off',
    'Не работает',
    'لا يعمل',
    'かな',
    '한국어',
    'A１',
  ])
    it(`is not in ${text}`, () => expect(chineseIn(text)).to.deep.equal([]));
});

describe('the cleaned text', () => {
  const cases: readonly [string, string][] = [
    ['The case is broken。', 'The case is broken.'],
    ['Broken，please！', 'Broken, please!'],
    ['手机 is broken', 'is broken'],
    ['It is「new」', 'It is"new"'],
    ['（two） pieces：one', '(two) pieces: one'],
    ['one。\ntwo', 'one.\ntwo'],
    ['￥20', '¥20'],
    ['手机', ''],
    ['Nothing to do.', 'Nothing to do.'],
  ];
  for (const [dirty, clean] of cases)
    it(`of ${JSON.stringify(dirty)} is ${JSON.stringify(clean)}`, () =>
      expect(cleaned(dirty)).to.equal(clean));

  it('has nothing Chinese left, whatever came in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => chineseIn(cleaned(text)).length === 0),
    );
  });
});
