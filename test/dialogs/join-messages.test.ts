import { expect } from 'chai';
import { joinMessages } from '../../dialogs/join-messages.ts';
import type { Message } from '../../dialogs/kit/message.ts';
import type { Scene } from '../../dialogs/kit/scene.ts';
import { phrase, saying } from '../../dialogs/kit/values.ts';

/** Says a key as itself, so that its length is the length of the text. */
const scene = { knowledge: { say: ({ key }: { key: string }) => key }, listener: {} };
const join = (...messages: readonly Message[]) =>
  joinMessages(messages, scene as unknown as Scene).map(({ heading, text }) => [
    heading?.key ?? '',
    ...text.map(({ key }) => key),
  ]);
const parcel: Message = { heading: phrase('hub'), text: [phrase('on its way')], facts: [] };

describe('Joining messages', () => {
  it('puts a remark into the bubble behind it', () => {
    expect(join(saying('noted'), saying('next'))).to.deep.equal([['', 'noted', 'next']]);
  });

  it('keeps a remark out from under the heading of something else', () => {
    const tail: Message = { text: [phrase('then')], choices: [], source: 'not-received' };
    expect(join(saying('kept'), parcel, tail)).to.deep.equal([
      ['', 'kept'],
      ['hub', 'on its way', 'then'],
    ]);
  });

  it('leaves two bubbles as they are', () => {
    expect(join(parcel, saying('then'))).to.deep.equal([
      ['hub', 'on its way'],
      ['', 'then'],
    ]);
  });

  it('never makes more than two, however long they are', () => {
    const long = saying('x'.repeat(290));
    expect(join(long, long, parcel, long)).to.have.length(2);
  });
});
