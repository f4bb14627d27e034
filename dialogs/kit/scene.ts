import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import type { Buyer } from '../../services/domain/order.ts';
import type { Context } from '../../services/ports.ts';

/** What a step may look at in one turn. Everything that is written goes through `ctx`, in its transaction. */
export interface Scene {
  readonly ctx: Context;
  /** Missing for a visitor: flows about orders then say how to sign in. */
  readonly buyer?: Buyer;
  readonly knowledge: Knowledge;
  readonly listener: Listener;
  readonly conversationId: string;
}
