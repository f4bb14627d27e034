import type { Dispute } from './domain/dispute.ts';
import type { DisputeEvent } from './domain/event.ts';
import type { Buyer, ItemMoney, Order } from './domain/order.ts';
import type { Instant } from './domain/time.ts';
import type { Upload } from './evidence-port.ts';
import type { FeedbackRow } from './feedback-port.ts';
import type { Handoff, Note } from './handoff-port.ts';
import type { PastLink } from './identity-port.ts';
import type { Notice } from './notices-port.ts';
import type { Conversation, StoredMessage, Tx } from './ports.ts';
import type { SellerMessage } from './seller-messages-port.ts';

/** Everything that is stored of a buyer. The bytes of the pictures are in `EvidenceFiles` under the ids of `files`. */
export interface BuyerData {
  readonly buyer: Buyer;
  readonly orders: readonly { readonly order: Order; readonly money: Record<string, ItemMoney> }[];
  readonly disputes: readonly {
    readonly dispute: Dispute;
    readonly events: readonly DisputeEvent[];
  }[];
  readonly conversations: readonly (Omit<Conversation, 'state' | 'stateVersion'> & {
    readonly messages: readonly Omit<StoredMessage, 'conversationId'>[];
    readonly files: readonly Upload[];
  })[];
  /** Chats of other channels in which they are or were known. */
  readonly links: readonly PastLink[];
  readonly notices: readonly Pick<Notice, 'disputeId' | 'about' | 'state' | 'createdAt'>[];
  /** Since when the buyer wants no notices, if so. */
  readonly optedOutAt?: Instant;
  readonly sellerMessages: readonly SellerMessage[];
  /** What was not understood, and answers that helped or not. */
  readonly feedback: readonly FeedbackRow[];
  /** When a person was asked for, and what agents noted of it. */
  readonly cases: readonly (Pick<
    Handoff,
    'no' | 'reason' | 'wish' | 'capsule' | 'state' | 'requestedAt' | 'endedAt'
  > & { readonly notes: readonly Pick<Note, 'at' | 'text'>[] })[];
  readonly erasures: readonly Erasure[];
}

/** What an erasure met; kept as its own record, since it alone may touch events. */
export interface Erasure {
  readonly at: Instant;
  readonly orders: number;
  readonly disputes: number;
  readonly events: number;
  readonly conversations: number;
  readonly messages: number;
  readonly files: number;
}

export interface PersonalData {
  /** Undefined for a buyer of whom nothing is stored. */
  collect(tx: Tx, buyerId: string): Promise<BuyerData | undefined>;
  /**
   * Replaces names, addresses, words and file names everywhere, also in events, in what was told to the marketplace
   * and in its kept answers. Ids, amounts, states, types and dates stay. The caller removes the bytes of `fileIds`
   * after the commit. May be repeated. Undefined for a buyer of whom nothing is stored.
   */
  erase(
    tx: Tx,
    buyerId: string,
    at: Instant,
  ): Promise<{ readonly erasure: Erasure; readonly fileIds: readonly string[] } | undefined>;
}
