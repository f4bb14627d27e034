import type { Order } from '../domain/order.ts';
import { disputeWindow } from '../domain/window.ts';
import type { Context } from '../ports.ts';

/** At its very end it has ended already: the instant is exclusive. */
export const protectionEnded = (
  order: Order,
  { now, rulebooks }: Pick<Context, 'now' | 'rulebooks'>,
): boolean => {
  const { protectionEndsAt } = disputeWindow(order, rulebooks.current);
  return protectionEndsAt !== undefined && now >= protectionEndsAt;
};
