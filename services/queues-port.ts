import type { Instant } from './domain/time.ts';
import type { JsonObject, Tx } from './ports.ts';

export interface InboxRow {
  readonly id: number;
  readonly conversationId: string;
  /** Unique with the conversation: the client's own activity id, so a resend is recognised. */
  readonly key: string;
  readonly activity: JsonObject;
  readonly receivedAt: Instant;
  readonly tries: number;
}

export interface Inbox {
  /** The row, or with `duplicate` the one that was stored under the same key before. */
  store(
    tx: Tx,
    row: Pick<InboxRow, 'conversationId' | 'key' | 'activity' | 'receivedAt'> & {
      /** What the sender is told again on a duplicate: the activity id. */
      readonly answer: string;
    },
  ): Promise<{ readonly duplicate: boolean; readonly answer: string }>;
  /** The oldest row not yet done. */
  next(tx: Tx, conversationId: string): Promise<InboxRow | undefined>;
  /** Conversations with work, the longest waiting first. */
  waiting(tx: Tx, limit: number): Promise<readonly string[]>;
  countWaiting(tx: Tx, conversationId: string): Promise<number>;
  /** What the sender of the row under this key was told; undefined if there is none. */
  answerTo(tx: Tx, conversationId: string, key: string): Promise<string | undefined>;
  done(tx: Tx, id: number, at: Instant): Promise<void>;
  /** Counts a failed try; the row stays the oldest until `done`. */
  failed(tx: Tx, id: number, fault: string): Promise<number>;
}

export interface OutboxRow {
  readonly id: string;
  readonly kind: 'channel' | 'webhook' | 'refund' | 'release' | 'alert' | 'hub';
  /** Rows with the same stream leave in order: a conversation, a dispute. */
  readonly stream: string;
  readonly body: JsonObject;
  readonly createdAt: Instant;
  readonly tries: number;
}

export interface Outbox {
  add(tx: Tx, rows: readonly Omit<OutboxRow, 'tries'>[], at: Instant): Promise<void>;
  /** Oldest row of each stream that is due, not parked. */
  due(tx: Tx, kind: OutboxRow['kind'], now: Instant, limit: number): Promise<readonly OutboxRow[]>;
  /** Not due before `until`: this node is sending them, and another one must not. */
  hold(tx: Tx, ids: readonly string[], until: Instant): Promise<void>;
  sent(tx: Tx, id: string, at: Instant): Promise<void>;
  retry(tx: Tx, id: string, notBefore: Instant, error: string): Promise<void>;
  park(tx: Tx, id: string, error: string): Promise<void>;
  /** What was parked with this error wait again, if it is not older than `since`: the stream's own order stays. */
  release(
    tx: Tx,
    parked: { readonly stream: string; readonly error: string; readonly since: Instant },
    at: Instant,
  ): Promise<void>;
  oldestWaiting(tx: Tx): Promise<Instant | undefined>;
  /**
   * Rows of these kinds in the order in which they were told, sent or not, from the one after number `after`; but
   * no payment that a chargeback stopped before it left.
   */
  replay(
    tx: Tx,
    kinds: readonly OutboxRow['kind'][],
    after: number,
    limit: number,
  ): Promise<readonly { readonly no: number; readonly row: OutboxRow }[]>;
}
