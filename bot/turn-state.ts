import type { Message } from '../dialogs/kit/message.ts';
import type { Incoming } from '../dialogs/kit/reply.ts';
import type { Json, JsonObject } from '../services/ports.ts';
import type { ClosedPrompt, OpenPrompt } from './channels/prompt.ts';

/** What Conversation.state holds: the dialogs' own part, and the prompts, which are the turn's. */
export interface TalkState {
  readonly dialogs: JsonObject;
  readonly prompt: OpenPrompt | null;
  /** Newest last. */
  readonly closed: readonly ClosedPrompt[];
}

/** Prompts kept for a second press; older buttons are answered as stale. */
const KEPT = 20;

export function talkStateOf(state: JsonObject): TalkState {
  // Written by `storedState` alone, so the shape is known.
  const { dialogs, prompt, closed } = state as Partial<Record<keyof TalkState, Json>>;
  return {
    dialogs: (dialogs ?? {}) as JsonObject,
    prompt: (prompt ?? null) as OpenPrompt | null,
    closed: (closed ?? []) as unknown as readonly ClosedPrompt[],
  };
}

/** Somebody else may write there now: no button and no second press answers with what was said before. */
export const forgotten = (state: TalkState): TalkState => ({ ...state, prompt: null, closed: [] });

/** Through JSON: what was `undefined` is gone, as it will be after the next read. */
export function storedState(state: TalkState): JsonObject {
  return JSON.parse(JSON.stringify(state)) as JsonObject;
}

/**
 * The prompts after a turn that said something: the open one is closed with what its press led to, and what the bot
 * offered last is open. A turn without a word leaves the prompts as they are.
 */
export function afterTurn(
  before: TalkState,
  incoming: Incoming,
  talk: { readonly state: JsonObject; readonly messages: readonly Message[] },
  opened: OpenPrompt | undefined,
): TalkState {
  const isNotice = incoming.kind === 'notice' || incoming.kind === 'desk';
  // A notice that offers nothing leaves the question open that it came between.
  if (talk.messages.length === 0 || (isNotice && !opened))
    return { ...before, dialogs: talk.state };
  const closing = before.prompt ? [closed(before.prompt, incoming, talk.messages)] : [];
  return {
    dialogs: talk.state,
    prompt: opened ?? null,
    closed: [...before.closed, ...closing].slice(-KEPT),
  };
}

function closed(prompt: OpenPrompt, incoming: Incoming, said: readonly Message[]): ClosedPrompt {
  const picked = incoming.kind === 'reply' && incoming.reply.kind === 'choice';
  return picked ? { ...prompt, pressed: incoming.reply.id, said } : { ...prompt, said: [] };
}
