import type { Instant } from './time.ts';

export type Reason = 'not_received' | 'not_as_described';
/** What the buyer picks below `not_as_described`. */
export type SubReason =
  | 'damaged'
  | 'wrong_item'
  | 'missing_parts'
  | 'counterfeit'
  | 'size_or_colour'
  | 'quality'
  | 'other';
export type Remedy = 'refund_only' | 'return_and_refund';
/** A seller may also offer nothing. */
export type OfferedRemedy = Remedy | 'none';
export type Party = 'buyer' | 'seller';
/** A command's author. `bot` acts for the buyer and `agent` on the buyer's recorded word. */
export type Role = 'buyer' | 'seller' | 'case_manager' | 'agent' | 'clock' | 'payments';

export interface Actor {
  readonly role: Role;
  /** Buyer, seller, agent id; `clock` and `payments` name themselves. */
  readonly id: string;
}

export type CloseReason =
  | 'seller_agreed'
  | 'seller_timeout'
  | 'buyer_accepted_offer'
  | 'ruling_full'
  | 'ruling_partial'
  | 'ruling_rejected'
  | 'buyer_cancelled'
  | 'return_lapsed'
  | 'superseded_chargeback'
  | 'appeal_upheld'
  | 'appeal_rejected';
export type ClosedBy = 'parties' | 'timeout' | 'case_management' | 'system';

/** What is asked for or offered. `amount` in minor units of the dispute's currency; 0 only with `none`. */
export interface Terms {
  readonly remedy: OfferedRemedy;
  readonly amount: bigint;
}

export interface Proposal extends Terms {
  /** 1, 2, 3 ... over both parties. */
  readonly version: number;
  readonly by: Party;
  readonly at: Instant;
  readonly message?: string;
}

export interface EvidenceFile {
  readonly id: string;
  readonly name: string;
  /** Of the original: image/jpeg, image/png, image/bmp, image/gif. */
  readonly contentType: string;
  readonly bytes: number;
  /** Of the original, hex. */
  readonly sha256: string;
}

export interface Evidence extends EvidenceFile {
  readonly party: Party;
  readonly addedAt: Instant;
  readonly removedAt?: Instant;
}

export interface ReturnShipment {
  readonly carrier: string;
  readonly trackingNumber: string;
  readonly shippedAt: Instant;
  /** Set when tracking says that the seller has it: the shorter receipt term counts from here, if it ends first. */
  readonly deliveredAt?: Instant;
}

/** How the outcome came about: set when the dispute leaves negotiation or mediation for good. */
export interface Outcome {
  /** 1 for the first outcome, 2 after an appeal: unique with the dispute for refund instructions. */
  readonly no: number;
  readonly reason: CloseReason;
  readonly by: ClosedBy;
  /** The instant at which the parties, the clock or the Case Management Team decided. */
  readonly decidedAt: Instant;
  readonly terms: Terms;
  /** A case manager's written reason. */
  readonly explanation?: string;
}

export interface Refund {
  readonly id: string;
  readonly outcomeNo: number;
  readonly amount: bigint;
  readonly state: 'instructed' | 'completed' | 'failed';
  readonly at: Instant;
  readonly failure?: string;
}

export interface Survey {
  /** 1..5 */
  readonly rating: number;
  readonly words?: string;
  readonly at: Instant;
}

export interface Appeal {
  readonly reason: string;
  readonly at: Instant;
  readonly decision?: 'upheld' | 'rejected';
}

/** Each state with exactly the facts that only it has (rules.md 3). */
export type Phase =
  | { readonly state: 'awaiting_seller'; readonly proposedAt: Instant }
  | { readonly state: 'awaiting_buyer'; readonly onTable: 'refusal' | 'offer' }
  | { readonly state: 'in_mediation' }
  | {
      readonly state: 'evidence_requested';
      readonly party: Party;
      readonly what: string;
      readonly askedAt: Instant;
    }
  | { readonly state: 'return_to_ship'; readonly agreedAt: Instant }
  | { readonly state: 'return_in_transit' }
  | { readonly state: 'refund_pending' }
  | { readonly state: 'closed'; readonly closedAt: Instant }
  | { readonly state: 'in_appeal' };
export type DisputeState = Phase['state'];

/** One dispute about one item of an order. `seq` is the number of its last event and its version for compare-and-swap. */
export interface Dispute {
  readonly id: string;
  readonly seq: number;
  readonly orderId: string;
  readonly itemId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly currency: string;
  /** What was paid for the item, in minor units: the most that can ever be refunded. */
  readonly paid: bigint;
  /** The rulebook that it was opened under; a later one never moves its deadlines. */
  readonly rulebookVersion: string;
  readonly openedAt: Instant;
  /** When its last event took effect: time never runs backwards for a dispute (I17). */
  readonly lastEventAt: Instant;
  readonly phase: Phase;
  readonly reason: Reason;
  readonly subReason?: SubReason;
  readonly description: string;
  readonly proposals: readonly Proposal[];
  /** The seller has refused or countered at least once: escalation runs (S4). */
  readonly refused: boolean;
  readonly evidence: readonly Evidence[];
  readonly returnShipment?: ReturnShipment;
  readonly outcome?: Outcome;
  readonly refunds: readonly Refund[];
  readonly appeal?: Appeal;
  readonly survey?: Survey;
}
