import type { Logger } from 'pino';
import type { Store } from '../../services/ports.ts';
import type { JwtClaims } from './jwt.ts';

/** The page of the shop on which the chat was opened: an order, and an item of it. */
export interface OrderPage {
  readonly orderId: string;
  readonly itemId?: string;
}

const longestId = 128;

/** Claims `order` and `item` of the shop's token; anything else there is none. */
export function orderPageIn({ order, item }: JwtClaims): OrderPage | undefined {
  if (!isId(order)) return undefined;
  return { orderId: order, ...(isId(item) ? { itemId: item } : {}) };
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longestId;

/**
 * The page if its order is this buyer's; an item that the order has not is left out. What does not fit is logged and
 * ignored: the shop's mistake is no reason to refuse the buyer, and tells the page nothing of other people's orders.
 */
export async function ownOrderPage(
  { store, log }: { readonly store: Store; readonly log: Logger },
  buyerId: string,
  page: OrderPage,
): Promise<OrderPage | undefined> {
  const { orderId, itemId } = page;
  const principal = { kind: 'buyer', id: buyerId } as const;
  const order = await store.run((tx) => store.orders.find(tx, principal, orderId));
  const hasItem = order?.items.some(({ id }) => id === itemId) ?? false;
  if (!order || (itemId !== undefined && !hasItem))
    log.warn(
      { buyerId, ...page },
      "the shop's token names an order or an item that is not this buyer's",
    );
  if (!order) return undefined;
  return hasItem ? page : { orderId };
}
