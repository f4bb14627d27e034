import type { Incoming, ReceivedFile } from '../../dialogs/kit/reply.ts';
import type { Json, JsonObject } from '../../services/ports.ts';
import { pickChoice } from './pick-choice.ts';
import type { ClosedPrompt, OpenPrompt, PromptChoice } from './prompt.ts';

/** What the turn knows about the conversation when an activity arrives. */
export interface Where {
  readonly open: OpenPrompt | null;
  readonly closed: readonly ClosedPrompt[];
  /** Prompt and choice of an action that we signed for this conversation (action-token.ts). */
  verify(action: string): { readonly promptId: string; readonly choiceId: string } | undefined;
  /** What became of the activity's files. */
  readonly files: readonly ReceivedFile[];
}

/** What the buyer did, read against the open prompt and the earlier ones. */
export function readReply(activity: JsonObject, where: Where): Incoming {
  const text = typeof activity.text === 'string' ? activity.text.trim() : '';
  if (activity.type === 'conversationUpdate') return { kind: 'joined' };
  const pressed = pressOf(activity.value, text);
  if (pressed !== undefined) return readPress(pressed, where);
  if (where.files.length > 0)
    return { kind: 'reply', reply: { kind: 'files', files: where.files, text } };
  const choice = pickChoice(text, where.open?.choices ?? []);
  return choice ? chosen(choice) : { kind: 'reply', reply: { kind: 'text', text } };
}

/** The action of a pressed button; '' for a value that is none of ours and has no words beside it. */
function pressOf(value: Json | undefined, text: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  const action = typeof value === 'object' && 'action' in value ? value.action : undefined;
  if (typeof action === 'string') return action;
  return text === '' ? '' : undefined;
}

function readPress(action: string, where: Where): Incoming {
  const press = where.verify(action);
  if (!press) return { kind: 'stale' };
  const { promptId, choiceId } = press;
  const of = (prompt: OpenPrompt) => prompt.choices.find((choice) => choice.id === choiceId);
  if (where.open?.id === promptId) {
    const choice = of(where.open);
    return choice ? chosen(choice) : { kind: 'stale' };
  }
  const closed = where.closed.find((prompt) => prompt.id === promptId);
  const choice = closed && of(closed);
  if (!closed || !choice) return { kind: 'stale' };
  if (choice.begins) return chosen(choice);
  return closed.pressed === choiceId ? { kind: 'repeated', said: closed.said } : { kind: 'stale' };
}

function chosen(choice: PromptChoice): Incoming {
  if (!choice.begins) return { kind: 'reply', reply: { kind: 'choice', id: choice.id } };
  return { kind: 'begin', flow: choice.begins.flow, args: choice.begins.args ?? {} };
}
