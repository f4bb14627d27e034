import { expect } from 'chai';
import { readAction, signChoice } from '../../../bot/channels/action-token.ts';

const token = signChoice('key', 'conversation', 'prompt', 'choice.with.dots');

describe("a button's action", () => {
  it('names its prompt and its choice', () => {
    expect(readAction('key', 'conversation', token)).to.deep.equal({
      promptId: 'prompt',
      choiceId: 'choice.with.dots',
    });
  });

  it('is worth nothing in another conversation, under another key, or changed', () => {
    expect(readAction('key', 'other', token)).to.equal(undefined);
    expect(readAction('other', 'conversation', token)).to.equal(undefined);
    expect(readAction('key', 'conversation', token.replace('choice', 'chance'))).to.equal(
      undefined,
    );
    for (const text of ['', '.', '..', 'a.b', `${token}x`, token.slice(0, -1), 'a.b.ü'])
      expect(readAction('key', 'conversation', text)).to.equal(undefined);
  });
});
