import type { Message } from '../dialogs/kit/message.ts';
import type { Listener } from '../knowledge/knowledge.ts';
import type { Conversation, JsonObject, NewMessage, StoredMessage, Tx } from '../services/ports.ts';
import { signChoice } from './channels/action-token.ts';
import { capabilitiesOf } from './channels/capabilities.ts';
import { type OpenPrompt, promptOf } from './channels/prompt.ts';
import { render } from './channels/render.ts';
import type { TurnDeps } from './turn-deps.ts';

/** Who the bot is on every channel. */
export const BOT = { id: 'resolve', name: 'Resolve', role: 'bot' } as const;

/** An upload as stored messages name it: the channel makes an expiring address of it when the message leaves. */
export const uploadUri = (uploadId: string): string => `upload:${uploadId}`;

export interface Spoken {
  readonly activities: readonly JsonObject[];
  readonly opened?: OpenPrompt;
}

/** The messages as the conversation's channel can show them, and the prompt that they leave open. */
export function rendered(
  deps: TurnDeps,
  messages: readonly Message[],
  conversation: Conversation,
  listener: Listener,
): Spoken {
  const capabilities = capabilitiesOf(conversation.channel);
  const { knowledge, actionKey } = deps;
  const baseUrl = deps.baseUrl();
  const promptId = deps.ids.next('prompt');
  const open = promptOf(messages, promptId, knowledge, listener, capabilities.reservedWords);
  const sign = (choiceId: string) => signChoice(actionKey, conversation.id, promptId, choiceId);
  const activities = messages.flatMap((message) =>
    render(message, {
      ...{ capabilities, knowledge, listener, sign, baseUrl, signImage: uploadUri },
      // An earlier message of the turn can have choices too; only the last prompt can be answered.
      ...(message === open?.message ? { promptId } : {}),
    }),
  );
  return {
    activities: activities.map((activity) => toJson({ ...activity, from: BOT })),
    ...(open ? { opened: open.prompt } : {}),
  };
}

/** Appends to the transcript; a channel that does not read it there gets outbox rows in the same transaction. */
export async function speak(
  deps: TurnDeps,
  tx: Tx,
  conversation: Conversation,
  activities: readonly JsonObject[],
): Promise<readonly StoredMessage[]> {
  if (activities.length === 0) return [];
  const now = deps.clock.now();
  const messages = activities.map(
    (activity): NewMessage => ({ id: deps.ids.next('activity'), from: 'bot', activity }),
  );
  const stored = await deps.store.conversations.append(tx, conversation.id, messages, now);
  if (!deps.pulledChannels.has(conversation.channel)) {
    await deps.store.outbox.add(
      tx,
      stored.map((message) => channelRow(deps, message)),
      now,
    );
  }
  return stored;
}

function channelRow(deps: TurnDeps, message: StoredMessage) {
  const { conversationId, id, seq, activity, at } = message;
  return {
    id: deps.ids.next('outbox'),
    kind: 'channel' as const,
    stream: conversationId,
    body: { conversationId, messageId: id, seq, activity },
    createdAt: at,
  };
}

function toJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
