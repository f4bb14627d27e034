import { expect } from 'chai';
import type { Flow, Frame } from '../../../dialogs/kit/flow.ts';
import type { Message } from '../../../dialogs/kit/message.ts';
import type { Reply } from '../../../dialogs/kit/reply.ts';
import { runner } from '../../../dialogs/kit/run.ts';
import type { Scene } from '../../../dialogs/kit/scene.ts';

type Draft = { readonly colour?: string; readonly size?: number };

const scene = {} as Scene;
const says = (key: string): Message => ({ text: [{ key }] });
const text = (words: string): Reply => ({ kind: 'text', text: words });

const shop: Flow<Draft> = {
  name: 'shop',
  version: 2,
  keeps: true,
  start: ({ colour }) => (typeof colour === 'string' ? { colour } : {}),
  first: 'next',
  steps: {
    next: { enter: (draft) => ({ do: 'goto', step: draft.colour ? 'size' : 'colour', draft }) },
    colour: {
      enter: (draft) => ({ do: 'ask', draft, message: says('colour?') }),
      take: (draft, reply) =>
        reply.kind === 'text' && reply.text === 'red'
          ? {
              do: 'goto',
              step: 'next',
              draft: { ...draft, colour: reply.text },
              say: [says('red!')],
            }
          : { do: 'miss' },
    },
    size: {
      enter: (draft) => ({ do: 'ask', draft, message: says('size?') }),
      take: () => ({ do: 'end', begin: { flow: 'pay', args: { sum: 1 } } }),
    },
    circle: { enter: (draft) => ({ do: 'goto', step: 'circle', draft }) },
  },
};

const frame = (changes: Partial<Frame> = {}): Frame => ({
  ...{ flow: 'shop', version: 2, step: 'colour', draft: {}, trail: [], misses: 0 },
  ...changes,
});

describe('A flow', () => {
  const flow = runner(shop);

  it('begins with the first question that is not answered yet', async () => {
    const progress = await flow.begin({ colour: 'red', unknown: 1 }, [], scene);
    expect(progress).to.deep.include({ kind: 'waits', prompt: says('size?') });
  });

  it('remembers the way that it came, for "back"', async () => {
    const progress = await flow.take(frame(), text('red'), scene);
    expect(progress.say).to.deep.equal([says('red!')]);
    expect(progress.kind === 'waits' && progress.frame.trail).to.deep.equal([
      { flow: 'shop', version: 2, step: 'colour', draft: {} },
    ]);
  });

  it('says that a reply was not for it', async () => {
    expect(await flow.take(frame(), text('loud'), scene)).to.deep.equal({
      kind: 'missed',
      say: [],
    });
  });

  it('ends with what it begins', async () => {
    const progress = await flow.take(frame({ step: 'size' }), text('8'), scene);
    expect(progress).to.deep.include({
      kind: 'ended',
      begin: { flow: 'pay', args: { sum: 1 }, trail: [] },
    });
  });

  for (const [why, stored] of [
    ['an older version', frame({ version: 1, step: 'size', draft: { colour: 'red', old: [1] } })],
    ['a step that is gone', frame({ step: 'shape', draft: { colour: 'red' } })],
  ] as const)
    it(`restarts politely from ${why}, with the facts kept`, async () => {
      for (const progress of [
        await flow.ask(stored, scene),
        await flow.take(stored, text('x'), scene),
      ]) {
        expect(progress.say).to.deep.equal([says('common.restarted')]);
        expect(progress).to.deep.include({ kind: 'waits', prompt: says('size?') });
      }
    });

  it('is a fault if it runs in a circle', async () => {
    const fault = await flow.ask(frame({ step: 'circle' }), scene).catch((error) => error);
    expect(fault).to.be.an('error').with.property('message').that.includes('circle');
  });
});
