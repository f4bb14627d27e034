import { expect } from 'chai';
import fc from 'fast-check';
import { splitText } from '../../../bot/channels/split-text.ts';

describe('splitting a long text', () => {
  it('cuts after a paragraph, a line, a sentence, a word, in this order', () => {
    expect(splitText('One. Two\n\nThree', 12)).to.deep.equal(['One. Two', 'Three']);
    expect(splitText('One. Two three', 10)).to.deep.equal(['One.', 'Two three']);
    expect(splitText('abcdefghij', 4)).to.deep.equal(['abcd', 'efgh', 'ij']);
  });

  it('loses no character but white space, and never passes the limit', () => {
    const bare = (text: string) => text.replace(/\s/g, '');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 50 }), (text, max) => {
        const parts = splitText(text, max);
        expect(bare(parts.join(''))).to.equal(bare(text));
        for (const part of parts) expect(part.length).to.be.at.most(max);
      }),
    );
  });
});
