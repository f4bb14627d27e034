import type { CommandOf } from './command.ts';
import type { CloseReason, Dispute, Remedy, Terms } from './dispute.ts';
import { nothing, settle, termsOf } from './settle.ts';
import type { Instant } from './time.ts';

export const inMediation = (dispute: Dispute): Dispute => ({
  ...dispute,
  phase: { state: 'in_mediation' },
});

export const evidenceAsked = (
  dispute: Dispute,
  { party, what }: CommandOf<'request_evidence'>,
  at: Instant,
): Dispute => ({ ...dispute, phase: { state: 'evidence_requested', party, what, askedAt: at } });

const reasons = {
  full: 'ruling_full',
  partial: 'ruling_partial',
  rejected: 'ruling_rejected',
} as const satisfies Record<string, CloseReason>;

/** A return that is ruled is a new one, whatever was sent before. */
export const ruled = (dispute: Dispute, command: CommandOf<'rule'>, at: Instant): Dispute => {
  const terms = rulingTerms(dispute, command);
  const { returnShipment: before, ...rest } = dispute;
  const keepsReturn = before !== undefined && terms.remedy !== 'return_and_refund';
  return settle(keepsReturn ? { ...rest, returnShipment: before } : rest, {
    reason: reasons[command.outcome],
    by: 'case_management',
    decidedAt: at,
    terms,
    explanation: command.explanation,
  });
};

const rulingTerms = (dispute: Dispute, command: CommandOf<'rule'>): Terms => {
  if (command.outcome === 'rejected') return nothing;
  const { remedy = wishedRemedy(dispute), amount = dispute.paid } = command;
  return { remedy, amount };
};

/** A ruling that names no remedy gives the one that was asked for; goods that are back stay where they are. */
const wishedRemedy = (dispute: Dispute): Remedy => {
  const wished = termsOf(dispute, 'buyer').remedy;
  return wished === 'return_and_refund' && !dispute.returnShipment ? wished : 'refund_only';
};
