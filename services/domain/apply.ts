import { afterAppeal, cancelled, chargedBack, inAppeal, surveyed } from './apply-closing.ts';
import { evidenceAdded, evidenceRemoved } from './apply-evidence.ts';
import { evidenceAsked, inMediation, ruled } from './apply-mediation.ts';
import {
  accepted,
  countered,
  offerAccepted,
  opened,
  proposed,
  refused,
  sellerSilent,
} from './apply-negotiation.ts';
import { instructed, refundSettled } from './apply-refund.ts';
import { goodsBack, returnDelivered, returnLapsed, returnShipped } from './apply-return.ts';
import type { CommandOf, LiveCommandType } from './command.ts';
import type { Dispute } from './dispute.ts';
import type { DisputeEvent } from './event.ts';

/**
 * The dispute as `event` leaves it. Pure, total over events that `decide` made; folding a dispute's
 * events from nothing gives the dispute (I7). Throws on an event that has no dispute: a fault.
 */
export const apply = (dispute: Dispute | undefined, event: DisputeEvent): Dispute => {
  const { command } = event.body;
  if (command.type === 'open') return opened(event, command);
  if (!dispute) throw new Error(`Event ${event.seq} of ${event.disputeId} has no dispute.`);
  const moved = { ...dispute, seq: event.seq, lastEventAt: event.at };
  // The table gives each type its own change, which the compiler can't follow over a union.
  const change = changes[command.type] as Change<LiveCommandType>;
  return instructed(change(moved, command, event), event);
};

type Change<T extends LiveCommandType> = (
  dispute: Dispute,
  command: CommandOf<T>,
  event: DisputeEvent,
) => Dispute;

const changes: { readonly [T in LiveCommandType]: Change<T> } = {
  accept: (dispute, _, { at }) => accepted(dispute, at),
  seller_timeout: (dispute, _, { at }) => sellerSilent(dispute, at),
  refuse: refused,
  counter: (dispute, command, { at }) => countered(dispute, command, at),
  propose: (dispute, command, { at }) => proposed(dispute, command, at),
  accept_offer: (dispute, _, { at }) => offerAccepted(dispute, at),
  escalate: inMediation,
  request_evidence: (dispute, command, { at }) => evidenceAsked(dispute, command, at),
  evidence_deadline: inMediation,
  rule: (dispute, command, { at }) => ruled(dispute, command, at),
  ship_back: (dispute, command, { at }) => returnShipped(dispute, command, at),
  return_delivered: returnDelivered,
  return_lapses: (dispute, _, { at }) => returnLapsed(dispute, at),
  confirm_receipt: goodsBack,
  contest_return: inMediation,
  receipt_timeout: goodsBack,
  refund_completed: (dispute, command, { at }) => refundSettled(dispute, command, at),
  refund_failed: (dispute, command, { at }) => refundSettled(dispute, command, at),
  cancel: (dispute, _, { at }) => cancelled(dispute, at),
  appeal: (dispute, command, { actor, at }) => inAppeal(dispute, command, actor, at),
  decide_appeal: (dispute, command, { at }) => afterAppeal(dispute, command, at),
  survey: (dispute, command, { at }) => surveyed(dispute, command, at),
  add_evidence: (dispute, { files }, { actor, at }) => evidenceAdded(dispute, files, actor, at),
  remove_evidence: (dispute, { evidenceId }, { at }) => evidenceRemoved(dispute, evidenceId, at),
  chargeback: (dispute, _, { at }) => chargedBack(dispute, at),
};
