import type { ItemMoney } from '../domain/order.ts';
import { type Holding, releasable } from '../domain/release.ts';
import type { Context } from '../ports.ts';

type When = Pick<Context, 'now' | 'rulebooks'>;

/** Minor units that are to be paid to the seller by now. What was never sent is not for us to pay out. */
export const owedToSeller = ({ now, rulebooks }: When, holding: Holding): bigint => {
  const { status } = holding.order;
  if (status !== 'shipped' && status !== 'completed') return 0n;
  return releasable(holding, now, rulebooks.current, rulebooks.of);
};

/** The item's money as a punctual sweep would have left it, so that a late one changes no answer. */
export const moneyNow = (when: When, holding: Holding): ItemMoney => {
  const { money } = holding;
  return { ...money, released: money.released + owedToSeller(when, holding) };
};
