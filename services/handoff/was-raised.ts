import type { HandoffReason } from '../handoff-port.ts';
import type { Context } from '../ports.ts';

/** A person was asked for about this before, for this reason: whatever became of it, nobody is asked again unasked. */
export const wasRaised = (
  { store, tx }: Pick<Context, 'store' | 'tx'>,
  reason: HandoffReason,
  about: { readonly orderId?: string; readonly disputeId?: string },
): Promise<boolean> => store.desk.handoffs.wasRaised(tx, reason, about);
