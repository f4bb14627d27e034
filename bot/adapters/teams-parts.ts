import type { JsonObject } from '../../services/ports.ts';

/**
 * What is sent as messages of their own. Teams makes two messages of a text with a card and then tells no id, so the card
 * could never be updated: it goes alone, behind its words. @source learn.microsoft.com, Teams, "Message split"
 */
export function partsFor(channelId: unknown, activity: JsonObject): readonly JsonObject[] {
  const { text, attachments, ...rest } = activity;
  const isBoth = text !== undefined && text !== '' && Array.isArray(attachments);
  if (channelId !== 'msteams' || !isBoth || attachments.length === 0) return [activity];
  const { speak: _, ...silent } = rest;
  const words = { ...rest, text, inputHint: 'acceptingInput' };
  // What a notification says of a card.
  return [words, { ...silent, attachments, summary: String(text).slice(0, 200) }];
}
