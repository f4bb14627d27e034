import type { DeadlineRule } from './domain/command.ts';
import type { Money } from './domain/money.ts';
import type { Instant } from './domain/time.ts';
import type { HubLinks } from './hub-port.ts';
import type { Json, JsonObject, Tx } from './ports.ts';

/** Why a person is wanted. */
export type HandoffReason =
  | 'asked'
  | 'misunderstood'
  | 'refund_overdue'
  | 'refund_failed'
  /** Words of fraud, law, threat or self-harm. */
  | 'risk'
  /** Protection is about to end on an order that has not come. @source S1 Method 3 */
  | 'protection_ending';

/** Those that are not over. */
export type LiveState =
  | 'waiting'
  /** An agent has it and the bot is silent, here and in the two below. */
  | 'claimed'
  | 'waiting_buyer'
  | 'snoozed';
export type HandoffState = LiveState | 'resolved' | 'left' | 'back_to_bot';

/** What the agent gets so that nothing is asked again (R29). Plain JSON, kept as it was when the person was asked. */
export interface Capsule {
  /** The job that the buyer was at: `open-dispute`; missing outside of a form. */
  readonly goal?: string;
  /** What the buyer had given already, by the form's own names. */
  readonly slots: JsonObject;
  /** The open question at that moment, by the step's name. */
  readonly step?: string;
  /** Misunderstood texts in a row. */
  readonly misses: number;
  readonly signedIn: boolean;
  /** Codes of the rule's refusals that stood in the way of `goal`, then. */
  readonly blockedBy: readonly { readonly code: string; readonly rule: string }[];
  /** With `risk`: which list of words, `self_harm` first. */
  readonly risk?: string;
  /** Money that got stuck while a person was asked for or there already. */
  readonly alarms?: readonly { readonly reason: HandoffReason; readonly disputeId: string }[];
}

/** One request for a person in one conversation: the agents' case. */
export interface Handoff {
  readonly id: string;
  /** 1, 2, 3 ... of the installation; `caseNoOf` makes the number that people say of it. */
  readonly no: number;
  readonly conversationId: string;
  readonly buyerId?: string;
  readonly channel: string;
  readonly reason: HandoffReason;
  /** The buyer's own words; '' if none. */
  readonly wish: string;
  readonly capsule: Capsule;
  readonly orderId?: string;
  readonly disputeId?: string;
  /** `seq` of the dispute that `due` and `atStake` were computed from. */
  readonly disputeSeq?: number;
  readonly state: HandoffState;
  readonly agentId?: string;
  readonly requestedAt: Instant;
  readonly claimedAt?: Instant;
  /** The agent's first words after `requestedAt`. */
  readonly firstAnswerAt?: Instant;
  readonly lastBuyerAt: Instant;
  readonly lastAgentAt?: Instant;
  readonly endedAt?: Instant;
  readonly endedBy?: string;
  /** The nearest deadline of the order or the dispute. */
  readonly due?: { readonly rule: DeadlineRule | 'buyerProtection'; readonly at: Instant };
  readonly atStake?: Money;
  /** When the clock has to act on it: the agent is silent, the buyer is silent, the snooze is over. */
  readonly wakeAt?: Instant;
  /** With `waiting`: since then it is for the external hub to take, not for our own agents. */
  readonly offeredAt?: Instant;
  /** Raised by every change of state or agent: for compare-and-swap. */
  readonly version: number;
}

export type HandoffChange = Partial<
  Pick<
    Handoff,
    | 'buyerId'
    | 'wish'
    | 'state'
    | 'claimedAt'
    | 'firstAnswerAt'
    | 'lastBuyerAt'
    | 'lastAgentAt'
    | 'orderId'
    | 'disputeId'
    | 'disputeSeq'
    | 'reason'
    | 'capsule'
  >
> & {
  /** `null` takes the value away. */
  readonly agentId?: string | null;
  readonly wakeAt?: Instant | null;
  readonly offeredAt?: Instant | null;
  readonly endedAt?: Instant | null;
  readonly endedBy?: string | null;
  readonly due?: Handoff['due'] | null;
  readonly atStake?: Money | null;
};

