import type { Logger } from 'pino';
import type { Instant } from '../services/domain/time.ts';
import type { Clock, OutboxRow, Store } from '../services/ports.ts';

/**
 * Sends one row; its id is the idempotency key. Throws if it may not have arrived: it is sent again later.
 * `Undeliverable` if trying again can't help.
 */
export type Sender = (row: OutboxRow) => Promise<void>;

export class Undeliverable extends Error {}

export interface OutboxDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** A kind without a sender stays in the outbox. */
  readonly senders: Partial<Readonly<Record<OutboxRow['kind'], Sender>>>;
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

export function createOutbox(deps: OutboxDeps): Outbox {
  return {
    async deliver() {
      let sent = 0;
      let failed = 0;
      for (const [kind, send] of Object.entries(deps.senders)) {
        const rows = await dueRows(deps, kind as OutboxRow['kind']);
        for (const row of rows) {
          if (await deliverRow(deps, row, send)) sent += 1;
          else failed += 1;
        }
      }
      return { sent, failed };
    },
  };
}

/** When a row that failed for the `tries`-th time may leave again; undefined: never, park it. */
export function nextTry(row: OutboxRow, now: Instant): Instant | undefined {
  if (now - row.createdAt >= GIVE_UP_AFTER_MS) return undefined;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** row.tries, LONGEST_WAIT_MS);
  return (now + wait) as Instant;
}

function dueRows(deps: OutboxDeps, kind: OutboxRow['kind']): Promise<readonly OutboxRow[]> {
  return deps.store.run((tx) => deps.store.outbox.due(tx, kind, deps.clock.now(), ROWS_AT_ONCE));
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
  const again = error instanceof Undeliverable ? undefined : nextTry(row, now);
  deps.log.warn({ err: error, outboxId: row.id, kind: row.kind, parked: !again }, 'not delivered');
  await deps.store.run((tx) =>
    again
      ? deps.store.outbox.retry(tx, row.id, again, words)
      : deps.store.outbox.park(tx, row.id, words),
  );
}
