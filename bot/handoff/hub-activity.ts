import { isoOf } from '../../services/domain/time.ts';
import { caseNoOf } from '../../services/handoff/case-no.ts';
import type { HubEnd } from '../../services/handoff/hub-rows.ts';
import { transcriptLine } from '../../services/handoff/transcript.ts';
import type { TranscriptLine } from '../../services/handoff/views.ts';
import type { Handoff } from '../../services/handoff-port.ts';
import type { Conversation, JsonObject, StoredMessage } from '../../services/ports.ts';
import { ownChannels } from '../channels/capabilities.ts';
import { BOT } from '../turn-speak.ts';

/** What the hub needs to know of us, whatever it is told. */
export interface HubPlace {
  readonly handoff: Handoff;
  readonly conversation: Conversation;
  readonly baseUrl: string;
  /** An address of our own copy of a picture, which expires. */
  readonly signFile: (uploadId: string) => string;
}

/**
 * Bot Framework's `handoff.initiate`, as `EventFactory.createHandoffInitiation` makes it: the context is the event's value,
 * the transcript an attachment. It goes to the hub's webhook alone; no activity of it ever exists in the buyer's conversation.
 */
export const initiateActivity = (
  place: HubPlace,
  context: JsonObject,
  said: readonly StoredMessage[],
): JsonObject => ({
  ...frameOf(place, 'event'),
  ...{ id: place.handoff.id, name: 'handoff.initiate', from: { ...BOT }, value: context },
  timestamp: isoOf(place.handoff.requestedAt),
  relatesTo: referenceOf(place),
  attachments: [
    {
      ...{ name: 'Transcript', contentType: 'application/json' },
      content: { activities: said.map((one) => messageOf(place, one)) },
    },
  ],
});

/** The buyer's words, or the bot's while nobody has accepted yet. */
export const messageActivity = (place: HubPlace, said: StoredMessage): JsonObject => ({
  ...frameOf(place, 'message'),
  ...messageOf(place, said),
});

/** The hub has the case no more. */
export const endActivity = (place: HubPlace, why: HubEnd): JsonObject => ({
  ...frameOf(place, 'endOfConversation'),
  ...{ from: { ...BOT }, code: why === 'buyer_left' ? 'userCancelled' : 'completedSuccessfully' },
  value: { reason: why },
});

const frameOf = ({ handoff, conversation, baseUrl }: HubPlace, type: string): JsonObject => {
  const here = `${baseUrl}/api/v1/handoffs/${handoff.id}`;
  return {
    ...{ type, handoffId: handoff.id, caseNumber: caseNoOf(handoff.no) },
    ...{ channelId: conversation.channel, conversation: { id: conversation.id } },
    ...{
      locale: conversation.locale,
      statusUrl: `${here}/status`,
      messagesUrl: `${here}/messages`,
    },
  };
};

const referenceOf = ({ conversation, handoff }: HubPlace): JsonObject => ({
  ...{ channelId: conversation.channel, conversation: { id: conversation.id } },
  ...{ activityId: handoff.id, user: { id: userOf(conversation) }, bot: { ...BOT } },
});

/** Text and our own copies of pictures: never a card, whose buttons are signed for the buyer alone. */
const messageOf = (place: HubPlace, said: StoredMessage): JsonObject => {
  const line = transcriptLine(said);
  const attachments = filesOf(place, said, line);
  return {
    ...{ type: 'message', id: said.id, timestamp: isoOf(line.at), textFormat: 'plain' },
    ...{ from: fromOf(place, line), text: line.text },
    ...(line.choices.length > 0 && { channelData: { choices: line.choices } }),
    ...(attachments.length > 0 && { attachments }),
  };
};

const fromOf = ({ conversation }: HubPlace, { from, name }: TranscriptLine): JsonObject => {
  if (from === 'buyer') return { id: userOf(conversation), role: 'user' };
  if (from === 'agent') return { id: 'agent', role: 'bot', ...(name !== undefined && { name }) };
  return { ...BOT };
};

/** On other channels it is the channel's: a phone number on SMS, an address on e-mail. */
const userOf = ({ id, channel, userId }: Conversation): string =>
  ownChannels.has(channel) ? userId : `user-${id}`;

const filesOf = (
  { signFile }: HubPlace,
  { activity }: StoredMessage,
  { files }: TranscriptLine,
): readonly JsonObject[] => {
  const all = Array.isArray(activity.attachments) ? (activity.attachments as JsonObject[]) : [];
  return files.map(({ uploadId, name }) => {
    const sent = all.find(({ contentUrl }) => contentUrl === `upload:${uploadId}`);
    const contentType = typeof sent?.contentType === 'string' ? sent.contentType : 'image/jpeg';
    return { contentType, name, contentUrl: signFile(uploadId) };
  });
};
