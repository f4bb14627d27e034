import type { Order } from '../../services/domain/order.ts';
import type { Context } from '../../services/ports.ts';
import { momentWords } from './shop-words.ts';

export interface MessageLine {
  readonly who: string;
  readonly at: string;
  readonly words: string;
}

/** What buyer and seller of the order wrote to each other, oldest first. */
export async function messageLines(
  { store, tx }: Pick<Context, 'store' | 'tx'>,
  { id, buyer, seller }: Order,
): Promise<readonly MessageLine[]> {
  const messages = await store.sellerMessages.ofOrder(tx, id);
  return messages.map(({ from, at, text }) => ({
    who: from === 'buyer' ? buyer.name : seller.name,
    at: momentWords(at, buyer),
    words: text,
  }));
}
