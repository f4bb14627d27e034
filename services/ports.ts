import type { Effect } from './domain/command.ts';
import type { Dispute } from './domain/dispute.ts';
import type { DisputeEvent } from './domain/event.ts';
import type { ItemMoney, Order } from './domain/order.ts';
import type { Rulebook } from './domain/rulebook.ts';
import type { Instant } from './domain/time.ts';
import type { Uploads } from './evidence-port.ts';
import type { Feedbacks } from './feedback-port.ts';
import type { Desk } from './handoff-port.ts';
import type { IdempotencyKeys } from './idempotency-port.ts';
import type { AccountLinks } from './identity-port.ts';
import type { Notices } from './notices-port.ts';
import type { Inbox, Outbox } from './queues-port.ts';
import type { SellerMessages } from './seller-messages-port.ts';
import type { SentMessages } from './sent-messages-port.ts';
import type { AuditLog, StaffStore } from './staff-port.ts';

/** JSON as it is stored: no Date, no bigint, no undefined. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Who asks. It comes from a verified token alone, and every read filters by it in SQL. */
export type Principal =
  | { readonly kind: 'visitor' }
  | { readonly kind: 'buyer'; readonly id: string }
  | { readonly kind: 'seller'; readonly id: string }
  | {
      readonly kind: 'staff';
      readonly id: string;
      readonly role: 'agent' | 'case_manager' | 'admin';
    }
  /** The marketplace's API, the clock, the demo: sees everything. */
  | { readonly kind: 'system' };

export interface Clock {
  now(): Instant;
}

export type IdKind =
  | 'dispute'
  | 'evidence'
  | 'refund'
  | 'conversation'
  | 'activity'
  | 'upload'
  | 'prompt'
  | 'outbox'
  | 'fault'
  | 'handoff'
  | 'note'
  | 'approval'
  | 'rating'
  | 'staff'
  | 'session'
  | 'sign_in';

export interface Ids {
  /** A dispute's is `D` and 10 digits, all others 128 random bits in base64url. */
  next(kind: IdKind): string;
}

declare const tx: unique symbol;
/** An open transaction of the store. Only services/store knows what it is. */
export interface Tx {
  readonly [tx]: true;
}

export interface Transactions {
  /** Runs `work` in one transaction (BEGIN IMMEDIATE on SQLite); commits its result, rolls back on a throw. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface Orders {
  find(tx: Tx, principal: Principal, orderId: string): Promise<Order | undefined>;
  /** Newest `placedAt` first. */
  listOf(tx: Tx, buyerId: string): Promise<readonly Order[]>;
  /** False if a version as new is stored already; nothing is changed then. Creates the items' money rows. */
  put(tx: Tx, order: Order): Promise<boolean>;
  /** By item. */
  money(tx: Tx, orderId: string): Promise<ReadonlyMap<string, ItemMoney>>;
  /** Of all orders of a buyer, by order and item: one statement for the whole of "My Orders". */
  moneyOf(tx: Tx, buyerId: string): Promise<ReadonlyMap<string, ReadonlyMap<string, ItemMoney>>>;
  /**
   * Candidates for protection_end: money still held, no live dispute, and `protectionEndsAt`, or without it
   * `completedAt`, is past. Those whose end was sent come first, then the oldest completion.
   */
  heldPast(tx: Tx, now: Instant, limit: number): Promise<readonly Order[]>;
  /** The bank took the item's money back, since then; told again it changes nothing. Payments that wait are stopped. */
  chargeBack(
    tx: Tx,
    item: { readonly orderId: string; readonly itemId: string },
    at: Instant,
  ): Promise<void>;
  /** Moves held money to released; throws if it would pass what was paid. */
  release(tx: Tx, orderId: string, itemId: string, minor: bigint): Promise<void>;
  buyers(tx: Tx): Promise<readonly Order['buyer'][]>;
  /** As the newest order has it; undefined if there is no order of theirs. */
  buyer(tx: Tx, buyerId: string): Promise<Order['buyer'] | undefined>;
}

export interface Disputes {
  find(tx: Tx, principal: Principal, disputeId: string): Promise<Dispute | undefined>;
  ofItem(tx: Tx, orderId: string, itemId: string): Promise<readonly Dispute[]>;
  ofOrder(tx: Tx, orderId: string): Promise<readonly Dispute[]>;
  /** Newest `openedAt` first. */
  listOf(tx: Tx, buyerId: string): Promise<readonly Dispute[]>;
  /** For the system alone: of all disputes that fit, those after the one named, newest `openedAt` first. */
  page(
    tx: Tx,
    wanted: {
      readonly state?: string;
      readonly buyerId?: string;
      readonly sellerId?: string;
      readonly after?: { readonly openedAt: Instant; readonly id: string };
      readonly limit: number;
    },
  ): Promise<readonly Dispute[]>;
  /**
   * Writes the dispute as `events` made it, the events, the item's money and the outbox rows of `effects`.
   * `expectedSeq` is the seq before the first event (0 for a new dispute): false if somebody else was faster.
   * `dueAt` is the earliest deadline that the clock must act on.
   */
  save(
    tx: Tx,
    change: {
      readonly dispute: Dispute;
      readonly expectedSeq: number;
      readonly events: readonly DisputeEvent[];
      readonly effects: readonly Effect[];
      readonly dueAt: Instant | undefined;
      readonly now: Instant;
    },
  ): Promise<boolean>;
  events(tx: Tx, disputeId: string): Promise<readonly DisputeEvent[]>;
  /** Ids with `dueAt` <= now, in due order. */
  due(tx: Tx, now: Instant, limit: number): Promise<readonly string[]>;
}

