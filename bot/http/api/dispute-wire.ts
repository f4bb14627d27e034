import { allowedActions } from '../../../services/domain/allowed-actions.ts';
import type { Case, Deadline } from '../../../services/domain/command.ts';
import { deadlines } from '../../../services/domain/deadlines.ts';
import type { Dispute, DisputeState, Party } from '../../../services/domain/dispute.ts';
import type { DisputeEvent } from '../../../services/domain/event.ts';
import { disputeLabel } from '../../../services/domain/label.ts';
import { decimalString } from '../../../services/domain/money.ts';
import type { Rulebook } from '../../../services/domain/rulebook.ts';
import { type Instant, isoOf } from '../../../services/domain/time.ts';
import type { DisputeOutput } from './dispute-schema.ts';

/** A dispute with all that its words are made of. Pure: the same parts, the same words. */
export interface DisputeParts {
  readonly case_: Case & { readonly dispute: Dispute };
  readonly events: readonly DisputeEvent[];
  readonly rules: Rulebook;
  readonly now: Instant;
}

export function disputeWords(parts: DisputeParts): DisputeOutput {
  const { dispute } = parts.case_;
  const { id, seq, orderId, itemId, buyerId, sellerId, reason, subReason } = dispute;
  const { description, currency, rulebookVersion, phase } = dispute;
  return {
    ...{ id, seq, orderId, itemId, buyerId, sellerId, state: phase.state },
    label: disputeLabel(dispute, parts.now, parts.rules),
    ...{ reason, ...(subReason && { subReason }), description, currency, rulebookVersion },
    openedAt: isoOf(dispute.openedAt),
    ...termsWords(dispute),
    evidence: dispute.evidence.map(({ addedAt, removedAt, ...file }) => ({
      ...file,
      addedAt: isoOf(addedAt),
      ...(removedAt !== undefined && { removedAt: isoOf(removedAt) }),
    })),
    deadlines: deadlines(dispute, parts.rules).map(deadlineWords),
    ...returnWords(dispute),
    refunds: dispute.refunds.map((refund) => ({
      ...{ id: refund.id, amount: decimal(dispute, refund.amount), state: refund.state },
      at: isoOf(refund.at),
    })),
    ...decisionWords(dispute, parts.events),
    ...closingWords(dispute),
    allowedActions: { buyer: allowed(parts, 'buyer'), seller: allowed(parts, 'seller') },
    events: parts.events.map(eventWords),
  };
}

export const eventWords = ({ seq, type, actor, rule, at }: DisputeEvent) => ({
  ...{ seq, type, actor, rule },
  at: isoOf(at),
});

const decimal = ({ currency }: Dispute, minor: bigint): string =>
  decimalString({ minor, currency });

const deadlineWords = ({ rule, party, at }: Deadline) => ({ rule, party, at: isoOf(at) });

/** What was agreed or ruled, else what was said last; and everything that was said. */
function termsWords(dispute: Dispute) {
  const { proposals, outcome } = dispute;
  const last = proposals.at(-1);
  const terms = outcome?.terms ?? last ?? { remedy: 'none', amount: 0n };
  return {
    remedy: terms.remedy,
    amount: decimal(dispute, terms.amount),
    proposalVersion: last?.version ?? 0,
    proposals: proposals.map(({ version, by, remedy, amount, at, message }) => ({
      ...{ version, by, remedy, amount: decimal(dispute, amount), at: isoOf(at) },
      ...(message !== undefined && { message }),
    })),
  };
}

function returnWords({ returnShipment }: Dispute): Pick<DisputeOutput, 'return'> {
  if (!returnShipment) return {};
  const { carrier, trackingNumber, shippedAt, deliveredAt } = returnShipment;
  return {
    return: {
      ...{ carrier, trackingNumber, shippedAt: isoOf(shippedAt) },
      ...(deliveredAt !== undefined && { deliveredAt: isoOf(deliveredAt) }),
    },
  };
}

function decisionWords(
  dispute: Dispute,
  events: readonly DisputeEvent[],
): Pick<DisputeOutput, 'ruling' | 'appeal'> {
  return { ...rulingWords(dispute, events), ...appealWords(dispute, events) };
}

function rulingWords(
  dispute: Dispute,
  events: readonly DisputeEvent[],
): Pick<DisputeOutput, 'ruling'> {
  const event = events.findLast(({ type }) => type === 'rule');
  const command = event?.body.command;
  if (!event || command?.type !== 'rule') return {};
  const { outcome, remedy, amount, explanation } = command;
  return {
    ruling: {
      outcome,
      ...(remedy && { remedy }),
      ...(amount !== undefined && { amount: decimal(dispute, amount) }),
      ...{ reason: explanation, at: isoOf(event.at) },
    },
  };
}

function appealWords(
  { appeal }: Dispute,
  events: readonly DisputeEvent[],
): Pick<DisputeOutput, 'appeal'> {
  if (!appeal) return {};
  const command = events.findLast(({ type }) => type === 'decide_appeal')?.body.command;
  return {
    appeal: {
      ...{ reason: appeal.reason, at: isoOf(appeal.at) },
      ...(appeal.decision && { decision: appeal.decision }),
      ...(command?.type === 'decide_appeal' && { decisionReason: command.explanation }),
    },
  };
}

function closingWords({
  phase,
  outcome,
}: Dispute): Pick<DisputeOutput, 'closedAt' | 'closeReason' | 'closedBy'> {
  return {
    ...(phase.state === 'closed' && { closedAt: isoOf(phase.closedAt) }),
    ...(outcome && isOver(phase.state) && { closeReason: outcome.reason, closedBy: outcome.by }),
  };
}

/** A return that was agreed has an outcome, too, but may still be contested. */
const isOver = (state: DisputeState): boolean =>
  state === 'closed' || state === 'refund_pending' || state === 'in_appeal';

const allowed = ({ case_, rules, now }: DisputeParts, role: Party): string[] => {
  const { buyerId, sellerId } = case_.dispute;
  const actor = { role, id: role === 'buyer' ? buyerId : sellerId };
  // Another dispute about the item is begun on its order.
  return allowedActions(case_, actor, now, rules)
    .map(({ type }) => type)
    .filter((type) => type !== 'open');
};
