import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock, JsonObject, Store, Tx } from '../../services/ports.ts';
import { cloudChannel } from '../channels/capabilities.ts';
import type { Inbox } from '../inbox.ts';
import type { CloudArrival } from './cloud.ts';

export interface CloudReceiveDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly inbox: Inbox;
  readonly log: Logger;
}

/** Characters of a text that the dialogs see. */
const HEARD_CHARS = 10_000;

/**
 * Puts a verified activity into the inbox of its conversation, which begins with the first one; the same activity again
 * changes nothing. Throws when it can't be taken now: the channel sends it again.
 */
export function createCloudReceive(deps: CloudReceiveDeps) {
  return async ({ activity, reference }: CloudArrival): Promise<void> => {
    const heard = heardOf(activity);
    if (heard === undefined) return;
    const conversation = read(activity.conversation);
    if (conversation.isGroup === true) {
      // Orders and disputes are told to one person only.
      deps.log.info({ channel: activity.channelId }, 'a group was not answered');
      return;
    }
    const conversationId = idOf(activity, conversation);
    await deps.store.run((tx) => remember(deps, tx, conversationId, activity, reference));
    const accepted = await deps.inbox.accept({ conversationId, ...heard });
    if ('id' in accepted) return;
    throw new Error(`not accepted: ${accepted.verdict}`);
  };
}

/** What the turn and the transcript get; undefined for what needs no turn: typing, reactions, our own joining. */
function heardOf(activity: JsonObject) {
  const { type, id, text, value, locale } = activity;
  if (type === 'conversationUpdate')
    return hasNewPerson(activity) ? { key: 'joined', activity: { type } } : undefined;
  if (type !== 'message') return undefined;
  const said = {
    type,
    ...(typeof text === 'string' && { text: text.slice(0, HEARD_CHARS) }),
    ...(value !== undefined && { value }),
    ...(locale !== undefined && { locale }),
  };
  // Marked as the channel's: `joined` is a key of ours.
  return { activity: said, echo: said, ...(typeof id === 'string' && { key: `c:${id}` }) };
}

function hasNewPerson({ membersAdded, recipient }: JsonObject): boolean {
  const added = Array.isArray(membersAdded) ? membersAdded.map(read) : [];
  return added.some((member) => member.id !== read(recipient).id);
}

/** The same conversation of the same channel has the same id, on every node. */
function idOf({ channelId }: JsonObject, conversation: JsonObject): string {
  const name = JSON.stringify([channelId, conversation.id]);
  return `cloud-${createHash('sha256').update(name).digest('base64url')}`;
}

/** A channel may change where it is to be answered, so the newest place counts. */
async function remember(
  { store, clock }: CloudReceiveDeps,
  tx: Tx,
  id: string,
  activity: JsonObject,
  reference: JsonObject,
): Promise<void> {
  if ((await store.conversations.find(tx, id)) === undefined)
    await store.conversations.create(tx, {
      id,
      channel: cloudChannel(String(activity.channelId)),
      userId: String(read(activity.from).id),
      locale: typeof activity.locale === 'string' ? activity.locale : 'en',
      startedAt: clock.now(),
    });
  await store.conversations.saveReference(tx, id, reference);
}

function read(value: unknown): JsonObject {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as JsonObject) : {};
}
