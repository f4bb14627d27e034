import { isoOf } from '../../../services/domain/time.ts';
import type { Json, JsonObject, StoredMessage } from '../../../services/ports.ts';
import type { Typing } from '../../outbox-news.ts';
import { BOT } from '../../turn-speak.ts';
import type { DirectLineDeps } from './deps.ts';
import type { Tokens } from './tokens.ts';

export interface Outbound {
  readonly tokens: Tokens;
  /** Where clients reach us, without a slash at its end. */
  readonly baseUrl: () => string;
}

export interface ActivitySet {
  readonly activities: readonly JsonObject[];
  /** Opaque to clients; the seq of the last activity, so it never starts anew. */
  readonly watermark: string;
}

/** `after` is where the client was: the watermark stays there if nothing came since. */
export function activitySet(
  deps: Outbound,
  messages: readonly StoredMessage[],
  after: number,
): ActivitySet {
  return {
    activities: messages.map((message) => activityOf(deps, message)),
    watermark: String(messages.at(-1)?.seq ?? after),
  };
}

/** An agent types: it is of this moment, so it is in no transcript and moves no watermark. */
export function typingSet(
  deps: Pick<DirectLineDeps, 'ids' | 'clock'>,
  { conversationId, name }: Typing,
  after: number,
): ActivitySet {
  return typingOf(deps, conversationId, { id: 'agent', name, role: 'bot' }, after);
}

/** The same of the bot, while it works on an answer. */
export function botTypingSet(
  deps: Pick<DirectLineDeps, 'ids' | 'clock'>,
  conversationId: string,
  after: number,
): ActivitySet {
  return typingOf(deps, conversationId, BOT, after);
}

function typingOf(
  { ids, clock }: Pick<DirectLineDeps, 'ids' | 'clock'>,
  conversationId: string,
  from: JsonObject,
  after: number,
): ActivitySet {
  const activity = {
    ...{ type: 'typing', id: ids.next('activity'), timestamp: isoOf(clock.now()) },
    ...{ channelId: 'directline', conversation: { id: conversationId }, from },
  };
  return { activities: [activity], watermark: String(after) };
}

/** The stored message as Direct Line shows it. */
function activityOf(deps: Outbound, message: StoredMessage): JsonObject {
  const { conversationId, seq } = message;
  const activity = signed(deps, message);
  const channelData = (activity.channelData ?? {}) as JsonObject;
  return {
    ...activity,
    id: message.id,
    timestamp: isoOf(message.at),
    channelId: 'directline',
    conversation: { id: conversationId },
    // Web Chat sorts by this, else by the timestamp, which a demo's clock may move backwards.
    channelData: { ...channelData, 'webchat:sequence-id': seq },
  };
}

/** Of what a client said only the attachments are ours; what else looks like an upload's name there, it made up. */
function signed(deps: Outbound, { from, conversationId, activity }: StoredMessage): JsonObject {
  if (from !== 'buyer') return withAddresses(deps, conversationId, activity) as JsonObject;
  const { attachments } = activity;
  return attachments === undefined
    ? activity
    : { ...activity, attachments: withAddresses(deps, conversationId, attachments) };
}

/** `upload:ID` becomes an address that expires: made anew whenever a message leaves, so a stored one never goes stale. */
export function withAddresses(deps: Outbound, conversationId: string, value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((v) => withAddresses(deps, conversationId, v));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const id = key === 'url' || key === 'contentUrl' ? uploadIdOf(inner) : undefined;
      if (id) return [key, addressOf(deps, conversationId, id)];
      return [key, withAddresses(deps, conversationId, inner)];
    }),
  );
}

function uploadIdOf(value: Json): string | undefined {
  return typeof value === 'string' ? /^upload:([\w-]+)$/.exec(value)?.[1] : undefined;
}

function addressOf(deps: Outbound, conversationId: string, uploadId: string): string {
  const token = deps.tokens.signFile(conversationId, uploadId);
  return `${deps.baseUrl()}/v3/directline/attachments/${uploadId}?t=${token}`;
}
