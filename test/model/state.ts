/**
 * What the model remembers: plain data, written from rules.md alone. Amounts in minor units, instants in ms since
 * 1970, both as numbers, so that nothing of the product's own types can hide a mistake of the product.
 */
export type Party = 'buyer' | 'seller';
export type Role = Party | 'agent' | 'case_manager' | 'payments' | 'clock';
export type Remedy = 'refund_only' | 'return_and_refund' | 'none';
export type State =
  | 'awaiting_seller'
  | 'awaiting_buyer'
  | 'in_mediation'
  | 'evidence_requested'
  | 'return_to_ship'
  | 'return_in_transit'
  | 'refund_pending'
  | 'closed'
  | 'in_appeal';

/** What a party asked for or offered; `version` counts over both parties. */
export interface Terms {
  readonly remedy: Remedy;
  readonly amount: number;
  readonly version: number;
}

export interface Happened {
  readonly type: string;
  readonly by: Role;
  readonly at: number;
}

export interface Refund {
  readonly id: string;
  readonly amount: number;
  state: 'instructed' | 'completed' | 'failed';
}

export interface Outcome {
  readonly reason: string;
  readonly by: 'parties' | 'timeout' | 'case_management' | 'system';
  readonly at: number;
  readonly no: number;
  readonly remedy: Remedy;
  readonly amount: number;
}

export interface ModelDispute {
  readonly id: string;
  readonly openedAt: number;
  readonly notReceived: boolean;
  state: State;
  /** When the present wait began. */
  since: number;
  wish: Terms;
  offer: Terms | undefined;
  onTable: 'refusal' | 'offer' | undefined;
  /** The seller has said no, so escalation runs. */
  saidNo: boolean;
  proposals: number;
  wishes: number;
  asked: Party | undefined;
  shippedAt: number | undefined;
  deliveredAt: number | undefined;
  files: { readonly id: string; readonly party: Party; removed: boolean }[];
  outcome: Outcome | undefined;
  appeal: 'open' | 'upheld' | 'rejected' | undefined;
  refunds: Refund[];
  closedAt: number | undefined;
  surveyed: boolean;
  events: Happened[];
}

export interface ModelItem {
  readonly id: string;
  readonly paid: number;
  released: number;
  isChargedBack: boolean;
  /** In the order of opening. */
  readonly disputes: ModelDispute[];
}

/** Something that must leave the system. `pays`: a payment, in the name of this dispute or order. */
export interface Told {
  readonly line: string;
  readonly pays?: string;
  hasLeft: boolean;
}

export interface ModelOrder {
  readonly id: string;
  readonly shippedAt: number;
  readonly completedAt: number | undefined;
  readonly protectionEndsAt: number | undefined;
}

export interface Model {
  now: number;
  readonly order: ModelOrder;
  readonly items: readonly ModelItem[];
  /** One for each row of the outbox. */
  readonly told: Told[];
  /** Numbers given to disputes and files. */
  given: number;
}

export const hour = 3_600_000;
export const day = 24 * hour;

/** 00:00 UTC, `days` after the day of `at`: the policy zone of these stories is UTC. */
export const midnight = (at: number, days: number): number => (Math.floor(at / day) + days) * day;

export const instructedOf = (item: ModelItem): number => sum(item.disputes.flatMap(refundsOf));

export const instructedBy = (dispute: ModelDispute): number => sum(refundsOf(dispute));

const refundsOf = ({ refunds }: ModelDispute): number[] => refunds.map(({ amount }) => amount);

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** Stands in the way of another dispute on its item: all but a cancelled one (S9). */
export const takesItem = ({ state, outcome }: ModelDispute): boolean =>
  state !== 'closed' || outcome?.reason !== 'buyer_cancelled';

/** Buyer Protection: as the marketplace sent it, else the end of the 15th day after completion (rules.md 2). */
export const protectionEnd = ({ completedAt, protectionEndsAt }: ModelOrder): number =>
  protectionEndsAt ?? windowEnd(completedAt);

export const windowEnd = (completedAt: number | undefined): number =>
  completedAt === undefined ? Number.POSITIVE_INFINITY : midnight(completedAt, 16);

/** Exclusive; undefined if no appeal can come any more. The team's decision is what closes its case (S11). */
export const appealEnd = ({ outcome, appeal }: ModelDispute): number | undefined =>
  outcome?.by === 'case_management' && !appeal ? midnight(outcome.at, 8) : undefined;

/** What the seller is to get by `now` and has not got (rules.md 2, S9). */
export const owedToSeller = ({ order }: Model, item: ModelItem, now: number): number => {
  const { disputes, paid, released, isChargedBack } = item;
  if (isChargedBack) return 0;
  const isHeld = disputes.some(
    (dispute) =>
      dispute.state !== 'closed' ||
      dispute.outcome?.reason === 'superseded_chargeback' ||
      now < (appealEnd(dispute) ?? 0),
  );
  if (isHeld) return 0;
  const isSettled = disputes.some(takesItem);
  return isSettled || now >= protectionEnd(order) ? paid - released - instructedOf(item) : 0;
};

export const leftOf = (model: Model, item: ModelItem): number =>
  item.paid - item.released - instructedOf(item) - owedToSeller(model, item, model.now);
