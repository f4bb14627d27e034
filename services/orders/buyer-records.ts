import type { Dispute } from '../domain/dispute.ts';
import type { ItemMoney, Order } from '../domain/order.ts';
import type { Context, Tx } from '../ports.ts';

/** All that is stored of a buyer's orders, newest first, as this transaction sees it. */
export interface BuyerRecords {
  readonly orders: readonly Order[];
  readonly disputes: readonly Dispute[];
  readonly money: ReadonlyMap<string, ReadonlyMap<string, ItemMoney>>;
}

/** One turn asks for "My Orders" up to three times; what nobody wrote in between is read once. */
const read = new WeakMap<Tx, Map<string, Promise<BuyerRecords>>>();

export const buyerRecords = ({ store, tx }: Context, buyerId: string): Promise<BuyerRecords> => {
  const ofTx = read.get(tx) ?? new Map<string, Promise<BuyerRecords>>();
  read.set(tx, ofTx);
  const known = ofTx.get(buyerId) ?? readRecords(store, tx, buyerId);
  ofTx.set(buyerId, known);
  return known;
};

/** Whoever writes an order, its money or a dispute calls this first: the next reader of the transaction reads again. */
export const forgetRecords = ({ tx }: Pick<Context, 'tx'>): void => {
  read.delete(tx);
};

const readRecords = async (
  store: Context['store'],
  tx: Tx,
  buyerId: string,
): Promise<BuyerRecords> => {
  const disputes = await store.disputes.listOf(tx, buyerId);
  const orders = await store.orders.listOf(tx, buyerId);
  const money = await store.orders.moneyOf(tx, buyerId);
  return { orders, disputes, money };
};
