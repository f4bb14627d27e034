import { apply } from './apply.ts';
import { nextDue } from './deadlines.ts';
import type { Dispute, DisputeState } from './dispute.ts';
import { nextEvent } from './record-event.ts';
import type { Rulebook } from './rulebook.ts';
import type { Instant } from './time.ts';

/** The two words of the order list, and the second one with an appeal open. @source S4 */
export type DisputeLabel = 'in_progress' | 'finished' | 'finished_appeal_open';

const labels: Readonly<Record<DisputeState, DisputeLabel>> = {
  awaiting_seller: 'in_progress',
  awaiting_buyer: 'in_progress',
  in_mediation: 'in_progress',
  evidence_requested: 'in_progress',
  return_to_ship: 'in_progress',
  return_in_transit: 'in_progress',
  refund_pending: 'finished',
  closed: 'finished',
  in_appeal: 'finished_appeal_open',
};

/** What the order list says at `now`; a clock event that is due counts before it is written (I15). */
export const disputeLabel = (dispute: Dispute, now: Instant, rules: Rulebook): DisputeLabel => {
  const due = nextDue(dispute, rules);
  if (!due || now < due.at) return labels[dispute.phase.state];
  const event = nextEvent(dispute, {
    command: { type: due.fires },
    actor: { role: 'clock', id: 'clock' },
    now: due.at,
    rules,
  });
  return disputeLabel(apply(dispute, event), now, rules);
};
