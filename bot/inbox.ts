import { buyerSpoke } from '../services/handoff/buyer-spoke.ts';
import type {
  Clock,
  Conversation,
  Ids,
  JsonObject,
  Store,
  StoredMessage,
  Tx,
} from '../services/ports.ts';
import { shareTransactions } from './inbox-sharing.ts';
import type { News } from './outbox-news.ts';
import { withoutSignInCode } from './signin/mask-code.ts';

/** Activities of a conversation that may wait for their turn; one more is refused. */
export const MAX_WAITING = 20;

export interface Arrival {
  readonly conversationId: string;
  /** A conversation of another channel is then as good as none. */
  readonly channel?: string;
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
  /** For a store with one connection: what arrives during a transaction shares the next one. By default not. */
  readonly together?: boolean;
}

/** Store and acknowledge: the inbox row and the echo in ONE transaction, everything else afterwards. */
export function createInbox(deps: InboxDeps): Inbox {
  const alone = (arrival: Arrival) => storeAlone(deps, arrival);
  const store = deps.together
    ? shareTransactions(alone, (arrivals: readonly Arrival[]) => storeAll(deps, arrivals))
    : alone;
  return {
    async accept(arrival) {
      const stored = await store(arrival);
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

async function storeAlone(deps: InboxDeps, arrival: Arrival): Promise<Stored> {
  try {
    return await deps.store.run((tx) => storeIn(deps, tx, arrival));
  } catch (error) {
    if (error instanceof Duplicate) return nothing({ verdict: 'duplicate', id: error.answer });
    throw error;
  }
}

/** Throws, and stores none, if one of them was there before. */
function storeAll(deps: InboxDeps, arrivals: readonly Arrival[]): Promise<readonly Stored[]> {
  return deps.store.run(async (tx) => {
    const stored: Stored[] = [];
    for (const arrival of arrivals) stored.push(await storeIn(deps, tx, arrival));
    return stored;
  });
}

async function storeIn(deps: InboxDeps, tx: Tx, arrival: Arrival): Promise<Stored> {
  const { conversations, inbox } = deps.store;
  const conversation = await conversations.find(tx, arrival.conversationId);
  if (!conversation || conversation.channel !== (arrival.channel ?? conversation.channel)) {
    return nothing({ verdict: 'no_conversation' });
  }
  if ((await inbox.countWaiting(tx, conversation.id)) >= MAX_WAITING) {
    return nothing({ verdict: 'queue_full' });
  }
  const id = deps.ids.next('activity');
  const now = deps.clock.now();
  // First of all writes: its row lock puts inbox rows and messages in the same order.
  const echo = arrival.echo ? [echoOf(arrival.echo, id, conversation)] : [];
  const echoes = await conversations.append(tx, conversation.id, echo, now);
  const { duplicate, answer } = await inbox.store(tx, {
    conversationId: conversation.id,
    key: arrival.key ?? id,
    activity: { ...arrival.activity, id },
    receivedAt: now,
    answer: id,
  });
  if (duplicate) throw new Duplicate(answer);
  if (echoes.length > 0) await buyerSpoke({ store: deps.store, tx, now }, conversation);
  return { accepted: { verdict: 'accepted', id }, echoes };
}

/** Rolls the transaction back, echo and all; never leaves this file. */
class Duplicate extends Error {
  readonly answer: string;

  constructor(answer: string) {
    super('duplicate');
    this.answer = answer;
  }
}

function nothing(accepted: Accepted): Stored {
  return { accepted, echoes: [] };
}

/** Who said it is what the conversation's token says, never what the client writes. */
function echoOf(echo: JsonObject, id: string, conversation: Conversation) {
  const from = { id: conversation.userId, role: 'user' };
  return {
    id,
    from: 'buyer' as const,
    activity: { ...withoutSignInCode(echo, conversation), from },
  };
}
