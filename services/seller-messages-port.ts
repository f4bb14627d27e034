import type { Instant } from './domain/time.ts';
import type { Tx } from './ports.ts';

/** Words between a buyer and the seller of an order. */
export interface NewSellerMessage {
  readonly id: string;
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly from: 'buyer' | 'seller';
  /** As it was written, never markup. */
  readonly text: string;
  readonly at: Instant;
  /** Where the buyer wrote it. */
  readonly conversationId?: string;
}

export interface SellerMessage extends NewSellerMessage {
  /** Of the seller's words also: the conversation in which the buyer reads them. */
  readonly conversationId?: string;
  readonly state: SellerMessageState;
  /** How often it was put into an inbox. */
  readonly tries: number;
}

export type SellerMessageState =
  /** The buyer's: it left with the outbox. */
  | 'sent'
  /** The seller's: not in an inbox yet. */
  | 'waiting'
  /** In its conversation's inbox. */
  | 'given'
  | 'said'
  /** The buyer had asked the seller nothing and wants to hear nothing unasked. */
  | 'dropped'
  /** Its turn failed again and again. */
  | 'failed';

export interface SellerMessages {
  /** The buyer's are `sent`, the seller's `waiting` from now on. */
  add(tx: Tx, message: NewSellerMessage): Promise<void>;
  find(tx: Tx, id: string): Promise<SellerMessage | undefined>;
  /** Oldest first. */
  ofOrder(tx: Tx, orderId: string): Promise<readonly SellerMessage[]>;
  /** Of each buyer the oldest that waits, if its time has come; locked until the transaction ends. */
  due(tx: Tx, now: Instant, limit: number): Promise<readonly SellerMessage[]>;
  give(tx: Tx, id: string, conversationId: string): Promise<void>;
  /** Nobody is there, or somebody else has the conversation: it waits, at least until `notBefore`. */
  keep(tx: Tx, id: string, notBefore: Instant): Promise<void>;
  /** The buyer is there: what waits is due. */
  wake(tx: Tx, buyerId: string, now: Instant): Promise<void>;
  settle(tx: Tx, id: string, state: 'said' | 'dropped' | 'failed'): Promise<void>;
}
