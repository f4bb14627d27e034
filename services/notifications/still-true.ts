import { findDispute } from '../disputes/find-dispute.ts';
import { plusHours } from '../domain/time.ts';
import type { Notice } from '../notices-port.ts';
import type { Context } from '../ports.ts';

/**
 * An event stays true. A reminder is only as long as the dispute has this very deadline before it, and until the next
 * reminder of it is due: after a standstill one is enough.
 */
export const isStillTrue = async (ctx: Context, { disputeId, about }: Notice): Promise<boolean> => {
  if (about.kind === 'event') return true;
  const found = await findDispute(ctx, disputeId);
  if (!found.ok) return false;
  const { deadlines, dispute } = found.value;
  const isOpen = deadlines.some(({ rule, at }) => rule === about.rule && at === about.at);
  const hours = ctx.rulebooks.of(dispute.rulebookVersion).rules.reminders.value;
  const next = Math.max(0, ...hours.filter((less) => less < about.hours));
  return isOpen && ctx.now < plusHours(about.at, -next);
};
