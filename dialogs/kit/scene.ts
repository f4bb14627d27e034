import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import type { Buyer } from '../../services/domain/order.ts';
import type { Instant } from '../../services/domain/time.ts';
import type { LinkedChat } from '../../services/identity-port.ts';
import type { Context } from '../../services/ports.ts';

/** What a step may look at in one turn. Everything that is written goes through `ctx`, in its transaction. */
export interface Scene {
  readonly ctx: Context;
  /** Missing for a visitor: flows about orders then say how to sign in. */
  readonly buyer?: Buyer;
  readonly knowledge: Knowledge;
  readonly listener: Listener;
  readonly conversationId: string;
  /** Buyers sign in here by a link and a code; missing where the shop's page says who they are. */
  readonly linking?: Linking;
}

export interface Linking {
  readonly chat: LinkedChat;
  /** When the buyer of this chat signed in last; missing for a visitor. */
  readonly verifiedAt?: Instant;
}
