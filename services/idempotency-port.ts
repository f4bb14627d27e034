import type { Instant } from './domain/time.ts';
import type { JsonObject, Tx } from './ports.ts';

/** An answer of the marketplace's API. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** What was answered under which key of which client, so that a repeated request changes nothing (I20). */
export interface IdempotencyKeys {
  /**
   * Takes the key for this transaction, or answers what was kept under it and for which request (a hash).
   * Whoever takes it calls `keep` before the transaction commits.
   */
  claim(
    tx: Tx,
    taken: {
      readonly client: string;
      readonly key: string;
      readonly request: string;
      readonly at: Instant;
    },
  ): Promise<{ readonly request: string; readonly answer: KeptAnswer } | undefined>;
  keep(
    tx: Tx,
    taken: { readonly client: string; readonly key: string },
    answer: KeptAnswer,
  ): Promise<void>;
  /** Drops what was taken before this instant. */
  forget(tx: Tx, before: Instant): Promise<void>;
}
