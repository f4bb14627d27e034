import { expect } from 'chai';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { escapeText } from '../../knowledge/escape-text.ts';

// As Web Chat reads it, and harsher: raw HTML is markup too.
const reader = new MarkdownIt({ html: true, linkify: true });
const tagsIn = (markdown: string) =>
  [...reader.render(markdown).matchAll(/<(\/?\w+)/g)].map(([, tag]) => tag).join(' ');

describe('Words of others in a phrase', () => {
  for (const text of [
    '[a](javascript:alert(1))',
    '<img src=x onerror=alert(1)>',
    '**bold** _slanted_ ~~gone~~ `code`',
    'https://evil.example/x www.evil.example mailto:a@evil.example evil.com',
    '# heading',
    '1. list',
    '- list',
    '> quote',
    '![x](https://evil.example/x.png)',
    '&lt;b&gt; &#91;x](y)',
    '| a | b |',
    '<https://evil.example>',
  ]) {
    it(`stay plain: ${text}`, () => {
      expect(tagsIn(escapeText(text, 'markdown'))).to.equal('p /p');
      expect(tagsIn(`Said: ${escapeText(text, 'markdown')}.`)).to.equal('p /p');
    });
  }

  it('lose what is invisible and stay on one line', () => {
    expect(escapeText('a\u202Eb\u200Bc\u0000d\n\n e', 'plain')).to.equal('abcd e');
  });

  it('keep letters, order numbers, amounts and file names as they are in plain text', () => {
    for (const text of ['Ana García', '8130 2245', '24.90', 'photo_1.jpg', '日本語', "it's"]) {
      expect(escapeText(text, 'plain')).to.equal(text);
    }
  });

  it('are never markup, whatever they are', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(...'*_`[]()<>!#+-.|~&;:/@ \n\\aw1'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(nasty, (text) => {
        const tags = tagsIn(`x ${escapeText(text, 'markdown')} x`);
        expect(tags).to.equal('p /p');
      }),
      { numRuns: 500 },
    );
  });
});
