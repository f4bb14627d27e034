import type { Action, Command, CommandType, Deadline } from '../domain/command.ts';
import type { Dispute } from '../domain/dispute.ts';
import type { Money } from '../domain/money.ts';
import type { Fact, Refusal } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { Upload } from '../evidence-port.ts';
import type {
  Approval,
  Capsule,
  DeskEvent,
  Handoff,
  HandoffReason,
  HandoffState,
  Note,
} from '../handoff-port.ts';
import type { AccountLink } from '../identity-port.ts';
import type { DisputeView, OrderView, RefundView } from '../views.ts';

/** Why the desk says no. The code is the name of a phrase `desk.refusal_<code>`; `facts` are for its words. */
export interface DeskRefusal {
  readonly code: DeskRefusalCode;
  readonly facts: Readonly<Record<string, Fact>>;
}

export type DeskRefusalCode =
  /** No such case, or one that this person may not see: the same words. */
  | 'case_not_found'
  /** `agentId`, `agent` (name): who has it. */
  | 'taken'
  /** The external hub may take it first. */
  | 'with_hub'
  /** You do not have this case: claim it first. */
  | 'not_yours'
  | 'case_over'
  | 'case_live'
  | 'undo_too_late'
  | 'empty_text'
  | 'text_too_long'
  /** The buyer's channel takes no pictures from here. */
  | 'no_pictures'
  | 'nobody_like_that'
  | 'role_too_low'
  | 'snooze_in_past'
  | 'reason_missing'
  /** The message that is given as the buyer's word is not the buyer's, not of this conversation, or too old. */
  | 'word_missing'
  /** A file that is no accepted upload of this conversation. */
  | 'file_not_found'
  | 'not_for_buyers'
  | 'approver_same'
  | 'approval_over'
  /** Somebody was faster: read it again. */
  | 'moved';

/** A case as a row of a list: everything that a list, a badge and an SSE update need. */
export interface DeskRow {
  readonly id: string;
  /** `C-3107`. */
  readonly caseNo: string;
  readonly conversationId: string;
  readonly state: HandoffState;
  readonly reason: HandoffReason;
  readonly risk?: string;
  /** Money got stuck, beside `reason`. */
  readonly alarms?: readonly HandoffReason[];
  readonly wish: string;
  readonly channel: string;
  /** Missing for a visitor. */
  readonly buyer?: { readonly id: string; readonly name: string; readonly country: string };
  readonly locale: string;
  readonly agent?: { readonly id: string; readonly name: string };
  readonly orderId?: string;
  readonly disputeId?: string;
  readonly requestedAt: Instant;
  readonly claimedAt?: Instant;
  readonly lastBuyerAt: Instant;
  readonly lastAgentAt?: Instant;
  readonly endedAt?: Instant;
  /** The buyer said something that no agent has answered yet. */
  readonly buyerWaits: boolean;
  /** What the buyer was told to expect, or the agents' own target: an answer by then. */
  readonly answerBy?: Instant;
  readonly due?: Handoff['due'];
  readonly atStake?: Money;
  /** Since then it is the external hub's to take. */
  readonly offeredAt?: Instant;
  /** With `snoozed`: until when. */
  readonly snoozedUntil?: Instant;
  readonly version: number;
}

/** The live cases, in the order in which they should be taken. */
export interface QueueView {
  readonly at: Instant;
  /** Events up to this number are in it: `Last-Event-ID` of the feed. */
  readonly no: number;
  readonly rows: readonly DeskRow[];
  /** Agents who are there now. */
  readonly available: readonly { readonly id: string; readonly name: string }[];
}

/** One event of the feed with the row as it is now; `row` is missing for what this person may not see. */
export interface FeedEntry {
  readonly event: DeskEvent;
  readonly row?: DeskRow;
}

/** Text alone, to be shown escaped; who spoke is the server's word (threat 31). */
export interface TranscriptLine {
  readonly seq: number;
  readonly at: Instant;
  readonly from: 'buyer' | 'bot' | 'agent' | 'system';
  /** The agent's name on agents' lines. */
  readonly name?: string;
  readonly text: string;
  /** Labels of the buttons that stood below it. */
  readonly choices: readonly string[];
  readonly files: readonly { readonly uploadId: string; readonly name: string }[];
}

/** What stands against a command now, with the rule. */
export interface NotAllowed {
  readonly type: CommandType;
  readonly refusals: readonly Refusal[];
}

export interface DisputePanel {
  readonly view: DisputeView;
  readonly notAllowed: readonly NotAllowed[];
  readonly refunds: readonly RefundView[];
}

export interface DeadlineSoon {
  readonly rule: NonNullable<Handoff['due']>['rule'];
  readonly at: Instant;
  /** The dispute's or the order's number. */
  readonly of: string;
}

