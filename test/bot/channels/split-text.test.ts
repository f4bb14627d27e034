import { expect } from 'chai';
import fc from 'fast-check';
import { partsOf, splitText } from '../../../bot/channels/split-text.ts';

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

  it('keeps blocks whole, a question with its numbers, and a row with its lines', () => {
    const facts = 'A fact. '.repeat(30).trim();
    const list = `Which one?\n\n1. ${'Blue '.repeat(10)}\n   sent\n2. ${'Red '.repeat(10)}\n   sent`;
    expect(partsOf([facts, list], { maxText: 1600, advisedText: 320 })).to.deep.equal([
      facts,
      list,
    ]);
    const rows = Array.from({ length: 9 }, (_, n) => `${n + 1}. ${'Case '.repeat(8)}\n   line`);
    for (const part of partsOf([rows.join('\n')], { maxText: 1600, advisedText: 320 }))
      expect(part)
        .to.match(/^\d\. /)
        .and.match(/line$/);
  });

  it('grows longer than advised where it would be a flood, and is one message where none is advised', () => {
    const blocks = Array.from({ length: 30 }, () => 'The seller did not answer. '.repeat(4).trim());
    expect(partsOf(blocks, { maxText: 1600, advisedText: 320 }).length).to.be.at.most(4);
    expect(partsOf(blocks, { maxText: 4000 })).to.have.length(1);
    expect(partsOf([], { maxText: 4000 })).to.deep.equal([]);
  });
});
