import { expect } from 'chai';
import { createPictures } from '../../../bot/adapters/cloud-pictures.ts';
import { createTokens, SIGN_IN_SECONDS } from '../../../bot/adapters/direct-line/tokens.ts';
import { capabilitiesOf, channels } from '../../../bot/channels/capabilities.ts';
import { imageAddress } from '../../../bot/channels/plain-text.ts';
import { fixedClock } from '../../../services/gateways/clock.ts';
import { noon } from '../../support/fixtures.ts';
import { targetOf } from '../channels/message-samples.ts';

describe('a picture of ours on a channel', () => {
  const card = { attachments: [{ content: { body: [{ type: 'Image', url: 'upload:u-1' }] } }] };

  it('has a signed address on our own host, made when the message leaves, good for a day', () => {
    const wallClock = fixedClock(noon);
    const deps = { secret: 'secret', wallClock };
    const show = createPictures({ ...deps, baseUrl: () => 'https://help.shop' });
    const [, address, token] =
      /"url":"(https:\/\/help\.shop\/v3\/directline\/attachments\/u-1)\?t=([^"]+)"/.exec(
        JSON.stringify(show('c-1', card)),
      ) ?? [];
    expect(address).to.be.a('string');
    const { readFile } = createTokens(deps);
    expect(readFile(token ?? '', 'u-1')).to.equal('c-1');
    expect(readFile(token ?? '', 'u-2'), 'another picture').to.equal(undefined);
    wallClock.advance(SIGN_IN_SECONDS * 1000 + 1000);
    expect(readFile(token ?? '', 'u-1'), 'a day later').to.equal(undefined);
    expect(JSON.stringify(card), 'as it is stored').to.contain('upload:u-1');
  });

  it('is its name alone where the channel has text alone, or could not reach us by https', () => {
    const shown = (channel: string, baseUrl: string) =>
      imageAddress('u-1', {
        ...{ ...targetOf(channel), baseUrl, capabilities: capabilitiesOf(channel) },
        signImage: (id) => `upload:${id}`,
      });
    const able = channels.filter((channel) => shown(channel, 'https://help.shop') !== undefined);
    expect(able).to.include.members(['msteams', 'facebook', 'email', 'slack']);
    expect(able).not.to.include.members(['sms']);
    const local = channels.filter((channel) => shown(channel, 'http://localhost:3978'));
    expect(local).to.deep.equal(['directline']);
  });
});
