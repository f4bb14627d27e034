import { allowedActions } from '../domain/allowed-actions.ts';
import { deadlines } from '../domain/deadlines.ts';
import { disputeLabel } from '../domain/label.ts';
import type { Context } from '../ports.ts';
import type { DisputeView } from '../views.ts';
import { actorOf } from './actor.ts';
import type { LoadedCase } from './load-case.ts';

/** The dispute as the principal sees it now; the system sees what the buyer sees. */
export const disputeView = (
  { principal, now }: Pick<Context, 'principal' | 'now'>,
  { case_, item, rules }: LoadedCase,
): DisputeView => {
  const { dispute, order } = case_;
  const actor = actorOf(principal, { role: 'buyer', id: dispute.buyerId });
  return {
    dispute,
    order,
    item,
    label: disputeLabel(dispute, now, rules),
    deadlines: deadlines(dispute, rules),
    allowed: allowedActions(case_, actor, now, rules),
  };
};
