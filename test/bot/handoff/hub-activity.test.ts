import { expect } from 'chai';
import { type HubPlace, initiateActivity } from '../../../bot/handoff/hub-activity.ts';
import type { Conversation, StoredMessage } from '../../../services/ports.ts';
import { noon } from '../../support/fixtures.ts';

const said: StoredMessage = {
  ...{ conversationId: 'c', id: 'm', seq: 1, at: noon, from: 'buyer' },
  activity: { type: 'message', text: 'a person' },
};

const placeOf = (channel: string, userId: string) =>
  ({
    handoff: { id: 'h', no: 1, requestedAt: noon },
    conversation: { id: 'cloud-1', channel, userId, locale: 'en' } as Conversation,
    baseUrl: 'https://help.example',
    signFile: () => '',
  }) as unknown as HubPlace;

describe('What goes to an outside hub', () => {
  it('has no phone number and no e-mail address, which some channels have for a user’s id', () => {
    for (const [channel, userId] of [
      ['sms', '+34600111222'],
      ['email', 'emma@mail.example'],
    ] as const) {
      const sent = JSON.stringify(initiateActivity(placeOf(channel, userId), {}, [said]));
      expect(sent).to.not.contain(userId);
      expect(sent.match(/user-cloud-1/g), sent).to.have.length(2);
    }
  });

  it('names a user of our own chat as the shop does', () => {
    const sent = JSON.stringify(initiateActivity(placeOf('directline', 'dl_emma'), {}, [said]));
    expect(sent).to.contain('"user":{"id":"dl_emma"}');
  });
});
