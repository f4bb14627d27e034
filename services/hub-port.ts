import type { Instant } from './domain/time.ts';
import type { Tx } from './ports.ts';

/** What was told of a case to the external hub; a case is offered to it once. */
export interface HubLink {
  readonly handoffId: string;
  /** `seq` of the newest message that the hub has, or will have of a row in the outbox. */
  readonly relayedSeq: number;
  /** First try to reach the hub; missing: it can't know of the case. */
  readonly toldAt?: Instant;
  /** The name of the hub's agent, as the hub told it last. */
  readonly agent?: string;
  /** The hub has nothing to do with it any more. */
  readonly endedAt?: Instant;
}

export interface HubLinks {
  /** False if the case was offered before. */
  open(tx: Tx, handoffId: string, relayedSeq: number): Promise<boolean>;
  find(tx: Tx, handoffId: string): Promise<HubLink | undefined>;
  change(tx: Tx, handoffId: string, change: Partial<Omit<HubLink, 'handoffId'>>): Promise<void>;
  /** Ids of waiting cases that were never offered, the oldest first; so are the two below. */
  toOffer(tx: Tx, limit: number): Promise<readonly string[]>;
  /** Cases of the hub's whose conversation has newer messages than the hub. */
  toRelay(tx: Tx, limit: number): Promise<readonly string[]>;
  /** Cases that the hub knows as its own and that are not any more. */
  toEnd(tx: Tx, limit: number): Promise<readonly string[]>;
}
