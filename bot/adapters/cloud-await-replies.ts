import { setTimeout as pause } from 'node:timers/promises';
import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import type { JsonObject, Store } from '../../services/ports.ts';
import { StoreBusy } from '../../services/store-busy.ts';
import type { AwaitReplies, CloudArrival } from './cloud.ts';
import { conversationIdOf } from './cloud-conversation.ts';
import type { Gathering, Replies } from './cloud-replies.ts';

export interface AwaitDeps {
  readonly store: Store;
  readonly replies: Replies;
  /** Sends what is due, now. */
  readonly deliver: () => Promise<unknown>;
  /** Milliseconds for which the caller waits; then the rest goes through the channel. */
  readonly replyMs?: number;
}

const REPLY_MS = 10_000;
const LOOK_MS = 25;

/**
 * `deliveryMode: expectReplies`: `accept` stores what arrived, and what is said to it is gathered for the HTTP answer.
 * Only what this process sends can be: another node's goes through the channel.
 */
export async function awaitReplies(
  deps: AwaitDeps,
  { activity, reference }: CloudArrival,
  accept: () => Promise<void>,
): Promise<AwaitReplies> {
  const id = conversationIdOf(activity);
  // Opened first: whatever is said after `before` is seen to leave.
  const gathering = deps.replies.open(id);
  const store = async () => {
    const before = await lastSeqOf(deps, id);
    await accept();
    return before;
  };
  const before = await store().catch((error: unknown) => {
    gathering.close();
    throw error;
  });
  return async () => {
    const over = new AbortController();
    const { signal } = over;
    const answered = async () => {
      while (!signal.aborted && !(await isAnswered(deps, id, before, gathering)))
        await pause(LOOK_MS);
    };
    // A look can take long, too: on SQLite a turn has the one connection.
    const late = pause(deps.replyMs ?? REPLY_MS, undefined, { signal });
    await Promise.race([answered(), late]).finally(gathering.close);
    // The race has taken what the aborted wait throws.
    over.abort();
    return gathering.activities.map((reply) => addressed(reply, reference));
  };
}

async function lastSeqOf({ store }: AwaitDeps, id: string): Promise<number> {
  const seqs = await store.run((tx) => store.conversations.lastSeqs(tx, [id]));
  return seqs.get(id) ?? 0;
}

/** No turn is left to be taken, and all that was said has been gathered. */
async function isAnswered(
  deps: AwaitDeps,
  id: string,
  before: number,
  { seqs }: Gathering,
): Promise<boolean> {
  const { store } = deps;
  try {
    const waiting = await store.run((tx) => store.inbox.countWaiting(tx, id));
    if (waiting > 0) return false;
    await deps.deliver();
    const said = await store.run((tx) => store.conversations.messagesAfter(tx, id, before, 100));
    return said.every(({ from, seq }) => from === 'buyer' || seqs.has(seq));
  } catch (error) {
    if (error instanceof StoreBusy) return false;
    throw error;
  }
}

/** As the SDK fills in what it sends. */
function addressed(reply: JsonObject, reference: JsonObject): JsonObject {
  const copy = structuredClone(reply) as Partial<Activity>;
  const filled = TurnContext.applyConversationReference(
    copy,
    reference as Partial<ConversationReference>,
  );
  return JSON.parse(JSON.stringify(filled)) as JsonObject;
}
