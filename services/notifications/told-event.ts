import { findDispute } from '../disputes/find-dispute.ts';
import type { DisputeEvent } from '../domain/event.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { concernsBuyer } from './concerns-buyer.ts';

export interface ToldEvent {
  readonly event: DisputeEvent;
  /** The dispute as it stands now. */
  readonly view: DisputeView;
  /** Something newer is going to be told, so what is possible now is said there. */
  readonly isFollowed: boolean;
}

/** An event of the principal's dispute with what came after it; undefined if there is none. */
export const findToldEvent = async (
  ctx: Context,
  disputeId: string,
  seq: number,
): Promise<ToldEvent | undefined> => {
  const found = await findDispute(ctx, disputeId);
  if (!found.ok) return undefined;
  const view = found.value;
  const events = await ctx.store.disputes.events(ctx.tx, disputeId);
  const event = events.find((one) => one.seq === seq);
  if (!event) return undefined;
  // The view has what the clock should have done already; the sweep writes it, and a notice follows.
  const isOverdue = view.dispute.seq > (events.at(-1)?.seq ?? 0);
  const isFollowed = isOverdue || events.some((one) => one.seq > seq && concernsBuyer(one));
  return { event, view, isFollowed };
};
