import type { Actor, Dispute, Evidence, EvidenceFile } from './dispute.ts';
import { partyOf } from './situation.ts';
import type { Instant } from './time.ts';

/** What the Case Management Team waited for ends the wait; from the other party it is just recorded. */
export const evidenceAdded = (
  dispute: Dispute,
  files: readonly EvidenceFile[],
  actor: Actor,
  at: Instant,
): Dispute => {
  const { phase, evidence } = dispute;
  const party = partyOf(actor.role);
  const added = files.map((file): Evidence => ({ ...file, party, addedAt: at }));
  const isAnswer = phase.state === 'evidence_requested' && phase.party === party;
  return {
    ...dispute,
    evidence: [...evidence, ...added],
    phase: isAnswer ? { state: 'in_mediation' } : phase,
  };
};

/** A removal stays in the audit trail: the file is marked, not taken out. */
export const evidenceRemoved = (dispute: Dispute, evidenceId: string, at: Instant): Dispute => ({
  ...dispute,
  evidence: dispute.evidence.map((file) =>
    file.id === evidenceId ? { ...file, removedAt: at } : file,
  ),
});
