import type { Action, Deadline } from './domain/command.ts';
import type { Dispute } from './domain/dispute.ts';
import type { Item, ItemMoney, Order } from './domain/order.ts';
import type { Refusal } from './domain/refusal.ts';
import type { Instant } from './domain/time.ts';

/** The seed's two words on an order list (S4). */
export type DisputeLabel = 'in_progress' | 'finished' | 'finished_appeal_open';

/** A dispute as one person sees it now. Deadlines and actions are the domain's, never made here. */
export interface DisputeView {
  readonly dispute: Dispute;
  readonly order: Order;
  readonly item: Item;
  readonly label: DisputeLabel;
  readonly deadlines: readonly Deadline[];
  readonly allowed: readonly Action[];
}

export interface ItemView {
  readonly item: Item;
  readonly money: ItemMoney;
  /** The newest dispute of the item. */
  readonly dispute?: DisputeView;
  /** Empty if a dispute can be opened now; else every reason (S3). */
  readonly whyNotOpen: readonly Refusal[];
}

export interface OrderView {
  readonly order: Order;
  readonly items: readonly ItemView[];
  /** First instant at which a dispute may be opened; missing before shipping. */
  readonly opensAt?: Instant;
  /** Exclusive end of the dispute window; missing before completion. */
  readonly closesAt?: Instant;
  /** Exclusive end of Buyer Protection; missing while nothing ends it. */
  readonly protectionEndsAt?: Instant;
  /** Protection ends within `protectionWarning` and has not ended (S1 Method 3). */
  readonly protectionAboutToEnd: boolean;
}

export interface ParcelView {
  readonly trackingNumber: string;
  readonly carrier: string;
  /** S10: 13 characters with a check digit; other formats can't be checked. */
  readonly format: 's10_valid' | 's10_invalid' | 'other';
  readonly progress:
    | 'awaiting_first_scan'
    | 'first_scan_overdue'
    | 'in_transit'
    | 'out_for_delivery'
    | 'delivered'
    | 'exception';
  readonly lastEvent?: Order['shipments'][number]['events'][number];
}

export interface TrackingView {
  readonly view: OrderView;
  readonly parcels: readonly ParcelView[];
  /** The 3-to-7-day rule of S1, dated from the shipment: first and last day to expect a scan. Missing before shipping. */
  readonly scanExpectedFrom?: Instant;
  readonly scanExpectedBy?: Instant;
}

export interface RefundView {
  readonly view: DisputeView;
  readonly refundId: string;
  /** Minor units of the order's currency. */
  readonly amount: bigint;
  readonly state: 'instructed' | 'completed' | 'failed';
  readonly instructedAt: Instant;
  /** The clearing window on business days (S10), as the first and the last day. */
  readonly expectedFrom: Instant;
  readonly expectedBy: Instant;
  readonly overdue: boolean;
}