export type DeskEventKind =
  | 'requested'
  | 'wish'
  | 'claimed'
  | 'released'
  | 'assigned'
  | 'taken_over'
  /** Somebody said something in the conversation: `body.seq`, `body.from`. */
  | 'message'
  | 'note'
  | 'handed_back'
  | 'resolved'
  | 'reopened'
  | 'snoozed'
  | 'woken'
  | 'waiting_buyer'
  | 'buyer_back'
  | 'buyer_left'
  /** The agent was silent too long: back to the queue. */
  | 'agent_silent'
  | 'buyer_silent'
  /** The facts of the case changed: `due`, `atStake`. */
  | 'facts'
  | 'acted'
  | 'approval_asked'
  | 'approval_decided'
  | 'rated'
  /** The buyer goes on in another chat: `body.to` or `body.from` is the other case. */
  | 'moved'
  | 'hub';

/**
 * The desk's feed, append-only. It points at what changed and holds no words of people: whoever reads it looks up the
 * row as it is then, so a stale snapshot and the events after it always make the fresh one (I25).
 */
export interface DeskEvent {
  /** 1..n without a gap, in the order of the commits: the SSE feed's id. */
  readonly no: number;
  readonly at: Instant;
  readonly kind: DeskEventKind;
  readonly handoffId: string;
  readonly conversationId: string;
  /** Who did it: a staff id, `buyer`, `bot`, `clock`. */
  readonly by: string;
  readonly body: JsonObject;
}

export interface Note {
  readonly id: string;
  readonly handoffId: string;
  readonly by: string;
  readonly at: Instant;
  readonly text: string;
}

/** Two pairs of eyes: what one member of staff wants to do and another has to agree to. */
export interface Approval {
  readonly id: string;
  readonly handoffId?: string;
  readonly disputeId: string;
  /** What is to be done, as the use case that will do it reads it. */
  readonly request: Json;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly state: 'pending' | 'approved' | 'refused' | 'withdrawn';
  readonly decidedBy?: string;
  readonly decidedAt?: Instant;
}

export interface Rating {
  readonly id: string;
  readonly handoffId: string;
  readonly buyerId?: string;
  readonly agentId?: string;
  readonly askedAt: Instant;
  /** 1..5; missing as long as the buyer has not tapped. */
  readonly score?: number;
  readonly ratedAt?: Instant;
}

export interface Handoffs {
  /** Takes the next number; false if the conversation has a live one already. Marks the conversation as handed off. */
  open(tx: Tx, handoff: Omit<Handoff, 'no' | 'version'>): Promise<Handoff | undefined>;
  find(tx: Tx, id: string): Promise<Handoff | undefined>;
  byNo(tx: Tx, no: number): Promise<Handoff | undefined>;
  /**
   * Waits for the conversation's row and answers the handoff as it is then: nobody else changes it until the transaction
   * ends, and no turn of the bot runs.
   */
  lock(tx: Tx, id: string): Promise<Handoff | undefined>;
  /** The live one of a conversation. */
  liveOf(tx: Tx, conversationId: string): Promise<Handoff | undefined>;
  /** All live ones, oldest first. */
  live(tx: Tx): Promise<readonly Handoff[]>;
  /** Newest first. */
  ofConversation(tx: Tx, conversationId: string): Promise<readonly Handoff[]>;
  ofBuyer(tx: Tx, buyerId: string): Promise<readonly Handoff[]>;
  /** Undefined, with nothing written, if the version is no longer `expectedVersion`. */
  change(
    tx: Tx,
    id: string,
    expectedVersion: number,
    change: HandoffChange,
  ): Promise<Handoff | undefined>;
  /** The same without raising the version: what is said while it is claimed. */
  touch(tx: Tx, id: string, change: HandoffChange): Promise<Handoff | undefined>;
  /** Ids with `wakeAt` <= now, in that order. */
  toWake(tx: Tx, now: Instant, limit: number): Promise<readonly string[]>;
  /** Live ones whose dispute has moved on since `disputeSeq`. */
  outdated(tx: Tx, limit: number): Promise<readonly string[]>;
  /** Requested in the half-open interval, oldest first: for the metrics. */
  requestedIn(tx: Tx, from: Instant, to: Instant): Promise<readonly Handoff[]>;
  /** Milliseconds from request to claim, of the last ones claimed at or after `since`, newest first. */
  recentWaits(tx: Tx, since: Instant, limit: number): Promise<readonly number[]>;
  /** Disputes whose refund was instructed before this instant, is not settled, and was never raised for that; oldest first. */
  refundsSince(tx: Tx, before: Instant, limit: number): Promise<readonly string[]>;
  /** Orders with this tracking number, as it was told to us. */
  ordersTracked(
    tx: Tx,
    trackingNumber: string,
    limit: number,
  ): Promise<readonly { readonly orderId: string; readonly buyerId: string }[]>;
  /** Conversations in which the buyer said something, that began in the half-open interval. */
  conversationsBegun(
    tx: Tx,
    from: Instant,
    to: Instant,
  ): Promise<
    readonly { readonly id: string; readonly buyerId?: string; readonly handedOff: boolean }[]
  >;
  /** Already handed over for this reason about this dispute or order, or added to a live case, ever: an alarm is raised once. */
  wasRaised(
    tx: Tx,
    reason: HandoffReason,
    about: { readonly disputeId?: string; readonly orderId?: string },
  ): Promise<boolean>;
  /** Ids of conversations whose messages have the text, newest first; only those that had a handoff. */
  conversationsSaying(tx: Tx, text: string, limit: number): Promise<readonly string[]>;
}

