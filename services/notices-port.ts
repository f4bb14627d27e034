import type { DeadlineRule } from './domain/command.ts';
import type { Instant } from './domain/time.ts';
import type { Conversation, Tx } from './ports.ts';

/** What the buyer is to be told of a dispute without asking. */
export type NoticeAbout =
  | { readonly kind: 'event'; readonly seq: number }
  /** `at` is the deadline's instant, `hours` how long before it this was planned for. */
  | {
      readonly kind: 'reminder';
      readonly rule: DeadlineRule;
      readonly at: Instant;
      readonly hours: number;
    };

export interface NewNotice {
  /** Follows from what it is about, so the same thing can't be told twice. */
  readonly id: string;
  readonly disputeId: string;
  readonly buyerId: string;
  readonly about: NoticeAbout;
  /** Not told before. */
  readonly notBefore: Instant;
}

export interface Notice extends NewNotice {
  readonly createdAt: Instant;
  readonly state: NoticeState;
  /** Where it was told, or is about to be. */
  readonly conversationId?: string;
  /** How often it was put into an inbox. */
  readonly tries: number;
}

export type NoticeState =
  | 'waiting'
  /** There was nobody to tell it to; it is looked at again at `notBefore` or when the buyer comes. */
  | 'kept'
  /** In its conversation's inbox. */
  | 'given'
  | 'said'
  /** No longer true when its time came. */
  | 'dropped'
  /** Its turn failed again and again. */
  | 'failed';

/** A conversation of a buyer as somewhere to be told something. */
export interface Place {
  readonly conversationId: string;
  readonly channel: string;
  readonly owner: Conversation['owner'];
  readonly hasReference: boolean;
  /** Grows with every activity that arrives: where it is highest the buyer was heard of last. 0: never. */
  readonly heard: number;
  /** When the buyer said something there last, or came. */
  readonly heardAt: Instant;
}

export interface Notices {
  /** One whose id is there already is not added. */
  add(tx: Tx, notices: readonly NewNotice[], at: Instant): Promise<void>;
  /** Of each buyer the oldest that waits, if its time has come; locked until the transaction ends. */
  due(tx: Tx, now: Instant, limit: number): Promise<readonly Notice[]>;
  find(tx: Tx, id: string): Promise<Notice | undefined>;
  give(tx: Tx, id: string, conversationId: string): Promise<void>;
  keep(tx: Tx, id: string, notBefore: Instant): Promise<void>;
  /** The buyer is there: what was kept is due. */
  wake(tx: Tx, buyerId: string, now: Instant): Promise<void>;
  settle(tx: Tx, id: string, state: 'said' | 'dropped' | 'failed', at: Instant): Promise<void>;
  /** Everything that is due by now is dropped: the past of a seeded demo is no news. */
  dropDue(tx: Tx, now: Instant): Promise<void>;
  /** Remembers where a dispute was opened. */
  startedFrom(tx: Tx, disputeId: string, conversationId: string): Promise<void>;
  originOf(tx: Tx, disputeId: string): Promise<string | undefined>;
  /** The buyer wants to be told nothing unasked, or wants to be told again. */
  silence(tx: Tx, buyerId: string, at: Instant): Promise<void>;
  unsilence(tx: Tx, buyerId: string): Promise<void>;
  isSilenced(tx: Tx, buyerId: string): Promise<boolean>;
  /** The buyer's conversations, the one where something was heard of them last first. */
  placesOf(tx: Tx, buyerId: string): Promise<readonly Place[]>;
}
