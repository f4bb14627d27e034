import type { Handoff } from '../handoff-port.ts';
import type { Context } from '../ports.ts';

/** What the bot says of the desk when it has the conversation again; a turn of its own finds the words. */
export type BotTells =
  /** The agent gave it back: the open question is asked again. */
  | 'handed_back'
  /** The agent has finished it. */
  | 'resolved'
  /** The agent is gone: the buyer waits again. */
  | 'requeued'
  /** The external hub has nobody: our own team is asked. */
  | 'hub_failed'
  /** The buyer wanted the person in another chat of theirs. */
  | 'moved'
  /** Nobody wrote for long. */
  | 'buyer_silent'
  /** A person was asked for without the buyer having asked. */
  | 'alarmed';

/** Before the key of an inbox row of the desk: it is no word of the buyer's. */
const prefix = 'desk:';

/** Into the conversation's inbox, in this transaction: said exactly once, in its turn. */
export const tellByBot = async (
  { store, tx, now }: Pick<Context, 'store' | 'tx' | 'now'>,
  { id, conversationId, version }: Handoff,
  what: BotTells,
  agent?: string,
): Promise<void> => {
  const key = `${prefix}${id}:${version}:${what}`;
  await store.inbox.store(tx, {
    conversationId,
    key,
    activity: { type: 'desk', what, handoffId: id, ...(agent && { agent }) },
    receivedAt: now,
    answer: key,
  });
};
