import type { Order } from '../domain/order.ts';
import type { Orders } from '../ports.ts';
import { decode } from './codec.ts';
import { rows } from './sql.ts';

/** Orders with an item whose money is held, undisputed and not charged back; the index has them in this order. */
const ended = (at: string, ended_: string): string =>
  `select * from (
     select distinct m.order_id, m.${at} as at from item_money m
      where m.paid > m.instructed + m.released and ${ended_} and m.${at} <= ?
        and not exists (
          select 1 from chargebacks c where c.order_id = m.order_id and c.item_id = m.item_id)
        and not exists (
          select 1 from disputes d
           where d.order_id = m.order_id and d.item_id = m.item_id and d.state <> 'closed')
      order by m.${at}, m.order_id limit ?) as ${at}_first`;

/**
 * The dates of the rulebook aren't known here, so without `protectionEndsAt` a complete order is a candidate, the
 * oldest completion first: whoever asks stops at the first whose window is still open.
 */
export const heldPast: Orders['heldPast'] = async (tx, now, limit) => {
  const known = ended('ends_at', 'm.ends_at is not null');
  const unknown = ended('completed_at', 'm.ends_at is null and m.completed_at is not null');
  const found = await rows<{ readonly body: string }>(
    tx,
    `select o.body from (
       select 0 as later, order_id, at from (${known}) as known
       union all
       select 1 as later, order_id, at from (${unknown}) as unknown) as candidate
      join orders o on o.id = candidate.order_id
      order by candidate.later, candidate.at, o.id limit ?`,
    [now, limit, now, limit, limit],
  );
  return found.map(({ body }) => decode<Order>(body));
};
