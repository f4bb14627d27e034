import type { Json, JsonObject } from '../../services/ports.ts';
import { objectOf } from './cloud-conversation.ts';

/**
 * Whether the activity names the bot, and its text without that name. The SDK's own way throws on an entity that is not
 * as it should be, and takes the name away once only.
 */
export function withoutMention({ entities, recipient, text }: JsonObject): {
  readonly mentioned: boolean;
  readonly text: string | undefined;
} {
  const { id } = objectOf(recipient);
  const own = (Array.isArray(entities) ? entities : []).filter((one) => isMentionOf(one, id));
  const names = own.map((one) => objectOf(one).text).filter((name) => typeof name === 'string');
  const words = typeof text === 'string' ? text : undefined;
  const bare = names
    .filter((name) => name !== '')
    .reduce((left, name) => left?.replaceAll(name, ' '), words);
  return { mentioned: own.length > 0, text: names.length > 0 ? bare?.trim() : words };
}

function isMentionOf(entity: Json, id: Json | undefined): boolean {
  const { type, mentioned } = objectOf(entity);
  return String(type).toLowerCase() === 'mention' && objectOf(mentioned).id === id;
}
