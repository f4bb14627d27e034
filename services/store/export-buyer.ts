import type { Buyer } from '../domain/order.ts';
import type { Instant } from '../domain/time.ts';
import type { Notice } from '../notices-port.ts';
import type { BuyerData, Erasure, PersonalData } from '../personal-data-port.ts';
import type { Tx } from '../ports.ts';
import { conversations } from './conversations.ts';
import { disputes } from './disputes.ts';
import { casesOfBuyer } from './erase-desk.ts';
import { feedbackOfBuyer } from './feedback.ts';
import { linksOf, ownSeqs } from './link-history.ts';
import { orders } from './orders.ts';
import { sellerMessagesOf } from './seller-messages.ts';
import { settings } from './settings.ts';
import { row, rows } from './sql.ts';
import { uploads } from './uploads.ts';

/** No conversation is nearly as long. */
const everyMessage = Number.MAX_SAFE_INTEGER;

export const collectBuyer: PersonalData['collect'] = async (tx, buyerId) => {
  const talks = await conversationsOf(tx, buyerId);
  const known = await orders.buyer(tx, buyerId);
  if (!known && talks.length === 0) return undefined;
  return {
    buyer: known ?? unknownBuyer(buyerId),
    orders: await ordersOf(tx, buyerId),
    disputes: await disputesOf(tx, buyerId),
    conversations: talks,
    links: await linksOf(tx, buyerId),
    notices: await noticesOf(tx, buyerId),
    sellerMessages: await sellerMessagesOf(tx, buyerId),
    feedback: await feedbackOfBuyer(tx, buyerId),
    cases: await casesOfBuyer(tx, buyerId),
    ...(await optOutOf(tx, buyerId)),
    erasures: await erasuresOf(tx, buyerId),
  };
};

/** Ids of all conversations in which this buyer is or was signed in, oldest first. */
export const conversationIdsOf = async (tx: Tx, buyerId: string): Promise<readonly string[]> => {
  const found = await rows<{ readonly id: string }>(
    tx,
    `select id from conversations where buyer_id = ?
       or id in (select conversation_id from account_links where buyer_id = ?)
      order by started_at, id`,
    [buyerId, buyerId],
  );
  return found.map(({ id }) => id);
};

export const erasureKey = (buyerId: string): string => `erasure.${buyerId}`;

export const erasuresOf = async (tx: Tx, buyerId: string): Promise<readonly Erasure[]> =>
  // Written by `eraseBuyer` alone, so the shape is known.
  ((await settings.get(tx, erasureKey(buyerId))) ?? []) as unknown as readonly Erasure[];

/** Signed in by the shop, without an order that was told to us. */
const unknownBuyer = (id: string): Buyer => ({
  ...{ id, name: '', email: '', country: '', locale: '', timeZone: '' },
});

const ordersOf = async (tx: Tx, buyerId: string): Promise<BuyerData['orders']> => {
  const money = await orders.moneyOf(tx, buyerId);
  const all = await orders.listOf(tx, buyerId);
  return all.map((order) => ({ order, money: Object.fromEntries(money.get(order.id) ?? []) }));
};

const disputesOf = async (tx: Tx, buyerId: string): Promise<BuyerData['disputes']> => {
  const found: BuyerData['disputes'][number][] = [];
  for (const dispute of await disputes.listOf(tx, buyerId))
    found.push({ dispute, events: await disputes.events(tx, dispute.id) });
  return found;
};

const conversationsOf = async (tx: Tx, buyerId: string): Promise<BuyerData['conversations']> => {
  const found: BuyerData['conversations'][number][] = [];
  for (const id of await conversationIdsOf(tx, buyerId)) {
    const conversation = await conversations.find(tx, id);
    if (!conversation) continue;
    const {
      state: _state,
      stateVersion: _version,
      reference,
      buyerId: now,
      ...rest
    } = conversation;
    // Whoever is signed in there by now is nobody's business.
    const shown = now === buyerId ? { ...rest, buyerId, ...(reference && { reference }) } : rest;
    const own = await ownSeqs(tx, id, buyerId);
    const messages = await conversations.messagesAfter(tx, id, 0, everyMessage);
    const files = await uploads.ofConversation(tx, id);
    found.push({
      ...shown,
      messages: messages.flatMap(({ conversationId: _id, ...message }) =>
        own.has(message.seq) ? [message] : [],
      ),
      files: files.filter((file) => file.buyerId === undefined || file.buyerId === buyerId),
    });
  }
  return found;
};

const noticesOf = async (tx: Tx, buyerId: string): Promise<BuyerData['notices']> => {
  const found = await rows<{
    readonly dispute_id: string;
    readonly about: string;
    readonly state: Notice['state'];
    readonly created_at: Notice['createdAt'];
  }>(
    tx,
    'select dispute_id, about, state, created_at from notices where buyer_id = ? order by no',
    [buyerId],
  );
  return found.map(({ dispute_id, about, state, created_at }) => ({
    disputeId: dispute_id,
    about: JSON.parse(about) as Notice['about'],
    state,
    createdAt: created_at,
  }));
};

const optOutOf = async (tx: Tx, buyerId: string): Promise<Pick<BuyerData, 'optedOutAt'>> => {
  const found = await row<{ readonly at: Instant }>(
    tx,
    'select at from notice_opt_outs where buyer_id = ?',
    [buyerId],
  );
  return found ? { optedOutAt: found.at } : {};
};
