import type { Incoming, ReceivedFile, Unheard } from '../../dialogs/kit/reply.ts';
import type { Json, JsonObject } from '../../services/ports.ts';
import { pickChoice } from './pick-choice.ts';
import { pressIn } from './press-in.ts';
import type { ClosedPrompt, OpenPrompt, PromptChoice } from './prompt.ts';

/** What the turn knows about the conversation when an activity arrives. */
export interface Where {
  readonly open: OpenPrompt | null;
  readonly closed: readonly ClosedPrompt[];
  /** Prompt and choice of an action that we signed for this conversation (action-token.ts). */
  verify(action: string): { readonly promptId: string; readonly choiceId: string } | undefined;
  /** What became of the activity's files. */
  readonly files: readonly ReceivedFile[];
  /** How many more could not be had from the channel. */
  readonly failed?: number;
}

const unheards: readonly Unheard[] = ['voice', 'sticker', 'empty', 'edited'];

/** What the buyer did, read against the open prompt and the earlier ones. */
export function readReply(activity: JsonObject, where: Where): Incoming {
  const text = typeof activity.text === 'string' ? activity.text.trim() : '';
  if (activity.type === 'conversationUpdate') return joinedIn(activity);
  const what = unheards.find((one) => one === activity.unheard);
  if (what) return { kind: 'unheard', what };
  const press = pressIn(activity);
  if (press) return readPress(press.action, where);
  // A value that is none of ours and has no words beside it.
  if (isGiven(activity.value) && text === '') return { kind: 'stale' };
  const incoming = said(text, where);
  const { failed = 0 } = where;
  return failed > 0 && incoming.kind === 'reply' ? { ...incoming, failed } : incoming;
}

/** Files, or words; where all files are missing and nothing was written, no files. */
function said(text: string, { files, failed = 0, open }: Where): Incoming {
  if (files.length > 0 || (failed > 0 && text === ''))
    return { kind: 'reply', reply: { kind: 'files', files, text } };
  const choice = pickChoice(text, open?.choices ?? []);
  return choice ? chosen(choice) : { kind: 'reply', reply: { kind: 'text', text } };
}

const isGiven = (value: Json | undefined): boolean => value !== undefined && value !== null;

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

/** Our own session route alone says `looking`, of a token that it has checked (http/order-page.ts). */
function joinedIn({ looking }: JsonObject): Incoming {
  const { orderId, itemId } = Object(looking) as JsonObject;
  if (typeof orderId !== 'string') return { kind: 'joined' };
  const item = typeof itemId === 'string' ? { itemId } : {};
  return { kind: 'joined', about: { orderId, ...item } };
}