/** Case and conversation on one page. */
export interface ConversationView {
  readonly at: Instant;
  readonly no: number;
  readonly row: DeskRow;
  readonly capsule: Capsule;
  /** How the buyer is known there, on channels that do not vouch for them. */
  readonly link?: Pick<AccountLink, 'linkedAt' | 'verifiedAt'>;
  /** Earlier cases of this buyer, newest first, without this one. */
  readonly earlier: readonly DeskRow[];
  readonly transcript: readonly TranscriptLine[];
  readonly notes: readonly (Note & { readonly byName: string })[];
  /** Of the agent who looks. */
  readonly draft: string;
  readonly files: readonly Upload[];
  /** The order of the case first; at most five. */
  readonly orders: readonly OrderView[];
  /** Why nothing can be opened, by `orderId itemId`, in the orders above. */
  readonly disputes: readonly DisputePanel[];
  /** Of the disputes and the protection, up to 48 hours from now; what has passed is not in it. */
  readonly deadlines: readonly DeadlineSoon[];
  /** The rule that stands in the way of what the buyer wanted, as it is now. */
  readonly blockedBy: readonly Refusal[];
  readonly approvals: readonly Approval[];
  readonly history: readonly DeskEvent[];
  /** What the one who looks may do with the case now. */
  readonly may: readonly DeskVerb[];
}

export type DeskVerb =
  | 'claim'
  | 'take_over'
  | 'release'
  | 'assign'
  | 'say'
  | 'note'
  | 'hand_back'
  | 'resolve'
  | 'undo_resolve'
  | 'snooze'
  | 'wait_for_buyer'
  | 'act';

/** A dispute in mediation or appeal, for a case manager. */
export interface EscalatedRow {
  readonly dispute: Dispute;
  readonly title: string;
  readonly buyerName: string;
  readonly sellerName: string;
  readonly since: Instant;
  /** The next date of it, if it has one. */
  readonly due?: Deadline;
  readonly allowed: readonly Action[];
  readonly handoffId?: string;
}

export interface EscalatedCase extends DisputePanel {
  /** The newest talk about it with the buyer, if a person was ever asked into one. */
  readonly handoffId?: string;
  /** Both parties' evidence that was not removed, oldest first. */
  readonly evidence: Readonly<Record<'buyer' | 'seller', Dispute['evidence']>>;
  readonly events: readonly import('../domain/event.ts').DisputeEvent[];
  readonly approvals: readonly Approval[];
}

/** Done, or asked of a second person. */
export type Acted =
  | { readonly done: true; readonly view: DisputeView }
  | { readonly done: false; readonly approvalId: string };

/** What an agent wants to do for the buyer. `word`: the buyer's message that says so. */
export interface ActRequest {
  readonly handoffId: string;
  readonly disputeId?: string;
  readonly orderId?: string;
  readonly itemId?: string;
  /** Of its `files` the ids alone count: the rest is read from the conversation's uploads. */
  readonly command: Command;
  /** With `open`, `add_evidence` and `appeal`: the buyer's files of this conversation, beside those in the command. */
  readonly uploadIds?: readonly string[];
  /** `seq` of the view that was decided on. */
  readonly expectedSeq?: number;
  /** `seq` of the buyer's message in the transcript. */
  readonly word?: number;
  /** Without a word in this chat (by telephone, say): why, for the file. */
  readonly override?: { readonly reason: string };
}

export interface Found {
  readonly cases: readonly DeskRow[];
  readonly disputes: readonly { readonly dispute: Dispute; readonly title: string }[];
  readonly orders: readonly {
    readonly orderId: string;
    readonly buyerName: string;
    readonly order: OrderView['order'];
  }[];
}

/** Of what was requested in the interval. Durations in ms; `n` is what they were made of. */
export interface Metrics {
  readonly from: Instant;
  readonly to: Instant;
  readonly waitingNow: number;
  readonly oldestWaitMs: number;
  readonly conversations: number;
  /** Conversations without a handoff, and of those the ones that the buyer said were solved. */
  readonly contained: number;
  readonly confirmedSolved: number;
  readonly handedOver: Readonly<Partial<Record<HandoffReason, number>>>;
  readonly firstResponse: Spread;
  readonly resolution: Spread;
  readonly recontacted: { readonly n: number; readonly of: number };
  /** By the dispute's reason, then by its outcome's. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly missesByPrompt: Readonly<Record<string, number>>;
  readonly csat: { readonly asked: number; readonly n: number; readonly mean?: number };
}

export interface Spread {
  readonly n: number;
  readonly median?: number;
  readonly p90?: number;
}

/** What the buyer is told of their place. */
export interface Standing {
  readonly handoff: Handoff;
  /** It was there before: nothing was added. */
  readonly already: boolean;
  /** 1 is next. */
  readonly place: number;
  /** Median of the last waits, in ms; missing if nobody can say. */
  readonly waitMs?: number;
  /** Agents are there by their hours; else when they are next. */
  readonly open: boolean;
  readonly opensAt?: Instant;
}
