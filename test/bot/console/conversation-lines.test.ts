import { expect } from 'chai';
import { plainWords } from '../../../bot/console/conversation-lines.ts';

describe('the lines of a conversation', () => {
  it('have the bot’s Markdown as words', () => {
    expect(
      plainWords('**Read** [Privacy and terms](http://127.0.0.1:1/help/privacy) first'),
    ).to.equal('Read Privacy and terms first');
  });

  it('keep what only looks a little like it', () => {
    for (const text of ['Order [8130] (the chair)', '2 ** 3', 'a [b]( c', '5 * 4 * 3'])
      expect(plainWords(text)).to.equal(text);
  });
});
