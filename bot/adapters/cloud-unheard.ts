import type { Unheard } from '../../dialogs/kit/reply.ts';
import type { JsonObject } from '../../services/ports.ts';
import { objectOf } from './cloud-conversation.ts';
import { filesIn } from './cloud-files.ts';

/** Messenger's own thumb, in three sizes: what its button for an empty message sends. */
const THUMBS = new Set(['369239263222822', '369239343222814', '369239383222810']);

/**
 * A sticker comes as a picture and would pass for a photo: it goes. The thumb of Messenger is a word, the one that other
 * channels write.
 */
export function withoutSticker(activity: JsonObject): JsonObject {
  const sticker = stickerIn(activity);
  if (sticker === undefined) return activity;
  const { attachments: _picture, ...rest } = activity;
  return THUMBS.has(sticker) && isBlank(rest) ? { ...rest, text: '👍' } : rest;
}

/** What the channel says of it: Messenger beside the message or its files, Telegram in the message. */
function stickerIn({ channelData }: JsonObject): string | undefined {
  const message = objectOf(objectOf(channelData).message);
  const files = Array.isArray(message.attachments) ? message.attachments : [];
  const ids = [message, ...files.map((one) => objectOf(objectOf(one).payload))].map(
    ({ sticker_id }) => sticker_id,
  );
  const id = ids.find((one) => one !== undefined && one !== null);
  if (id !== undefined) return String(id);
  return message.sticker === undefined ? undefined : '';
}

/** What the button that begins a chat sends: Telegram's, and Messenger's by its usual payloads. */
const BEGINNING = /^\s*(?:\/start|get[ _]started(?:[ _]payload)?)\s*$/i;

/** The word for what a button of the channel itself means, where it is no wish of the buyer's. */
export const meantBy = ({ text }: JsonObject): JsonObject =>
  typeof text === 'string' && BEGINNING.test(text) ? { text: 'menu' } : {};

const isBlank = ({ text }: JsonObject): boolean => typeof text !== 'string' || text.trim() === '';

/** Why a bot that reads can't take it, so that this is said; undefined for what it can. `arrived` is as it came. */
export function unheardIn(arrived: JsonObject): Unheard | undefined {
  if (arrived.type === 'messageUpdate') return 'edited';
  if (arrived.type !== 'message') return undefined;
  const activity = withoutSticker(arrived);
  const { attachments, value } = activity;
  if (!isBlank(activity) || (value !== undefined && value !== null)) return undefined;
  if (activity !== arrived) return 'sticker';
  const types = (Array.isArray(attachments) ? attachments : []).map((one) =>
    String(objectOf(one).contentType),
  );
  if (types.length > 0 && types.every((type) => type.startsWith('audio'))) return 'voice';
  return filesIn(activity).length === 0 ? 'empty' : undefined;
}

/** The line of the transcript, which an agent reads. */
export function shownAs(what: Unheard, text = ''): string {
  const words = {
    voice: '(a recording)',
    sticker: '(a sticker)',
    empty: '(a message without words)',
    edited: '(changed an earlier message)',
  }[what];
  return text === '' ? words : `${words} ${text}`;
}
