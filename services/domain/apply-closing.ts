import { evidenceAdded } from './apply-evidence.ts';
import { allCompleted } from './apply-refund.ts';
import type { CommandOf } from './command.ts';
import type { Actor, Dispute, Outcome, Phase, Survey, Terms } from './dispute.ts';
import { nothing, settle } from './settle.ts';
import type { Instant } from './time.ts';

export const cancelled = (dispute: Dispute, at: Instant): Dispute =>
  settle(dispute, { reason: 'buyer_cancelled', by: 'parties', decidedAt: at, terms: nothing });

export const inAppeal = (
  dispute: Dispute,
  { reason, files }: CommandOf<'appeal'>,
  actor: Actor,
  at: Instant,
): Dispute => ({
  ...evidenceAdded(dispute, files, actor, at),
  appeal: { reason, at },
  phase: { state: 'in_appeal' },
});

/** Final. A first refund that has not arrived yet is still waited for. */
export const afterAppeal = (
  dispute: Dispute,
  command: CommandOf<'decide_appeal'>,
  at: Instant,
): Dispute => {
  const { decision, explanation } = command;
  const isUpheld = decision === 'upheld';
  const outcome: Outcome = {
    no: 2,
    reason: isUpheld ? 'appeal_upheld' : 'appeal_rejected',
    by: 'case_management',
    decidedAt: at,
    terms: isUpheld
      ? { remedy: 'refund_only', amount: command.amount ?? dispute.paid }
      : termsBefore(dispute),
    explanation,
  };
  const isPaid = !isUpheld && allCompleted(dispute.refunds);
  const phase: Phase = isPaid ? { state: 'closed', closedAt: at } : { state: 'refund_pending' };
  const appeal = dispute.appeal && { appeal: { ...dispute.appeal, decision } };
  return { ...dispute, ...appeal, outcome, phase };
};

const termsBefore = ({ outcome }: Dispute): Terms => outcome?.terms ?? nothing;

export const surveyed = (
  dispute: Dispute,
  { rating, words }: CommandOf<'survey'>,
  at: Instant,
): Dispute => {
  const survey: Survey = { rating, at, ...(words !== undefined && { words }) };
  return { ...dispute, survey };
};

/** The bank has taken the money back: nothing of ours follows any more. What is closed stays closed as it was. */
export const chargedBack = (dispute: Dispute, at: Instant): Dispute => ({
  ...dispute,
  outcome: {
    no: dispute.outcome?.no ?? 1,
    reason: 'superseded_chargeback',
    by: 'system',
    decidedAt: at,
    terms: nothing,
  },
  phase: dispute.phase.state === 'closed' ? dispute.phase : { state: 'closed', closedAt: at },
});
