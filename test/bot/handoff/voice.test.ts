import { expect } from 'chai';
import { createVoice } from '../../../bot/handoff/voice.ts';
import type { Conversation } from '../../../services/ports.ts';

describe('an agent’s picture', () => {
  const sent = { uploadId: 'u-1', name: 'label.jpg', contentType: 'image/jpeg', agent: 'Agnes' };
  const pictureOn = (channel: string, url: string) => {
    const pulledChannels = new Set(['directline', 'terminal']);
    const voice = createVoice({ baseUrl: () => url, pulledChannels } as never);
    return voice.picture({ channel } as Conversation, sent);
  };
  const attached = [{ contentType: 'image/jpeg', name: 'label.jpg', contentUrl: 'upload:u-1' }];

  it('reaches our own chat wherever that is, with the name beside it', () => {
    const shown = pictureOn('directline', 'http://localhost:3978');
    expect(shown?.attachments).to.deep.equal(attached);
    expect(shown).not.to.have.property('text');
  });

  it('reaches a channel that can fetch it by https, and says who sends it', () => {
    for (const channel of ['msteams', 'facebook', 'slack', 'email', 'whatsapp', 'telegram'])
      expect(pictureOn(channel, 'https://help.shop'), channel).to.deep.include({
        ...{ text: 'Agnes:', attachments: attached },
      });
  });

  it('is refused where it could not be seen', () => {
    expect(pictureOn('sms', 'https://help.shop')).to.equal(undefined);
    expect(pictureOn('terminal', 'https://help.shop')).to.equal(undefined);
    expect(pictureOn('facebook', 'http://localhost:3978')).to.equal(undefined);
  });
});
