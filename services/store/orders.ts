import type { ItemMoney, Order } from '../domain/order.ts';
import type { Instant } from '../domain/time.ts';
import type { Orders, Tx } from '../ports.ts';
import { chargeBack } from './chargebacks.ts';
import { decode, encode } from './codec.ts';
import { heldPast } from './held-orders.ts';
import { moveMoney } from './item-money.ts';
import { ownedBy } from './ownership.ts';
import { insert, row, rows } from './sql.ts';

interface Body {
  readonly body: string;
}

const order = ({ body }: Body): Order => decode<Order>(body);

const find: Orders['find'] = async (tx, principal, orderId) => {
  const owned = ownedBy(principal);
  const found = await row<Body>(tx, `select body from orders where id = ? and ${owned.sql}`, [
    orderId,
    ...owned.bindings,
  ]);
  return found && order(found);
};

const listOf: Orders['listOf'] = async (tx, buyerId) => {
  const found = await rows<Body>(
    tx,
    'select body from orders where buyer_id = ? order by placed_at desc, id desc',
    [buyerId],
  );
  return found.map(order);
};

/** A cancelled order's protection ends at no time: its money is not ours to release. */
const putItems = (tx: Tx, { id, status, items, ...order_ }: Order): Promise<unknown> =>
  insert(
    tx,
    'item_money',
    items.map((item) => ({
      order_id: id,
      item_id: item.id,
      paid: item.paid.minor,
      ends_at: status === 'cancelled' ? undefined : order_.protectionEndsAt,
      completed_at: status === 'cancelled' ? undefined : order_.completedAt,
    })),
    `on conflict (order_id, item_id) do update set paid = excluded.paid,
       ends_at = excluded.ends_at, completed_at = excluded.completed_at`,
  );

/** Throws if an item's price fell below what was refunded and released for it already. */
const put: Orders['put'] = async (tx, order_) => {
  const stored = await insert(
    tx,
    'orders',
    [
      {
        id: order_.id,
        version: order_.version,
        buyer_id: order_.buyer.id,
        seller_id: order_.seller.id,
        status: order_.status,
        placed_at: order_.placedAt,
        completed_at: order_.completedAt,
        protection_ends_at: order_.protectionEndsAt,
        body: encode(order_),
      },
    ],
    `on conflict (id) do update set version = excluded.version, buyer_id = excluded.buyer_id,
       seller_id = excluded.seller_id, status = excluded.status, placed_at = excluded.placed_at,
       completed_at = excluded.completed_at, protection_ends_at = excluded.protection_ends_at,
       body = excluded.body
     where orders.version < excluded.version returning id`,
  );
  if (stored.length === 0) return false;
  await putItems(tx, order_);
  return true;
};

interface MoneyRow {
  readonly item_id: string;
  readonly paid: number;
  readonly instructed: number;
  readonly completed: number;
  readonly failed: number;
  readonly released: number;
  readonly charged_back_at: Instant | null;
}

const moneyColumns =
  'm.item_id, m.paid, m.instructed, m.completed, m.failed, m.released, c.at as charged_back_at';
const moneyRows = `item_money m
  left join chargebacks c on c.order_id = m.order_id and c.item_id = m.item_id`;

const moneyOf: Orders['moneyOf'] = async (tx, buyerId) => {
  const found = await rows<MoneyRow & { readonly order_id: string }>(
    tx,
    `select m.order_id, ${moneyColumns}
       from ${moneyRows} join orders o on o.id = m.order_id where o.buyer_id = ?`,
    [buyerId],
  );
  const orders = new Map<string, Map<string, ItemMoney>>();
  for (const item of found) {
    const items = orders.get(item.order_id) ?? new Map<string, ItemMoney>();
    orders.set(item.order_id, items.set(item.item_id, itemMoney(item)));
  }
  return orders;
};

const itemMoney = (found: MoneyRow): ItemMoney => ({
  paid: BigInt(found.paid),
  instructed: BigInt(found.instructed),
  completed: BigInt(found.completed),
  failed: BigInt(found.failed),
  released: BigInt(found.released),
  ...(found.charged_back_at !== null && { chargedBackAt: found.charged_back_at }),
});

const money: Orders['money'] = async (tx, orderId) => {
  const found = await rows<MoneyRow>(
    tx,
    `select ${moneyColumns} from ${moneyRows} where m.order_id = ?`,
    [orderId],
  );
  return new Map(found.map((item) => [item.item_id, itemMoney(item)]));
};

const buyers: Orders['buyers'] = async (tx) => {
  const found = await rows<Body>(
    tx,
    `select body from (
       select body, buyer_id,
         row_number() over (partition by buyer_id order by placed_at desc, id desc) as newest
       from orders) as numbered
      where newest = 1 order by buyer_id`,
  );
  return found.map((newest) => order(newest).buyer);
};

const buyer: Orders['buyer'] = async (tx, buyerId) => {
  const newest = await row<Body>(
    tx,
    'select body from orders where buyer_id = ? order by placed_at desc, id desc limit 1',
    [buyerId],
  );
  return newest && order(newest).buyer;
};

export const orders: Orders = {
  find,
  listOf,
  put,
  money,
  moneyOf,
  heldPast,
  buyers,
  buyer,
  chargeBack,
  release: (tx, orderId, itemId, released) => moveMoney(tx, { orderId, itemId }, { released }),
};