/** A rulebook that was ever in force, kept because disputes pin it. */
export interface RulebookArchive {
  keep(tx: Tx, rulebook: Rulebook): Promise<void>;
  all(tx: Tx): Promise<readonly Rulebook[]>;
}

export interface Conversation {
  readonly id: string;
  /** The channel's name as capabilities.ts has it: `directline`, `msteams` ... */
  readonly channel: string;
  /** Set by a verified token; a visitor has none. */
  readonly buyerId?: string;
  /** The user id that the channel shows: `dl_...`. */
  readonly userId: string;
  readonly locale: string;
  readonly owner: 'bot' | 'agent';
  /** The live handoff of it, whoever owns it now. */
  readonly handoffId?: string;
  /** The number of the newest message, 0 at first. */
  readonly lastSeq: number;
  readonly state: JsonObject;
  readonly stateVersion: number;
  /** Where to send proactively on Azure channels. */
  readonly reference?: JsonObject;
  readonly startedAt: Instant;
}

export interface NewMessage {
  readonly id: string;
  readonly from: 'buyer' | 'bot' | 'agent' | 'system';
  /** The activity as the channel will see it, less id and timestamp. */
  readonly activity: JsonObject;
}

export interface StoredMessage extends NewMessage {
  readonly conversationId: string;
  /** 1..n for the conversation, without a gap. */
  readonly seq: number;
  readonly at: Instant;
}

export interface Conversations {
  create(
    tx: Tx,
    conversation: Omit<Conversation, 'lastSeq' | 'state' | 'stateVersion' | 'owner'>,
  ): Promise<void>;
  find(tx: Tx, id: string): Promise<Conversation | undefined>;
  /** Locks the row until the transaction ends; undefined if another node holds it (SKIP LOCKED) or it is not there. */
  lock(tx: Tx, id: string): Promise<Conversation | undefined>;
  /**
   * Saves the dialogs' state and appends what they said, in one statement less than apart. Undefined, with nothing
   * written, if `stateVersion` is no longer `expectedVersion`.
   */
  advance(
    tx: Tx,
    id: string,
    step: {
      readonly state: JsonObject;
      readonly expectedVersion: number;
      readonly messages: readonly NewMessage[];
      readonly at: Instant;
    },
  ): Promise<readonly StoredMessage[] | undefined>;
  /** The number of the newest message of each of these that is there. */
  lastSeqs(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  saveReference(tx: Tx, id: string, reference: JsonObject): Promise<void>;
  /** Compare-and-swap: false, with nothing written, if it is not `expected` any more. */
  setOwner(
    tx: Tx,
    id: string,
    expected: Conversation['owner'],
    next: { readonly owner: Conversation['owner']; readonly handoffId: string | undefined },
  ): Promise<boolean>;
  /** Appends in order and numbers them; the answer has their seqs. */
  append(
    tx: Tx,
    id: string,
    messages: readonly NewMessage[],
    at: Instant,
  ): Promise<readonly StoredMessage[]>;
  messagesAfter(tx: Tx, id: string, seq: number, limit: number): Promise<readonly StoredMessage[]>;
  /** When the buyer said something last; undefined if never. */
  heardAt(tx: Tx, id: string): Promise<Instant | undefined>;
}

/** Small facts of the installation: the demo clock's offset, the seed's version. */
export interface Settings {
  get(tx: Tx, key: string): Promise<Json | undefined>;
  set(tx: Tx, key: string, value: Json): Promise<void>;
}

export interface Store extends Transactions {
  readonly orders: Orders;
  readonly disputes: Disputes;
  readonly rulebooks: RulebookArchive;
  readonly conversations: Conversations;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly sellerMessages: SellerMessages;
  readonly sentMessages: SentMessages;
  readonly uploads: Uploads;
  readonly settings: Settings;
  readonly desk: Desk;
  readonly idempotency: IdempotencyKeys;
  readonly feedback: Feedbacks;
  readonly staff: StaffStore;
  readonly audit: AuditLog;
  readonly accountLinks: AccountLinks;
  close(): Promise<void>;
}

/** Every rulebook by version; `current` is for new disputes and for answers. */
export interface Rulebooks {
  readonly current: Rulebook;
  /** Throws on an unknown version: a dispute without its rules is a fault. */
  of(version: string): Rulebook;
}

/** What a use case works with: one transaction, one principal, one instant. */
export interface Context {
  readonly tx: Tx;
  readonly store: Store;
  readonly principal: Principal;
  readonly now: Instant;
  readonly rulebooks: Rulebooks;
  readonly ids: Ids;
  /** Where the principal is talking; missing outside of a chat. */
  readonly conversationId?: string;
}
