import type { Clock, Ids, Store } from '../../../services/ports.ts';
import type { Inbox } from '../../inbox.ts';
import { CHANNEL } from './authorize.ts';

export interface Beginner {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly inbox: Inbox;
}

export interface Person {
  /** Shown by the client as its own id. */
  readonly userId: string;
  /** Missing for a visitor. */
  readonly buyerId?: string;
  /** BCP 47. */
  readonly locale: string;
}

/** A new, silent conversation; answers its id. */
export function createConversation(deps: Beginner, person: Person): Promise<string> {
  const id = deps.ids.next('conversation');
  const startedAt = deps.clock.now();
  return deps.store.run(async (tx) => {
    await deps.store.conversations.create(tx, { id, channel: CHANNEL, ...person, startedAt });
    return id;
  });
}

/**
 * The client is there: the bot greets, once however often this is called. False if it was there before. `page`: the
 * order, and the item of it, on whose page of the shop the chat was opened.
 */
export async function joined(
  deps: Beginner,
  conversationId: string,
  page?: { readonly orderId: string; readonly itemId?: string },
): Promise<boolean> {
  const activity = { type: 'conversationUpdate', ...(page ? { looking: { ...page } } : {}) };
  const accepted = await deps.inbox.accept({
    ...{ conversationId, channel: CHANNEL, key: 'joined', activity },
  });
  return accepted.verdict === 'accepted';
}

/** A user id of a visitor's own: nothing can be told from it. */
export function visitorId(ids: Ids): string {
  return `dl_visitor-${ids.next('conversation')}`;
}

/**
 * The shop's server vouches for `dl_` + buyer id. One whom the marketplace has told us nothing of is a visitor: sites
 * make up such ids for their anonymous guests.
 */
export async function personOf(
  deps: Beginner,
  userId: string | undefined,
  locale: string,
): Promise<Person> {
  const id = userId ?? visitorId(deps.ids);
  const buyerId = id.startsWith('dl_') ? id.slice('dl_'.length) : undefined;
  const known = buyerId && (await deps.store.run((tx) => deps.store.orders.buyer(tx, buyerId)));
  return { userId: id, locale, ...(buyerId && known ? { buyerId } : {}) };
}
