import { promptOf } from '../../bot/channels/prompt.ts';
import { readReply } from '../../bot/channels/read-reply.ts';
import { turnContextOf } from '../../bot/turn-context.ts';
import { afterTurn, type TalkState, talkStateOf } from '../../bot/turn-state.ts';
import type { Message } from '../../dialogs/kit/message.ts';
import type { Incoming, ReceivedFile } from '../../dialogs/kit/reply.ts';
import type { Scene } from '../../dialogs/kit/scene.ts';
import { converse } from '../../dialogs/main.ts';
import { instant } from '../../services/domain/time.ts';
import type { Chat } from './conversation.ts';
import { frameOf, placeOf } from './prompts.ts';

/** Where a conversation is after a turn that was only tried out. */
export interface Spot {
  readonly state: TalkState;
  readonly messages: readonly Message[];
  readonly handOff: string | undefined;
  /** `flow/step` of the open question. */
  readonly place: string | undefined;
}

export type Input =
  | { readonly says: string; readonly after?: number }
  | { readonly presses: number }
  | { readonly arrives: Incoming };

const photo: ReceivedFile = {
  ...{ id: 'upload-walk', name: 'walk.jpg', bytes: 1000, contentType: 'image/jpeg' },
  ...{ sha256: 'hash of walk', verdict: 'accepted' },
};

export const aPhoto: Input = {
  arrives: { kind: 'reply', reply: { kind: 'files', files: [photo], text: '' } },
};
export const aStaleButton: Input = { arrives: { kind: 'stale' } };

/** Runs `work` on what the chat is now, in a transaction that is rolled back: it may walk wherever it likes. */
export async function walk<T>(
  chat: Chat,
  work: (spot: Spot, step: (from: Spot, input: Input) => Promise<Spot>, scene: Scene) => Promise<T>,
): Promise<T> {
  const state = talkStateOf((await chat.conversation()).state);
  const place = placeOf(frameOf(state.dialogs));
  const here = { state, messages: chat.said, handOff: undefined, place };
  return chat.trial((scene) => work(here, (from, input) => step(scene, from, input), scene));
}

async function step(scene: Scene, from: Spot, input: Input): Promise<Spot> {
  const after = 'after' in input ? (input.after ?? 0) : 0;
  const now = instant(scene.ctx.now + after);
  const then = { ...scene, ctx: { ...scene.ctx, now } };
  const incoming = incomingOf(from, input);
  const context = turnContextOf({ type: 'message' });
  const { messages, state, handOff } = await converse(incoming, from.state.dialogs, then, context);
  const opened = promptOf(messages, 'walked', scene.knowledge, scene.listener)?.prompt;
  const next = afterTurn(from.state, incoming, { messages, state }, opened);
  return { state: next, messages, handOff, place: placeOf(frameOf(state)) };
}

function incomingOf({ state }: Spot, input: Input): Incoming {
  if ('arrives' in input) return input.arrives;
  const where = { open: state.prompt, closed: [], files: [], verify: () => undefined };
  if ('says' in input) return readReply({ type: 'message', text: input.says }, where);
  const { id, begins } = state.prompt?.choices[input.presses] ?? { id: 'none' };
  return begins
    ? { kind: 'begin', flow: begins.flow, args: begins.args ?? {} }
    : { kind: 'reply', reply: { kind: 'choice', id } };
}

export const keysOf = (messages: readonly Message[]): readonly string[] =>
  messages.flatMap(({ text }) => text.map(({ key }) => key));

export const flowsOf = (messages: readonly Message[]): readonly (string | undefined)[] =>
  messages.flatMap(({ choices }) => choices?.map(({ begins }) => begins?.flow) ?? []);
