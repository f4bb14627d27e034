import type { Logger } from 'pino';
import { type Instant, instant } from '../services/domain/time.ts';
import type { Clock, Store } from '../services/ports.ts';
import type { OutboxRow } from '../services/queues-port.ts';

/**
 * Sends one row; its id is the idempotency key. Throws if it may not have arrived: it is sent again later.
 * `Undeliverable` if trying again can't help.
 */
export type Sender = (row: OutboxRow) => Promise<void>;

export class Undeliverable extends Error {}

/** It did not arrive, and whoever should have taken it asks to wait for so long at least. */
export class NotNow extends Error {
  readonly waitMs: number;

  constructor(message: string, waitMs: number) {
    super(message);
    this.waitMs = waitMs;
  }
}

export interface OutboxDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** A kind without a sender stays in the outbox. */
  readonly senders: Partial<Readonly<Record<OutboxRow['kind'], Sender>>>;
  /** By which share a wait is made longer, so that rows that failed together don't come back together. */
  readonly spread?: (row: OutboxRow) => number;
}

export interface Outbox {
  /** Sends what is due, streams in order. At least once: a crash after the send sends again. */
  deliver(): Promise<{ readonly sent: number; readonly failed: number }>;
}

/** First wait after a failure; doubled each time. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 3_600_000;
/** Then the row is parked, for a person to look at. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000;
const ROWS_AT_ONCE = 50;
/** Longer than three parts of a message take that each run into their time limit. A node that dies meanwhile leaves its rows to the others after this. */
const HELD_MS = 100_000;

export function createOutbox(deps: OutboxDeps): Outbox {
  return {
    async deliver() {
      let sent = 0;
      let failed = 0;
      for (const [kind, send] of Object.entries(deps.senders)) {
        const rows = await takeRows(deps, kind as OutboxRow['kind']);
        // Each is of a stream of its own, so none has to wait for another one's receiver.
        const arrived = await Promise.all(rows.map((row) => deliverRow(deps, row, send)));
        sent += arrived.filter(Boolean).length;
        failed += arrived.filter((it) => !it).length;
      }
      return { sent, failed };
    },
  };
}

/** When a row that failed for the `tries`-th time may leave again; undefined: never, park it. */
export function nextTry(
  row: OutboxRow,
  now: Instant,
  { spread = 0, atLeastMs = 0 }: { readonly spread?: number; readonly atLeastMs?: number } = {},
): Instant | undefined {
  if (now - row.createdAt >= GIVE_UP_AFTER_MS) return undefined;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** row.tries * (1 + spread), LONGEST_WAIT_MS);
  return Math.ceil(now + Math.max(wait, Math.min(atLeastMs, LONGEST_WAIT_MS))) as Instant;
}

/** What is due, for this call alone: two of them at a time, here or on two nodes, send nothing twice. */
function takeRows(deps: OutboxDeps, kind: OutboxRow['kind']): Promise<readonly OutboxRow[]> {
  const { outbox } = deps.store;
  return deps.store.run(async (tx) => {
    const now = deps.clock.now();
    const rows = await outbox.due(tx, kind, now, ROWS_AT_ONCE);
    const ids = rows.map(({ id }) => id);
    await outbox.hold(tx, ids, instant(now + HELD_MS));
    return rows;
  });
}

/** The send is outside any transaction: a slow receiver must not hold the database. */
async function deliverRow(deps: OutboxDeps, row: OutboxRow, send: Sender): Promise<boolean> {
  try {
    await send(row);
  } catch (error) {
    await recordFailure(deps, row, error);
    return false;
  }
  await deps.store.run((tx) => deps.store.outbox.sent(tx, row.id, deps.clock.now()));
  return true;
}

async function recordFailure(deps: OutboxDeps, row: OutboxRow, error: unknown): Promise<void> {
  const now = deps.clock.now();
  const words = error instanceof Error ? error.message : String(error);
  const spread = deps.spread?.(row) ?? 0;
  const atLeastMs = error instanceof NotNow ? error.waitMs : 0;
  const again =
    error instanceof Undeliverable ? undefined : nextTry(row, now, { spread, atLeastMs });
  deps.log.warn({ err: error, outboxId: row.id, kind: row.kind, parked: !again }, 'not delivered');
  await deps.store.run((tx) =>
    again
      ? deps.store.outbox.retry(tx, row.id, again, words)
      : deps.store.outbox.park(tx, row.id, words),
  );
}
