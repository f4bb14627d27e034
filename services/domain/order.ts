import type { Money } from './money.ts';
import type { Instant } from './time.ts';

export type OrderStatus = 'paid' | 'shipped' | 'completed' | 'cancelled';
export type PaymentMethod = 'credit_card' | 'debit_card' | 'bank_account' | 'other';
export type ItemCategory = 'phone' | 'tablet' | 'other';
export type TrackingStatus =
  | 'label_created'
  | 'in_transit'
  | 'out_for_delivery'
  | 'delivered'
  | 'exception';

export interface Buyer {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  /** BCP 47, for example `en-GB`. */
  readonly locale: string;
  /** IANA zone, for example `Europe/Madrid`. */
  readonly timeZone: string;
}

export interface Seller {
  readonly id: string;
  readonly name: string;
}

export interface Item {
  readonly id: string;
  readonly title: string;
  readonly category: ItemCategory;
  readonly quantity: number;
  /** What the buyer paid for this line, all pieces together. */
  readonly paid: Money;
  readonly domesticReturn: boolean;
  readonly warranty: boolean;
}

export interface TrackingEvent {
  readonly at: Instant;
  readonly status: TrackingStatus;
  readonly place?: string;
  readonly text?: string;
}

export interface Shipment {
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly events: readonly TrackingEvent[];
}

/** An order as the marketplace sends it (interfaces.md 5). `version` is the marketplace's, growing. */
export interface Order {
  readonly id: string;
  readonly version: number;
  readonly buyer: Buyer;
  readonly seller: Seller;
  readonly currency: string;
  readonly paymentMethod: PaymentMethod;
  readonly status: OrderStatus;
  readonly placedAt: Instant;
  readonly shippedAt?: Instant;
  readonly completedAt?: Instant;
  /** Sent by the marketplace; where it is missing, protection ends with the dispute window. */
  readonly protectionEndsAt?: Instant;
  /** An agreement with the seller is on record, so no dispute can be opened (S3). */
  readonly agreementAt?: Instant;
  readonly items: readonly Item[];
  readonly shipments: readonly Shipment[];
}

/**
 * Where the money of one item stands, in minor units of the order's currency.
 * Always: instructed + released <= paid, and completed + failed <= instructed.
 */
export interface ItemMoney {
  readonly paid: bigint;
  /** Refund instructions given, whatever became of them. */
  readonly instructed: bigint;
  readonly completed: bigint;
  readonly failed: bigint;
  readonly released: bigint;
  /** The buyer's bank took the money back: nothing of it is refunded or released by us any more. */
  readonly chargedBackAt?: Instant;
}
