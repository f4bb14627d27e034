import { createHash } from 'node:crypto';
import type { Clock, Conversation, JsonObject, Store, Tx } from '../../services/ports.ts';
import { cloudChannel } from '../channels/capabilities.ts';

/** The same conversation of the same channel has the same id, on every node. */
export function conversationIdOf({ channelId, conversation }: JsonObject): string {
  return `cloud-${digest([channelId, objectOf(conversation).id])}`;
}

/** Not readable, and short however long the parts are. */
export const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** Several people read it: a Teams channel or group chat, a Slack channel. */
export function isGroup({ conversation }: JsonObject): boolean {
  const { isGroup: several, conversationType } = objectOf(conversation);
  return several === true || conversationType === 'groupChat' || conversationType === 'channel';
}

/** Begins with the first activity. A channel may change where it is to be answered, so the newest place counts. */
export async function rememberConversation(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  tx: Tx,
  activity: JsonObject,
  reference: JsonObject,
): Promise<Conversation> {
  const { conversations } = store;
  const id = conversationIdOf(activity);
  const known = await conversations.find(tx, id);
  if (known === undefined)
    await conversations.create(tx, {
      id,
      channel: cloudChannel(String(activity.channelId)),
      userId: String(objectOf(activity.from).id),
      locale: typeof activity.locale === 'string' ? activity.locale : 'en',
      startedAt: clock.now(),
    });
  await conversations.saveReference(tx, id, reference);
  const found = known ?? (await conversations.find(tx, id));
  if (!found) throw new Error('the conversation was not created');
  return { ...found, reference };
}

export function objectOf(value: unknown): JsonObject {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as JsonObject) : {};
}
