import type { Instant } from '../domain/time.ts';
import type { Tx } from '../ports.ts';
import type { Outbox, OutboxRow } from '../queues-port.ts';
import { plain } from './codec.ts';
import { locking, rows } from './sql.ts';
import { stopped } from './stopped-payment.ts';

interface Stored {
  readonly no: number;
  readonly id: string;
  readonly kind: OutboxRow['kind'];
  readonly stream: string;
  readonly body: string;
  readonly created_at: Instant;
  readonly tries: number;
}

const onPostgres = (tx: Tx, ...statements: readonly string[]): readonly string[] =>
  statements.filter((statement) => locking(tx, statement) !== '');
const waiting = (tx: Tx) => onPostgres(tx, 'savepoint replay', 'lock table outbox in share mode');
/** Going back gives the lock up: the writers need not wait for what is made of the rows. */
const waited = (tx: Tx) => onPostgres(tx, 'rollback to savepoint replay');

/**
 * PostgreSQL gives out `no` before the commit, so a smaller one may become visible later. Waiting for the writers
 * under way is what keeps a reader who goes on from the largest `no` from missing it.
 */
export const replay: Outbox['replay'] = async (tx, kinds, after, limit) => {
  for (const statement of waiting(tx)) await rows(tx, statement);
  const found = await rows<Stored>(
    tx,
    `select no, id, kind, stream, body, created_at, tries from outbox
      where no > ? and kind in (${kinds.map(() => '?').join(', ')})
        and not (state = 'parked' and error = ?)
      order by no limit ?`,
    [after, ...kinds, stopped, limit],
  );
  for (const statement of waited(tx)) await rows(tx, statement);
  return found.map(({ no, id, kind, stream, body, created_at, tries }) => ({
    no,
    row: { id, kind, stream, body: plain(body), createdAt: created_at, tries },
  }));
};
