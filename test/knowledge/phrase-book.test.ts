import { expect } from 'chai';
import type { Listener } from '../../knowledge/knowledge.ts';
import type { Data, Value } from '../../knowledge/phrase.ts';
import { createPhraseBook } from '../../knowledge/phrase-book.ts';
import { parsePhraseFile } from '../../knowledge/phrase-file.ts';
import { madrid, rulebook } from './loaded.ts';

const bookOf = (text: string) => {
  const phrases = [...parsePhraseFile(text, 'test.hbs')];
  return createPhraseBook(new Map(phrases.map(([key, texts]) => [`test.${key}`, texts])), rulebook);
};

const say = (text: string, data: Data = {}, to: Listener = madrid) =>
  bookOf(`## it\n${text}`).say({ key: 'test.it', data }, to, 'plain');

const third = Date.parse('2026-12-03T23:30:00Z');
const shown = (value: Value, to: Listener = madrid) => say('{{value}}', { value }, to);

describe('A phrase file', () => {
  it('holds phrases under their keys, below notes to the editor', () => {
    const phrases = parsePhraseFile(
      'A note.\n\n## a\nOne\nline.\n\n## b.c\nTwo.\n### or\nZwei.\n',
      'f',
    );
    expect([...phrases.keys()]).to.deep.equal(['a', 'b.c']);
    expect(phrases.get('b.c')?.map((text) => text.trim())).to.deep.equal(['Two.', 'Zwei.']);
  });

  for (const [fault, text, says] of [
    ['an empty phrase', '## a\n\n## b\nx\n', /"a" has an empty wording/],
    ['a key twice', '## a\nx\n## a\ny\n', /"a" is there twice/],
    ['a heading of another kind', '# a\nx\n', /neither "## key" nor "### or"/],
  ] as const) {
    it(`is refused for ${fault}`, () => {
      expect(() => parsePhraseFile(text, 'f.hbs')).to.throw(says);
    });
  }
});

describe('A phrase', () => {
  it('is one paragraph however its lines are wrapped, and an empty line begins another', () => {
    expect(say('One\n  line.\n\nAnother.')).to.equal('One line.\n\nAnother.');
  });

  it('goes round its wordings by the variant in its data', () => {
    const book = bookOf('## it\na\n### or\nb\n### or\nc');
    const said = [0, 1, 2, 3].map((variant) =>
      book.say({ key: 'test.it', data: { variant } }, madrid, 'plain'),
    );
    expect(said).to.deep.equal(['a', 'b', 'c', 'a']);
    expect(book.say({ key: 'test.it' }, madrid, 'plain')).to.equal('a');
  });

  it('throws if it is unknown, or a value is missing', () => {
    expect(() => bookOf('## it\nx').say({ key: 'test.other' }, madrid, 'plain')).to.throw(
      'test.other',
    );
    expect(() => say('{{missing}}')).to.throw('test.it');
  });

  it('may ask whether a value is there, and nothing and zero are not', () => {
    const text = '{{#if n}}yes{{else}}no{{/if}}';
    expect([
      say(text),
      say(text, { n: 0 }),
      say(text, { n: '' }),
      say(text, { n: 2 }),
    ]).to.deep.equal(['no', 'no', 'no', 'yes']);
  });

  it('can use the known helpers alone and reach nothing through its values', () => {
    for (const text of [
      '{{constructor}}',
      '{{value.constructor}}',
      '{{lookup value "x"}}',
      '{{log value}}',
      '{{> other}}',
    ]) {
      expect(() => say(text, { value: 'x' }), text).to.throw();
    }
  });

  it('shows the numbers, lists, sizes and countries of the rulebook', () => {
    const said = [
      '{{plural rules.sellerResponse one="# day" other="# days"}}',
      '{{rules.refundClearing}} {{plural rules.refundClearing one="day" other="days"}}',
      '{{list rules.openingFiles "or"}}',
      '{{rules.openingOnlyFiles}}',
      '{{rules.maxFileBytes}}',
      '{{list rules.phoneWarranty "comma"}}',
    ].map((text) =>
      bookOf(`## range\n{{min}} to {{max}}\n## it\n${text}`).say(
        { key: 'test.it' },
        madrid,
        'plain',
      ),
    );
    expect(said).to.deep.equal([
      '5 days',
      '3-15 days',
      '.jpg, .jpeg, .bmp, .gif or .png',
      '.gif',
      '2 MB',
      'Russia, Spain, Germany, United States',
    ]);
  });
});

describe('A value', () => {
  it('is shown by its kind', () => {
    expect(shown({ kind: 'money', minor: '123456', currency: 'USD' })).to.equal('US$1,234.56');
    expect(shown({ kind: 'money', minor: '5', currency: 'EUR' })).to.equal('€0.05');
    expect(shown({ kind: 'money', minor: '500', currency: 'JPY' })).to.equal('JP¥500');
    expect(shown(['a', 'b', 'c'])).to.equal('a, b and c');
    expect(shown(12345)).to.equal('12,345');
    expect(say('{{bytes value}}', { value: 1_468_006 })).to.equal('1.4 MB');
  });

  it('that is a day falls in the zone of the rules, and a moment on the clock of the listener', () => {
    expect(shown({ kind: 'day', at: third })).to.equal('Thursday, 3 December 2026');
    expect(shown({ kind: 'last_day', at: Date.parse('2026-12-03T00:00:00Z') })).to.include(
      '2 December',
    );
    expect(shown({ kind: 'moment', at: third })).to.equal('Friday, 4 December 2026, 00:30 CET');
  });

  it('that is a day of this year is told without the year', () => {
    const today = { ...madrid, today: Date.parse('2026-01-01T00:00:00Z') };
    expect(shown({ kind: 'day', at: third }, today)).to.equal('Thursday 3 December');
  });

  it('is shown in English to a listener whose language has no phrases, and an unknown zone does no harm', () => {
    const other = { ...madrid, locale: 'es-ES', timeZone: 'Nowhere/Land' };
    expect(shown({ kind: 'moment', at: third }, other)).to.equal(
      'Thursday, 3 December 2026, 23:30 UTC',
    );
    expect(shown({ kind: 'day', at: third }, { ...madrid, locale: 'en-US' })).to.equal(
      'Thursday, December 3, 2026',
    );
  });

  it('that is a phrase is said with its own data', () => {
    const book = bookOf('## outer\n({{inner}})\n## inner\n{{x}}');
    const inner = { kind: 'phrase', key: 'test.inner', data: { x: '[1]' } } as const;
    expect(book.say({ key: 'test.outer', data: { inner } }, madrid, 'markdown')).to.equal(
      '(\\[1\\])',
    );
  });
});
