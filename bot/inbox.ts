import type {
  Clock,
  Conversation,
  Ids,
  JsonObject,
  Store,
  StoredMessage,
} from '../services/ports.ts';
import type { News } from './outbox-news.ts';

/** Activities of a conversation that may wait for their turn; one more is refused. */
export const MAX_WAITING = 20;

export interface Arrival {
  readonly conversationId: string;
  /** The channel's or the client's own id of the activity: the same one twice is one activity. */
  readonly key?: string;
  /** What the turn reads. */
  readonly activity: JsonObject;
  /** What the transcript shows of it; missing for what is no message (somebody joined). */
  readonly echo?: JsonObject;
}

export type Accepted =
  | { readonly verdict: 'accepted' | 'duplicate'; readonly id: string }
  | { readonly verdict: 'queue_full' | 'no_conversation' };

export interface Inbox {
  /** Once this has answered `accepted`, the activity survives a kill of the process and a power cut. */
  accept(arrival: Arrival): Promise<Accepted>;
}

export interface InboxDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly news: News;
  /** Called after the commit: there is work for this conversation. */
  readonly wake: (conversationId: string) => void;
}

/** Store and acknowledge: the inbox row and the echo in ONE transaction, everything else afterwards. */
export function createInbox(deps: InboxDeps): Inbox {
  return {
    async accept(arrival) {
      const stored = await storeArrival(deps, arrival);
      if (stored.accepted.verdict === 'accepted') {
        // The echo leaves before the turn starts: Web Chat holds back a reply to what it has not seen.
        deps.news.publish(arrival.conversationId, stored.echoes);
        deps.wake(arrival.conversationId);
      }
      return stored.accepted;
    },
  };
}

interface Stored {
  readonly accepted: Accepted;
  readonly echoes: readonly StoredMessage[];
}

async function storeArrival(deps: InboxDeps, arrival: Arrival): Promise<Stored> {
  try {
    return await deps.store.run(async (tx) => {
      const conversation = await deps.store.conversations.find(tx, arrival.conversationId);
      if (!conversation) return nothing({ verdict: 'no_conversation' });
      const id = deps.ids.next('activity');
      const now = deps.clock.now();
      // First of all writes: its row lock puts inbox rows and messages in the same order.
      const echo = arrival.echo ? [echoOf(arrival.echo, id, conversation)] : [];
      const echoes = await deps.store.conversations.append(tx, conversation.id, echo, now);
      const { duplicate, answer } = await deps.store.inbox.store(tx, {
        conversationId: conversation.id,
        key: arrival.key ?? id,
        activity: { ...arrival.activity, id },
        receivedAt: now,
        answer: id,
      });
      if (duplicate) throw new Undone({ verdict: 'duplicate', id: answer });
      const waiting = await deps.store.inbox.countWaiting(tx, conversation.id);
      if (waiting > MAX_WAITING) throw new Undone({ verdict: 'queue_full' });
      return { accepted: { verdict: 'accepted', id }, echoes };
    });
  } catch (error) {
    if (error instanceof Undone) return nothing(error.accepted);
    throw error;
  }
}

/** Rolls the transaction back; never leaves this file. */
class Undone extends Error {
  readonly accepted: Accepted;

  constructor(accepted: Accepted) {
    super(accepted.verdict);
    this.accepted = accepted;
  }
}

function nothing(accepted: Accepted): Stored {
  return { accepted, echoes: [] };
}

/** Who said it is what the conversation's token says, never what the client writes. */
function echoOf(echo: JsonObject, id: string, conversation: Conversation) {
  const from = { id: conversation.userId, role: 'user' };
  return { id, from: 'buyer' as const, activity: { ...echo, from } };
}
