import { apply } from './apply.ts';
import type { Case, Command, CommandOf } from './command.ts';
import { nextDue } from './deadlines.ts';
import type { Actor, Dispute } from './dispute.ts';
import type { DisputeEvent, EventBody } from './event.ts';
import { instructedBy } from './mediation-guards.ts';
import type { Rulebook } from './rulebook.ts';
import { type Instant, laterOf } from './time.ts';
import { transitions } from './transitions.ts';

export interface Happening<C extends Command = Command> {
  readonly command: C;
  readonly actor: Actor;
  readonly now: Instant;
  readonly rules: Rulebook;
}

/** The first event of a dispute, with what it keeps of the order. */
export const openingEvent = (
  { order, itemId, money }: Case,
  { command, actor, now, rules }: Happening<CommandOf<'open'>>,
): DisputeEvent => ({
  disputeId: command.disputeId,
  seq: 1,
  type: command.type,
  actor,
  rule: transitions.open.rule,
  rulebookVersion: rules.version,
  at: now,
  body: {
    command,
    opened: {
      orderId: order.id,
      itemId,
      buyerId: order.buyer.id,
      sellerId: order.seller.id,
      currency: order.currency,
      paid: money.paid,
    },
  },
});

/** The next event of a dispute that may have it: the guards have been asked. */
export const nextEvent = (dispute: Dispute, happening: Happening): DisputeEvent => {
  const { command, actor } = happening;
  const bare: DisputeEvent = {
    disputeId: dispute.id,
    seq: dispute.seq + 1,
    type: command.type,
    actor,
    rule: transitions[command.type].rule,
    rulebookVersion: dispute.rulebookVersion,
    at: effectiveAt(dispute, happening),
    body: { command },
  };
  const refund = newInstruction(apply(dispute, bare));
  return refund ? { ...bare, body: { command, refund } } : bare;
};

/** A clock event took effect when it was due, however late the sweep was (I15); a delivery when the parcel arrived. */
const effectiveAt = (dispute: Dispute, { command, now, rules }: Happening): Instant => {
  if (command.type === 'return_delivered') return laterOf(command.deliveredAt, dispute.lastEventAt);
  const due = nextDue(dispute, rules);
  return laterOf(due && due.fires === command.type ? due.at : now, dispute.lastEventAt);
};

/** What an outcome gives beyond what was instructed before: the difference after an appeal. */
const newInstruction = (after: Dispute): EventBody['refund'] => {
  const { id, phase, outcome } = after;
  if (phase.state !== 'refund_pending' || !outcome) return undefined;
  const amount = outcome.terms.amount - instructedBy(after);
  return amount > 0n ? { id: `${id}.R${outcome.no}`, outcomeNo: outcome.no, amount } : undefined;
};
