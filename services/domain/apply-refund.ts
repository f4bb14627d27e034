import type { CommandOf } from './command.ts';
import type { Dispute, Refund } from './dispute.ts';
import type { DisputeEvent } from './event.ts';
import type { Instant } from './time.ts';

/** The dispute with the refund instruction that the event gave, if it gave one. */
export const instructed = (dispute: Dispute, { body, at }: DisputeEvent): Dispute => {
  if (!body.refund) return dispute;
  const refund: Refund = { ...body.refund, state: 'instructed', at };
  return { ...dispute, refunds: [...dispute.refunds, refund] };
};

/** Closes when the last refund has arrived; an appeal or a chargeback keeps its own state. */
export const refundSettled = (
  dispute: Dispute,
  command: CommandOf<'refund_completed' | 'refund_failed'>,
  at: Instant,
): Dispute => {
  const refunds = dispute.refunds.map((refund) =>
    refund.id === command.refundId ? reported(refund, command, at) : refund,
  );
  const closes = dispute.phase.state === 'refund_pending' && allCompleted(refunds);
  return {
    ...dispute,
    refunds,
    phase: closes ? { state: 'closed', closedAt: at } : dispute.phase,
  };
};

export const allCompleted = (refunds: readonly Refund[]): boolean =>
  refunds.every(({ state }) => state === 'completed');

const reported = (
  refund: Refund,
  command: CommandOf<'refund_completed' | 'refund_failed'>,
  at: Instant,
): Refund =>
  command.type === 'refund_completed'
    ? { ...refund, state: 'completed', at }
    : { ...refund, state: 'failed', at, failure: command.failure };
