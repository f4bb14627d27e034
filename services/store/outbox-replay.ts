import type { Instant } from '../domain/time.ts';
import type { Outbox, OutboxRow } from '../ports.ts';
import { plain } from './codec.ts';
import { locking, rows } from './sql.ts';

interface Stored {
  readonly no: number;
  readonly id: string;
  readonly kind: OutboxRow['kind'];
  readonly stream: string;
  readonly body: string;
  readonly created_at: Instant;
  readonly tries: number;
}

/**
 * PostgreSQL gives out `no` before the commit, so a smaller one may become visible later. Waiting for the writers
 * under way is what keeps a reader who goes on from the largest `no` from missing it.
 */
export const replay: Outbox['replay'] = async (tx, kinds, after, limit) => {
  const wait = locking(tx, 'lock table outbox in share mode');
  if (wait) await rows(tx, wait);
  const found = await rows<Stored>(
    tx,
    `select no, id, kind, stream, body, created_at, tries from outbox
      where no > ? and kind in (${kinds.map(() => '?').join(', ')}) order by no limit ?`,
    [after, ...kinds, limit],
  );
  return found.map(({ no, id, kind, stream, body, created_at, tries }) => ({
    no,
    row: { id, kind, stream, body: plain(body), createdAt: created_at, tries },
  }));
};
