import type { Dispute } from '../domain/dispute.ts';
import type { Disputes } from '../ports.ts';
import type { Scalar } from './bindings.ts';
import { decode } from './codec.ts';
import { rows } from './sql.ts';

/** One statement on an index of migration 006, whatever is asked for. */
export const page: Disputes['page'] = async (tx, { state, buyerId, sellerId, after, limit }) => {
  const conditions: readonly (readonly [sql: string, ...values: Scalar[]] | undefined)[] = [
    state === undefined ? undefined : ['state = ?', state],
    buyerId === undefined ? undefined : ['buyer_id = ?', buyerId],
    sellerId === undefined ? undefined : ['seller_id = ?', sellerId],
    after && ['(opened_at, id) < (?, ?)', after.openedAt, after.id],
  ];
  const asked = conditions.filter((condition) => condition !== undefined);
  const where = asked.map(([sql]) => sql).join(' and ') || '1 = 1';
  const found = await rows<{ readonly body: string }>(
    tx,
    `select body from disputes where ${where} order by opened_at desc, id desc limit ?`,
    [...asked.flatMap(([, ...values]) => values), limit],
  );
  return found.map(({ body }) => decode<Dispute>(body));
};
