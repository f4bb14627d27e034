import type { Incoming } from '../dialogs/kit/reply.ts';
import type { Conversation, StoredMessage, Tx } from '../services/ports.ts';
import type { InboxRow } from '../services/queues-port.ts';
import { holdNotice, noticeIdIn } from './notice-turn.ts';
import { hearCode } from './signin/hear-code.ts';
import { turnContextOf } from './turn-context.ts';
import type { TurnDeps } from './turn-deps.ts';
import { recordFault } from './turn-fault.ts';
import { finish } from './turn-finish.ts';
import { failedIn, hear } from './turn-hear.ts';
import { inTime } from './turn-limit.ts';
import { retireCard } from './turn-retire.ts';
import { sceneOf } from './turn-scene.ts';
import { rendered, speakAndSave } from './turn-speak.ts';
import { afterTurn, forgotten, storedState, type TalkState, talkStateOf } from './turn-state.ts';
import { typingWhile } from './typing.ts';
import type { TurnEnd } from './worker.ts';

/**
 * The oldest waiting activity of a conversation, from stored to answered, in ONE transaction. A crash before the
 * commit: the turn runs again from the start. After it: done. Nothing leaves the database before.
 */
export async function takeTurn(deps: TurnDeps, conversationId: string): Promise<TurnEnd> {
  try {
    const turn = await deps.store.run((tx) =>
      inTime(turnIn(deps, tx, conversationId), deps.times?.limitMs),
    );
    deps.news.publish(conversationId, turn.said);
    if (turn.posted) deps.posted?.();
    return turn.end;
  } catch (error) {
    if (error instanceof StateMoved) return 'busy';
    return recordFault(deps, conversationId, error);
  }
}

interface Turn {
  readonly end: TurnEnd;
  readonly said: readonly StoredMessage[];
  /** Something waits in the outbox for the channel. */
  readonly posted?: boolean;
}

async function turnIn(deps: TurnDeps, tx: Tx, conversationId: string): Promise<Turn> {
  const conversation = await deps.store.conversations.lock(tx, conversationId);
  if (!conversation) return { end: 'busy', said: [] };
  const row = await deps.store.inbox.next(tx, conversationId);
  if (!row) return { end: 'idle', said: [] };
  const state = talkStateOf(conversation.state);
  // While a person has the conversation the bot is silent.
  const silent = conversation.owner !== 'bot';
  const noticeId = noticeIdIn(row.activity);
  if (silent && noticeId !== undefined) await holdNotice(deps, tx, noticeId);
  const heard = silent ? undefined : await hear(deps, tx, row.activity, conversation, state);
  const known = heard && (await hearCode(deps, tx, conversation, { row, incoming: heard }));
  const work = () => (known ? answer(deps, tx, { row, state, ...known }) : Promise.resolve([]));
  const said = await typingWhile(deps, conversation, work, deps.times);
  const posted = said.length > 0 && !deps.pulledChannels.has(conversation.channel);
  return { end: await finish(deps, tx, row), said, posted };
}

async function answer(
  deps: TurnDeps,
  tx: Tx,
  turn: {
    readonly conversation: Conversation;
    readonly row: InboxRow;
    readonly state: TalkState;
    readonly incoming: Incoming;
  },
): Promise<readonly StoredMessage[]> {
  const { conversation, row, state, incoming } = turn;
  const scene = await sceneOf(deps, tx, conversation);
  const context = turnContextOf(row.activity);
  const talk = await deps.converse(incoming, state.dialogs, scene, context);
  const { activities, opened } = rendered(deps, talk.messages, conversation, scene.listener, {
    withoutFiles: failedIn(row.activity) > 0,
  });
  const after = afterTurn(talk.forgets ? forgotten(state) : state, incoming, talk, opened);
  const spoken = { activities, state: storedState(after) };
  const said = await speakAndSave(deps, tx, conversation, spoken);
  if (!said) throw new StateMoved();
  await retireCard(deps, tx, conversation, { was: state.prompt, is: after.prompt, incoming });
  const { handOff: why } = talk;
  if (why) deps.log.info({ conversationId: conversation.id, why }, 'a person is wanted');
  return said;
}

/** Another writer was faster in spite of the lock: all is rolled back and the turn is taken again. */
class StateMoved extends Error {}
