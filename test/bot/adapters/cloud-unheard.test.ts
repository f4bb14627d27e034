import { expect } from 'chai';
import { readCloudActivity } from '../../../bot/adapters/cloud-activity.ts';
import {
  meantBy,
  shownAs,
  unheardIn,
  withoutSticker,
} from '../../../bot/adapters/cloud-unheard.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { activity } from './cloud-world.ts';
import { openTeams, type TeamsWorld } from './teams-world.ts';

const picture = { contentType: 'image/png', contentUrl: 'https://scontent.fbcdn.net/s.png' };

/** As it is left of it when it has come in. */
const arrived = (changes: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(readCloudActivity({ ...activity({ text: undefined }), ...changes })));

const sticker = (id: number): JsonObject => ({
  attachments: [picture],
  channelData: { message: { attachments: [{ payload: { sticker_id: id } }] } },
});

describe('what a bot that reads can’t take', () => {
  const cases: readonly (readonly [string, JsonObject, string | undefined])[] = [
    ['a voice message', { attachments: [{ contentType: 'audio/ogg', contentUrl: 'x' }] }, 'voice'],
    ['a sticker of Messenger', sticker(1), 'sticker'],
    ['one as older Messengers tell it', { channelData: { message: { sticker_id: 7 } } }, 'sticker'],
    ['one of Telegram', { channelData: { message: { sticker: { emoji: 'x' } } } }, 'sticker'],
    ['nothing', {}, 'empty'],
    ['spaces', { text: '  ' }, 'empty'],
    ['a place on the map', { attachments: [{ contentType: 'location' }] }, 'empty'],
    ['other words for a message', { type: 'messageUpdate', text: 'the lamp' }, 'edited'],
    ['a photo', { attachments: [picture] }, undefined],
    [
      'a film, of which is said that it is no photo',
      { attachments: [{ ...picture, contentType: 'video/mp4' }] },
      undefined,
    ],
    [
      'words beside a recording',
      { text: 'hi', attachments: [{ contentType: 'audio/ogg' }] },
      undefined,
    ],
    ['words beside a sticker', { text: 'hi', ...sticker(1) }, undefined],
    ['a press without words', { value: { action: 'x' } }, undefined],
    ['the thumb of Messenger, which is a word', sticker(369239263222822), undefined],
  ];
  for (const [what, changes, expected] of cases)
    it(`is found: ${what}`, () => expect(unheardIn(arrived(changes))).to.equal(expected));

  it('never passes a sticker for a photo', () => {
    const words = withoutSticker(arrived({ text: 'look', ...sticker(1) }));
    expect(words).to.include({ text: 'look' }).and.not.have.property('attachments');
    expect(withoutSticker(arrived(sticker(369239263222822)))).to.include({ text: '👍' });
  });

  it('takes the button that begins a chat for no wish', () => {
    for (const text of ['/start', 'Get started', 'GET_STARTED_PAYLOAD'])
      expect(meantBy({ text })).to.deep.equal({ text: 'menu' });
    expect(meantBy({ text: 'how do I get started?' })).to.deep.equal({});
  });

  it('is a line of the transcript, since an agent may be there to read it', () => {
    expect(shownAs('voice')).to.equal('(a recording)');
    expect(shownAs('edited', 'the lamp')).to.equal('(changed an earlier message) the lamp');
  });
});

describe('a message that its writer changes', () => {
  let world: TeamsWorld;
  beforeEach(async () => {
    world = await openTeams({
      converse: async (incoming) => ({
        messages: [{ text: [{ key: 'said', data: {} }] }],
        state: { kind: incoming.kind },
      }),
    });
  });
  afterEach(() => world.close());

  it('is heard as changed, once for each change', async () => {
    await world.post({ id: 'm-1', text: 'the tablet' });
    world.heard();
    const changed = { type: 'messageUpdate', id: 'm-1', text: 'the lamp' };
    await world.post(changed);
    expect(world.heard()).to.have.length(1);
    await world.post(changed);
    expect(world.heard()).to.have.length(0);
    await world.post({ ...changed, text: 'the clock', timestamp: '2026-11-23T06:05:00Z' });
    expect(world.heard()).to.have.length(1);
  });

  it('and takes away again changes nothing', async () => {
    await world.post({ id: 'm-1', text: 'the tablet' });
    world.heard();
    expect((await world.post({ type: 'messageDelete', id: 'm-1' })).status).to.equal(200);
    expect(world.heard()).to.have.length(0);
  });
});
