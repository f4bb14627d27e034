import type { Instant } from '../domain/time.ts';
import type { Tx } from '../ports.ts';
import type { SellerMessage, SellerMessages } from '../seller-messages-port.ts';
import { insert, locking, row, rows } from './sql.ts';

interface Stored {
  readonly id: string;
  readonly order_id: string;
  readonly buyer_id: string;
  readonly seller_id: string;
  readonly sender: SellerMessage['from'];
  readonly text: string;
  readonly at: Instant;
  readonly conversation_id: string | null;
  readonly state: SellerMessage['state'];
  readonly tries: number;
}

const message = (found: Stored): SellerMessage => ({
  id: found.id,
  orderId: found.order_id,
  buyerId: found.buyer_id,
  sellerId: found.seller_id,
  from: found.sender,
  text: found.text,
  at: found.at,
  ...(found.conversation_id === null ? {} : { conversationId: found.conversation_id }),
  state: found.state,
  tries: found.tries,
});

const add: SellerMessages['add'] = async (tx, added) => {
  await insert(tx, 'seller_messages', [
    {
      id: added.id,
      order_id: added.orderId,
      buyer_id: added.buyerId,
      seller_id: added.sellerId,
      sender: added.from,
      text: added.text,
      at: added.at,
      conversation_id: added.conversationId,
      state: added.from === 'buyer' ? 'sent' : 'waiting',
      not_before: added.at,
    },
  ]);
};

const find: SellerMessages['find'] = async (tx, id) => {
  const found = await row<Stored>(tx, 'select * from seller_messages where id = ?', [id]);
  return found && message(found);
};

const ofOrder: SellerMessages['ofOrder'] = async (tx, orderId) => {
  const sql = 'select * from seller_messages where order_id = ? order by no';
  return (await rows<Stored>(tx, sql, [orderId])).map(message);
};

/** All words between a buyer and their sellers, oldest first. */
export const sellerMessagesOf = async (
  tx: Tx,
  buyerId: string,
): Promise<readonly SellerMessage[]> => {
  const sql = 'select * from seller_messages where buyer_id = ? order by no';
  return (await rows<Stored>(tx, sql, [buyerId])).map(message);
};

/** One that is kept holds back the later ones: a buyer reads what was written in its order. */
const due: SellerMessages['due'] = async (tx, now, limit) => {
  const found = await rows<Stored>(
    tx,
    `select * from seller_messages
      where state = 'waiting' and not_before <= ?
        and not exists (
          select 1 from seller_messages older
           where older.buyer_id = seller_messages.buyer_id and older.state = 'waiting'
             and older.no < seller_messages.no)
      order by not_before, no limit ? ${locking(tx, 'for no key update skip locked')}`,
    [now, limit],
  );
  return found.map(message);
};

const give: SellerMessages['give'] = async (tx, id, conversationId) => {
  await rows(
    tx,
    `update seller_messages set state = 'given', conversation_id = ?, tries = tries + 1
      where id = ?`,
    [conversationId, id],
  );
};

const keep: SellerMessages['keep'] = async (tx, id, notBefore) => {
  await rows(tx, "update seller_messages set state = 'waiting', not_before = ? where id = ?", [
    notBefore,
    id,
  ]);
};

const wake: SellerMessages['wake'] = async (tx, buyerId, now) => {
  await rows(
    tx,
    "update seller_messages set not_before = ? where buyer_id = ? and state = 'waiting'",
    [now, buyerId],
  );
};

const settle: SellerMessages['settle'] = async (tx, id, state) => {
  await rows(tx, 'update seller_messages set state = ? where id = ?', [state, id]);
};

export const sellerMessages: SellerMessages = {
  add,
  find,
  ofOrder,
  due,
  give,
  keep,
  wake,
  settle,
};
