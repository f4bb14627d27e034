import type { Message } from '../dialogs/kit/message.ts';
import type { Listener } from '../knowledge/knowledge.ts';
import type { Conversation, JsonObject, NewMessage, StoredMessage, Tx } from '../services/ports.ts';
import { signChoice } from './channels/action-token.ts';
import { capabilitiesOf } from './channels/capabilities.ts';
import { type OpenPrompt, promptOf } from './channels/prompt.ts';
import { render } from './channels/render.ts';
import { signUploadLink } from './evidence-page/link-token.ts';
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
  deps: Pick<TurnDeps, 'knowledge' | 'actionKey' | 'baseUrl' | 'ids' | 'clock'>,
  messages: readonly Message[],
  conversation: Conversation,
  listener: Listener,
  /** A file of the chat could not be had: for once it takes none, so that our page is offered. */
  shown: { readonly withoutFiles?: boolean } = {},
): Spoken {
  const own = capabilitiesOf(conversation.channel);
  const capabilities = shown.withoutFiles ? { ...own, files: false } : own;
  const { knowledge, actionKey } = deps;
  const baseUrl = deps.baseUrl();
  const promptId = deps.ids.next('prompt');
  const open = promptOf(messages, promptId, knowledge, listener, capabilities.reservedWords);
  const sign = (choiceId: string) => signChoice(actionKey, conversation.id, promptId, choiceId);
  const uploadLink = () => uploadPage(deps, conversation, promptId);
  const activities = messages.flatMap((message) =>
    render(message, {
      ...{ capabilities, knowledge, listener, sign, baseUrl, signImage: uploadUri, uploadLink },
      // An earlier message of the turn can have choices too; only the last prompt can be answered.
      ...(message === open?.message ? { promptId } : {}),
    }),
  );
  return {
    activities: activities.map((activity) => toJson({ ...activity, from: BOT })),
    ...(open ? { opened: open.prompt } : {}),
  };
}

/** Where files can be sent for this chat once, wherever it is; nothing is written until they are. */
function uploadPage(
  { actionKey, baseUrl, clock }: Pick<TurnDeps, 'actionKey' | 'baseUrl' | 'clock'>,
  conversation: Conversation,
  promptId: string,
): string {
  return `${baseUrl()}/evidence/${signUploadLink(actionKey, conversation, promptId, clock.now())}`;
}

/** Appends to the transcript, the dialogs' state left as it is: an apology. */
export async function speak(
  deps: TurnDeps,
  tx: Tx,
  conversation: Conversation,
  activities: readonly JsonObject[],
): Promise<readonly StoredMessage[]> {
  const at = deps.clock.now();
  const messages = messagesOf(deps, activities);
  const stored = await deps.store.conversations.append(tx, conversation.id, messages, at);
  await post(deps, tx, conversation, stored);
  return stored;
}

/** Appends to the transcript and saves the state; undefined, with nothing written, if somebody else moved the state. */
export async function speakAndSave(
  deps: TurnDeps,
  tx: Tx,
  conversation: Conversation,
  said: { readonly activities: readonly JsonObject[]; readonly state: JsonObject },
): Promise<readonly StoredMessage[] | undefined> {
  const stored = await deps.store.conversations.advance(tx, conversation.id, {
    state: said.state,
    expectedVersion: conversation.stateVersion,
    messages: messagesOf(deps, said.activities),
    at: deps.clock.now(),
  });
  if (stored) await post(deps, tx, conversation, stored);
  return stored;
}

const messagesOf = (deps: TurnDeps, activities: readonly JsonObject[]): readonly NewMessage[] =>
  activities.map((activity) => ({ id: deps.ids.next('activity'), from: 'bot', activity }));

/** A channel that does not read the transcript gets outbox rows in the same transaction. */
async function post(
  deps: TurnDeps,
  tx: Tx,
  conversation: Conversation,
  stored: readonly StoredMessage[],
): Promise<void> {
  if (stored.length === 0 || deps.pulledChannels.has(conversation.channel)) return;
  const rows = stored.map((message) => channelRow(deps, message));
  await deps.store.outbox.add(tx, rows, deps.clock.now());
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