export interface DeskLog {
  /** Gives them numbers, in order; after the commit everybody who follows the news is woken. */
  append(tx: Tx, events: readonly Omit<DeskEvent, 'no'>[]): Promise<readonly DeskEvent[]>;
  after(tx: Tx, no: number, limit: number): Promise<readonly DeskEvent[]>;
  ofHandoff(tx: Tx, handoffId: string): Promise<readonly DeskEvent[]>;
  /** The number of the newest event, 0 at first. */
  lastNo(tx: Tx): Promise<number>;
}

export interface DeskPapers {
  addNote(tx: Tx, note: Note): Promise<void>;
  notes(tx: Tx, handoffId: string): Promise<readonly Note[]>;
  /** '' removes it. */
  saveDraft(tx: Tx, agentId: string, handoffId: string, text: string, at: Instant): Promise<void>;
  draft(tx: Tx, agentId: string, handoffId: string): Promise<string | undefined>;
  askApproval(tx: Tx, approval: Omit<Approval, 'state'>): Promise<void>;
  approval(tx: Tx, id: string): Promise<Approval | undefined>;
  pendingApprovals(tx: Tx): Promise<readonly Approval[]>;
  /** False if somebody decided before. */
  decideApproval(
    tx: Tx,
    id: string,
    decision: 'approved' | 'refused' | 'withdrawn',
    by: string,
    at: Instant,
  ): Promise<boolean>;
  askRating(tx: Tx, rating: Rating): Promise<void>;
  /** Undefined if it is not there or was given before. */
  rate(tx: Tx, id: string, score: number, at: Instant): Promise<Rating | undefined>;
  lastRatingAsked(tx: Tx, buyerId: string): Promise<Instant | undefined>;
  ratingsAskedIn(tx: Tx, from: Instant, to: Instant): Promise<readonly Rating[]>;
  /** The agent's page is open: `available` or `away`. */
  seen(tx: Tx, agentId: string, status: 'available' | 'away', at: Instant): Promise<void>;
  /** Agents who were seen `available` at or after `since`. */
  available(tx: Tx, since: Instant): Promise<readonly string[]>;
}

/** What has just been committed, here or (PostgreSQL) on another node. */
export interface DeskNews {
  readonly conversationIds: readonly string[];
}

export interface DeskFollowing {
  /**
   * Calls `listener` after every commit that added desk events. Hearing nothing is no proof that there is nothing: look
   * once a second besides. Answers how to stop.
   */
  follow(listener: (news: DeskNews) => void): () => void;
}

/** What the store has for the desk. */
export interface Desk extends DeskFollowing {
  readonly handoffs: Handoffs;
  readonly log: DeskLog;
  readonly papers: DeskPapers;
  readonly hub: HubLinks;
}
