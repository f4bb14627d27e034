import { alreadyDecided } from './common-guards.ts';
import type { Actor, Dispute, Evidence } from './dispute.ts';
import { countRefusals, fileRefusals } from './file-rules.ts';
import type { Refusal } from './refusal.ts';
import { type Guards, type LiveSituation, partyOf, when } from './situation.ts';

/** Files of the actor's party that are not removed. Each party has room of its own, so none can fill the other's. */
export const evidenceCount = (dispute: Dispute, actor: Actor): number =>
  ownEvidence(dispute, actor).length;

export const addEvidence: Guards<'add_evidence'> = {
  standing: (live) => [
    ...rulingRefusals(live),
    ...countRefusals(evidenceCount(live.dispute, live.actor), 1, live.rules),
  ],
  form: ({ dispute, actor, rules }, { files }) => [
    ...when(files.length === 0, () => evidenceNotFound('')),
    ...fileRefusals(files, evidenceCount(dispute, actor), 'evidenceFiles', rules),
  ],
};

export const removeEvidence: Guards<'remove_evidence'> = {
  standing: (live) => [
    ...rulingRefusals(live),
    ...when(evidenceCount(live.dispute, live.actor) === 0, () => evidenceNotFound('')),
  ],
  form: ({ dispute, actor }, { evidenceId }) => {
    const found = dispute.evidence.find(({ id }) => id === evidenceId);
    if (!found || isRemoved(found)) return [evidenceNotFound(evidenceId)];
    return when(found.party !== partyOf(actor.role), () => ({
      code: 'evidence_not_yours',
      rule: 'ownEvidence',
      facts: { evidenceId, party: found.party },
    }));
  },
};

const isRemoved = ({ removedAt }: Evidence): boolean => removedAt !== undefined;

const ownEvidence = ({ evidence }: Dispute, { role }: Actor): readonly Evidence[] =>
  evidence.filter((file) => file.party === partyOf(role) && !isRemoved(file));

const evidenceNotFound = (evidenceId: string): Refusal => ({
  code: 'evidence_not_found',
  rule: 'ownEvidence',
  facts: { evidenceId },
});

/**
 * A ruling can still ask for a return, which is an open state: the evidence was weighed all the same. A contested
 * return brings the case back to the team, which weighs anew and may ask for more.
 */
const rulingRefusals = ({ dispute }: LiveSituation): readonly Refusal[] =>
  when(dispute.outcome?.by === 'case_management' && !isWeighed(dispute), () =>
    alreadyDecided(dispute),
  );

const isWeighed = ({ phase: { state } }: Dispute): boolean =>
  state === 'in_mediation' || state === 'evidence_requested';
