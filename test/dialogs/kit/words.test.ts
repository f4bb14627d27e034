import { expect } from 'chai';
import {
  isOneOf,
  mentionsOneOf,
  plain,
  tellingWords,
  wordsOf,
} from '../../../dialogs/kit/words.ts';
import type { Knowledge, Listener } from '../../../knowledge/knowledge.ts';

const listener: Listener = {
  locale: 'en',
  timeZone: 'UTC',
  policyZone: 'UTC',
};

describe('the words of a text', () => {
  it('are heard without case, marks and width', () => {
    expect(isOneOf('  START Over! ', ['start over'])).to.equal(true);
    expect(isOneOf('start over', ['stop', 'start'])).to.equal(false);
    expect(mentionsOneOf('It never arrived.', ['never arrived'])).to.equal(true);
    expect(mentionsOneOf('never arrives', ['never arrive'])).to.equal(false);
    expect(isOneOf('ｓｔｏｐ', ['stop'])).to.equal(true);
  });

  it('are heard anew when another text is asked about', () => {
    for (const [text, is] of [
      ['stop', true],
      ['go', false],
      ['stop', true],
      ['', false],
    ] as const)
      expect(isOneOf(text, ['stop']), text).to.equal(is);
  });

  it('are looked for in the part of a message that is read: one character can become 18', () => {
    const flood = '\u{FDFA}'.repeat(10_000);
    expect(plain(flood).length).to.be.below(30_000);
    expect(tellingWords(flood).length).to.be.below(5_000);
    const long = 'x '.repeat(900);
    expect(mentionsOneOf(`${long} stop ${long}`, ['stop'])).to.equal(false);
    expect(mentionsOneOf(`${long} stop`, ['stop'])).to.equal(true);
    expect(mentionsOneOf(`stop ${long}`, ['stop'])).to.equal(true);
  });

  it('are no name of anything in a text of more than 200 characters', () => {
    expect(isOneOf(`stop${' '.repeat(196)}`, ['stop'])).to.equal(true);
    expect(isOneOf(`stop${' '.repeat(197)}`, ['stop'])).to.equal(false);
  });

  it('are read once from a phrase, for each locale and each knowledge', () => {
    let said = 0;
    const knowledge = {
      has: (key: string) => key === 'a.words',
      say: () => {
        said += 1;
        return 'Stop,  Go on';
      },
    } as unknown as Knowledge;
    const scene = (locale: string) => ({ knowledge, listener: { ...listener, locale } });
    for (const locale of ['en', 'en', 'fr', 'en'])
      expect(wordsOf(scene(locale), 'a.words')).to.deep.equal(['stop', 'go on']);
    expect(wordsOf(scene('en'), 'b.words')).to.deep.equal([]);
    expect(said).to.equal(2);
    wordsOf({ ...scene('en'), knowledge: { ...knowledge } }, 'a.words');
    expect(said).to.equal(3);
  });
});
