import { expect } from 'chai';
import { createBotToken } from '../../../bot/adapters/bot-token.ts';
import { APP, credentials } from './cloud-world.ts';

describe('the token that the bot fetches files of the connector with', () => {
  it('is the one that the SDK sends its messages with', async () => {
    const token = createBotToken({ appId: APP, loopbackDemo: false }, credentials);
    expect(await token()).to.equal('Bearer CANARY-outgoing');
  });

  it('is none where no app id is configured', async () => {
    expect(await createBotToken({ loopbackDemo: true }, credentials)()).to.equal(undefined);
  });
});
