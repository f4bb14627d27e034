import { returnDelivery } from '../disputes/return-delivery.ts';
import { runCommand } from '../disputes/run-command.ts';
import type { Order } from '../domain/order.ts';
import type { Context } from '../ports.ts';

/**
 * Tells the order's disputes which returns have reached the seller, so that the shorter receipt term runs. What is known
 * already, or came after the term had ended, changes nothing.
 */
export const recordReturnDeliveries = async (ctx: Context, order: Order): Promise<void> => {
  for (const dispute of await ctx.store.disputes.ofOrder(ctx.tx, order.id)) {
    const deliveredAt = returnDelivery(order, dispute);
    if (deliveredAt === undefined || dispute.returnShipment?.deliveredAt !== undefined) continue;
    const command = { type: 'return_delivered', deliveredAt } as const;
    const told = await runCommand(ctx, { disputeId: dispute.id, command, spokenFor: carrier });
    // The order must not be stored without it: this version of the order is told only once.
    if (!told.ok && told.refusals.some(({ code }) => code === 'changed_meanwhile'))
      throw new Error(`Dispute ${dispute.id} changed while its return was recorded.`);
  }
};

/** The carrier's word is an event of time, not of a party (rules.md 3). */
const carrier = () => ({ role: 'clock', id: 'carrier' }) as const;
