import type {
  Dispute,
  EvidenceFile,
  OfferedRemedy,
  Party,
  Reason,
  Remedy,
  ReturnShipment,
  SubReason,
  Terms,
} from './dispute.ts';
import type { ItemMoney, Order } from './order.ts';
import type { Instant } from './time.ts';

/** Everything that a decision about one item may look at. `dispute` is missing only before `open`. */
export interface Case {
  readonly order: Order;
  readonly itemId: string;
  readonly money: ItemMoney;
  readonly dispute?: Dispute;
  /** Another dispute about this item that is not over, or whose refund has taken the item's money. */
  readonly otherLiveDisputeId?: string;
}

export interface OpenForm {
  readonly reason: Reason;
  readonly subReason?: SubReason;
  readonly remedy: Remedy;
  /** Minor units. */
  readonly amount: bigint;
  readonly description: string;
  readonly files: readonly EvidenceFile[];
}

export type Command =
  | { readonly type: 'open'; readonly disputeId: string; readonly form: OpenForm }
  | { readonly type: 'accept'; readonly proposalVersion: number }
  | { readonly type: 'refuse'; readonly proposalVersion: number; readonly message?: string }
  | {
      readonly type: 'counter';
      readonly proposalVersion: number;
      readonly remedy: OfferedRemedy;
      readonly amount: bigint;
      readonly message?: string;
    }
  | { readonly type: 'seller_timeout' }
  | {
      readonly type: 'propose';
      readonly remedy: Remedy;
      readonly amount: bigint;
      readonly message?: string;
    }
  | { readonly type: 'accept_offer'; readonly proposalVersion: number }
  | { readonly type: 'escalate' }
  | { readonly type: 'request_evidence'; readonly party: Party; readonly what: string }
  | { readonly type: 'evidence_deadline' }
  | {
      readonly type: 'rule';
      readonly outcome: 'full' | 'partial' | 'rejected';
      readonly remedy?: Remedy;
      readonly amount?: bigint;
      readonly explanation: string;
    }
  | {
      readonly type: 'ship_back';
      readonly shipment: Pick<ReturnShipment, 'carrier' | 'trackingNumber'>;
    }
  /** The carrier says that the seller has had the return since then: may shorten the receipt term, never lengthens it. */
  | { readonly type: 'return_delivered'; readonly deliveredAt: Instant }
  | { readonly type: 'return_lapses' }
  | { readonly type: 'confirm_receipt' }
  | { readonly type: 'contest_return'; readonly reason: string }
  | { readonly type: 'receipt_timeout' }
  | { readonly type: 'refund_completed'; readonly refundId: string }
  | { readonly type: 'refund_failed'; readonly refundId: string; readonly failure: string }
  | { readonly type: 'cancel' }
  | { readonly type: 'appeal'; readonly reason: string; readonly files: readonly EvidenceFile[] }
  | {
      readonly type: 'decide_appeal';
      readonly decision: 'upheld' | 'rejected';
      /** Minor units that the buyer is to get in all for the item; more than before, at most what was paid. */
      readonly amount?: bigint;
      readonly explanation: string;
    }
  | { readonly type: 'survey'; readonly rating: number; readonly words?: string }
  | { readonly type: 'add_evidence'; readonly files: readonly EvidenceFile[] }
  | { readonly type: 'remove_evidence'; readonly evidenceId: string }
  | { readonly type: 'chargeback' };

export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { readonly type: T }>;
/** What can happen to a dispute that is there. */
export type LiveCommandType = Exclude<CommandType, 'open'>;
export type LiveCommand = CommandOf<LiveCommandType>;
/** What the clock does when a deadline passes. */
export type ClockCommand = CommandOf<
  'seller_timeout' | 'escalate' | 'evidence_deadline' | 'return_lapses' | 'receipt_timeout'
>;

/** What a person or a clock may do now, from `allowedActions`. */
export interface Action {
  readonly type: CommandType;
  /** Ends at this instant, if time ends it. */
  readonly until?: Instant;
}

/** Something that must leave the system because of an event; the services turn it into outbox rows. */
export type Effect =
  | { readonly type: 'refund_instruction'; readonly outcomeNo: number; readonly amount: bigint }
  | { readonly type: 'payment_release'; readonly amount: bigint }
  | { readonly type: 'webhook'; readonly event: string }
  | { readonly type: 'alert_agent'; readonly why: 'refund_failed' };

/** The answer of `preview`: what a command would do to the money and the deadlines, without doing it. */
export interface Preview {
  readonly next: Dispute['phase']['state'];
  /** Minor units. */
  readonly refund: bigint;
  /** Minor units that would be released to the seller now. */
  readonly released: bigint;
  readonly mayDisputeAgain: boolean;
  /** Until when the item may be disputed again; only with `mayDisputeAgain`. */
  readonly disputeAgainUntil?: Instant;
  readonly terms?: Terms;
  readonly deadlines: readonly Deadline[];
}

export type DeadlineRule =
  | 'sellerResponse'
  | 'escalation'
  | 'evidenceRequest'
  | 'returnShipBy'
  | 'sellerReceiptTracked'
  | 'sellerReceiptUntracked'
  | 'appealWithinDays'
  | 'surveyWithinDays';

/** One date of a dispute. `at` is exclusive: what happens at this very millisecond is late. */
export interface Deadline {
  readonly rule: DeadlineRule;
  readonly party: Party | 'case_management';
  readonly at: Instant;
  /** The clock's command when it passes; the appeal and survey windows just end. */
  readonly fires?: ClockCommand['type'];
}
