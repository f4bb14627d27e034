import knex, { type Knex } from 'knex';

/** Buyers have this many orders each. */
const ORDERS_OF_BUYER = 20;

/**
 * A demo database with more of the same: `orders` orders (of ten one is on its way with its money held, the others are
 * over) and `due` disputes whose seller does not answer, multiplied in SQL from the demo's own rows.
 */
export async function grow(
  file: string,
  size: { orders: number; from: number; due: number },
): Promise<void> {
  const db = knex({ client: 'sqlite3', connection: { filename: file }, useNullAsDefault: true });
  try {
    await db.raw('pragma synchronous = off');
    await db.transaction(async (tx) => {
      const sample = await tx('disputes').where({ state: 'awaiting_seller' }).first();
      await addOrders(tx, sample.order_id, {
        kind: 'x',
        from: size.from,
        count: size.orders,
        held: 10,
      });
      if (size.due === 0) return;
      await addOrders(tx, sample.order_id, { kind: 'd', from: 0, count: size.due, held: 1 });
      await addDisputes(tx, sample, size.due);
    });
    await db.raw('analyze');
  } finally {
    await db.destroy();
  }
}

/** The id of order number `n` of a kind, and of its buyer. */
export const orderIdOf = (kind: string, n: number): string =>
  `bench-${kind}-${String(n).padStart(7, '0')}`;
export const buyerIdOf = (kind: string, n: number): string =>
  `bench-${kind}-${Math.floor(n / ORDERS_OF_BUYER)}`;

const numbers =
  'with recursive number(n) as (select :from union all select n + 1 from number where n + 1 < :count)';
const orderId = `'bench-' || :kind || '-' || printf('%07d', n)`;
const buyerId = `'bench-' || :kind || '-' || (n / ${ORDERS_OF_BUYER})`;

/** One order in `held` still has its money. */
async function addOrders(
  tx: Knex,
  sampleId: string,
  added: {
    readonly kind: string;
    readonly from: number;
    readonly count: number;
    readonly held: number;
  },
): Promise<void> {
  const sample = await tx('orders').where({ id: sampleId }).first();
  const binding = { ...added, sampleId, buyer: `"id":"${sample.buyer_id}"`, dates: 60_000 };
  await tx.raw(
    `${numbers} insert into orders (id, version, buyer_id, seller_id, status, placed_at, completed_at, body)
       select ${orderId}, 1, ${buyerId}, seller_id, status, placed_at - n * :dates, null,
              replace(replace(body, :sampleId, ${orderId}), :buyer, '"id":"' || ${buyerId} || '"')
         from number, orders where id = :sampleId`,
    binding,
  );
  await tx.raw(
    `${numbers} insert into item_money (order_id, item_id, paid, released)
       select ${orderId}, item_id, paid, case when n % :held = 0 then 0 else paid end
         from number, item_money where order_id = :sampleId`,
    binding,
  );
}

async function addDisputes(
  tx: Knex,
  sample: { readonly id: string; readonly order_id: string; readonly buyer_id: string },
  count: number,
): Promise<void> {
  const disputeId = `'D9' || printf('%09d', n)`;
  const changed = `replace(replace(replace(body, :id, ${disputeId}), :order_id, ${orderId}), :buyer, ${buyerId})`;
  const { id, order_id } = sample;
  const binding = { id, order_id, buyer: sample.buyer_id, from: 0, count, kind: 'd' };
  await tx.raw(
    `${numbers} insert into disputes (id, seq, order_id, item_id, buyer_id, seller_id, state, takes_item, opened_at, due_at, body)
       select ${disputeId}, seq, ${orderId}, item_id, ${buyerId}, seller_id, state, takes_item, opened_at, due_at, ${changed}
         from number, disputes where id = :id`,
    binding,
  );
  await tx.raw(
    `${numbers} insert into dispute_events (dispute_id, seq, type, actor_role, actor_id, rule, rulebook_version, at, body)
       select ${disputeId}, seq, type, actor_role, ${buyerId}, rule, rulebook_version, at, ${changed}
         from number, dispute_events where dispute_id = :id and seq = 1`,
    binding,
  );
}
