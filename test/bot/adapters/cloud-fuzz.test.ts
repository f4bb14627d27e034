import { expect } from 'chai';
import fc from 'fast-check';
import { withoutMention } from '../../../bot/adapters/cloud-mention.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { openTeams, type TeamsWorld } from './teams-world.ts';

const oneOf = (...values: readonly unknown[]) => fc.constantFrom(...values);
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  oneOf(
    '',
    null,
    {},
    [],
    [null],
    [{}],
    'x'.repeat(2_000),
    -1,
    true,
    '__proto__',
    '\u0000',
    '\ud800',
  ),
);

/** Whatever a channel may send, all keys that we or the SDK look at. */
const shapes = fc.record(
  {
    type: fc.oneof(
      {
        weight: 5,
        arbitrary: oneOf('message', 'invoke', 'conversationUpdate', 'installationUpdate'),
      },
      {
        weight: 3,
        arbitrary: oneOf('messageUpdate', 'messageDelete', 'event', 'command', 'typing'),
      },
      fc.string(),
    ),
    name: fc.oneof(oneOf('adaptiveCard/action', 'fileConsent/invoke', 'config/fetch'), anything),
    text: anything,
    value: fc.oneof(
      anything,
      fc.record({ action: anything, data: anything }, { requiredKeys: [] }),
    ),
    entities: fc.oneof(
      anything,
      fc.array(
        fc.record(
          { type: oneOf('mention', 'Mention', 5), mentioned: anything, text: anything },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
    ),
    attachments: fc.oneof(
      anything,
      fc.array(
        fc.record(
          { contentType: anything, contentUrl: anything, content: anything },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
    ),
    channelData: anything,
    membersAdded: fc.oneof(anything, oneOf([{ id: '28:bot' }, { id: '29:ana' }])),
    action: anything,
    deliveryMode: oneOf('normal', 'notification', 5),
    locale: anything,
    timestamp: anything,
    replyToId: anything,
    conversation: oneOf(
      { id: 'a:1' },
      { id: 'g', isGroup: true },
      { id: 'g', conversationType: 5 },
      {},
    ),
    from: oneOf({ id: '29:ana' }, { id: '' }, { id: '29:ana', aadObjectId: 7 }, null),
  },
  { requiredKeys: [] },
);

describe('anything that a channel may send', () => {
  let world: TeamsWorld;
  before(async () => {
    world = await openTeams();
  });
  after(() => world.close());

  it('I28: is received, refused or not taken, and never a fault', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(shapes, async (shape) => {
        count += 1;
        const { status } = await world.post({ id: `f-${count}`, ...(shape as JsonObject) });
        expect([200, 400, 501]).to.include(status);
      }),
      { numRuns: 400 },
    );
  }).timeout(60_000);
});

describe('the name of the bot in a message', () => {
  const named = (text: string, ...names: readonly string[]) =>
    withoutMention({
      text,
      recipient: { id: 'b' },
      entities: names.map((name) => ({ type: 'mention', mentioned: { id: 'b' }, text: name })),
    });

  it('is taken away wherever it stands, and nobody else’s', () => {
    expect(named('<at>R</at> help <at>R</at>', '<at>R</at>')).to.deep.equal({
      ...{ mentioned: true, text: 'help' },
    });
    const other = { type: 'mention', mentioned: { id: 'c' }, text: '<at>Bo</at>' };
    const heard = { text: '<at>Bo</at> hi', recipient: { id: 'b' }, entities: [other] };
    expect(withoutMention(heard)).to.deep.equal({ mentioned: false, text: '<at>Bo</at> hi' });
  });

  it('leaves a text alone in which nobody is named', () => {
    expect(named(' hi ')).to.deep.equal({ mentioned: false, text: ' hi ' });
    expect(named('hi', '')).to.deep.equal({ mentioned: true, text: 'hi' });
    expect(withoutMention({}).text).to.equal(undefined);
  });
});
