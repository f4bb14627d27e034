import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Choice, JsonArgs, Message } from '../dialogs/kit/message.ts';
import type { Knowledge, Listener } from '../knowledge/knowledge.ts';

/** A choice as it was offered, with the words that pick it. JSON, kept in Conversation.state. */
export interface PromptChoice {
  readonly id: string;
  readonly label: string;
  readonly synonyms: readonly string[];
  /** Starts this flow at any time, also after the prompt was closed. */
  readonly begins?: { readonly flow: string; readonly args?: JsonArgs };
}

/** The question that waits for an answer; its id is part of every button's signature. */
export interface OpenPrompt {
  readonly id: string;
  readonly choices: readonly PromptChoice[];
  /** Which files are welcome now. */
  readonly attach?: 'openingFiles' | 'evidenceFiles';
}

/** A question that was answered or left; kept so that a second press gets its first result. */
export interface ClosedPrompt extends OpenPrompt {
  /** The choice that closed it; missing if something else was said instead. */
  readonly pressed?: string;
  /** What the press led to. */
  readonly said: readonly Message[];
}

/** The prompt that these messages leave open: the last one that offers something or asks for files. */
export function promptOf(
  messages: readonly Message[],
  id: string,
  knowledge: Pick<Knowledge, 'say'>,
  listener: Listener,
): { readonly prompt: OpenPrompt; readonly message: Message } | undefined {
  const message = messages.findLast((m) => choicesOf(m).length > 0 || m.attach !== undefined);
  if (!message) return undefined;
  const rows = new Map(message.rows?.map((row) => [row.choice.id, row.title]));
  const offered = (choice: Choice): PromptChoice => {
    const title = rows.get(choice.id);
    return {
      id: choice.id,
      label: knowledge.say(choice.label, listener, 'plain'),
      synonyms: [
        ...(title ? [knowledge.say(title, listener, 'plain')] : []),
        ...(choice.synonyms ?? []),
      ],
      ...(choice.begins ? { begins: choice.begins } : {}),
    };
  };
  const choices = choicesOf(message).map(offered);
  return {
    message,
    prompt: { id, choices, ...(message.attach ? { attach: message.attach } : {}) },
  };
}

/** Rows first, as they are drawn: the typed number 1 is the first row. */
export function choicesOf(message: Message): readonly Choice[] {
  return [...(message.rows ?? []).map((row) => row.choice), ...(message.choices ?? [])];
}

/** What a button carries: `<promptId>.<choiceId>.<hmac>`, bound to the conversation. */
export function signChoice(key: string, conversationId: string, promptId: string, id: string) {
  return `${promptId}.${id}.${macOf(key, conversationId, promptId, id)}`;
}

/** The prompt and choice of an action that we signed for this conversation, else undefined. */
export function readAction(
  key: string,
  conversationId: string,
  action: string,
): { readonly promptId: string; readonly choiceId: string } | undefined {
  const first = action.indexOf('.');
  const last = action.lastIndexOf('.');
  if (first < 1 || last <= first) return undefined;
  const promptId = action.slice(0, first);
  const choiceId = action.slice(first + 1, last);
  const want = Buffer.from(macOf(key, conversationId, promptId, choiceId));
  const got = Buffer.from(action.slice(last + 1));
  return want.length === got.length && timingSafeEqual(want, got)
    ? { promptId, choiceId }
    : undefined;
}

function macOf(key: string, ...parts: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}
