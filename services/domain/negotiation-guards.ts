import { amountRefusals, rangeOf } from './amount-rules.ts';
import type { Dispute, Proposal } from './dispute.ts';
import { remedyRefusals } from './opening-guards.ts';
import type { Refusal } from './refusal.ts';
import { type Guards, type LiveSituation, left, when } from './situation.ts';
import { optionalText } from './text-rules.ts';

/** The newest proposal of a party; a dispute is opened with one of the buyer's. */
export const latestBy = ({ proposals }: Dispute, party: Proposal['by']): Proposal | undefined =>
  proposals.findLast(({ by }) => by === party);

export const accept: Guards<'accept'> = {
  form: (live, { proposalVersion }) => currentProposal(live, proposalVersion),
};

export const refuse: Guards<'refuse'> = {
  form: (live, { proposalVersion, message }) => [
    ...currentProposal(live, proposalVersion),
    ...optionalText('message', message, live.rules),
  ],
};

export const counter: Guards<'counter'> = {
  form: (live, { proposalVersion, remedy, amount, message }) => [
    ...currentProposal(live, proposalVersion),
    ...amountRefusals(live, amount, rangeOf(remedy, left(live.case_))),
    ...optionalText('message', message, live.rules),
  ],
};

export const propose: Guards<'propose'> = {
  standing: ({ dispute, rules }) => {
    const max = rules.rules.maxProposals.value;
    const made = dispute.proposals.filter(({ by }) => by === 'buyer').length;
    return when(made >= max, () => ({
      code: 'too_many_proposals',
      rule: 'maxProposals',
      facts: { max, made },
    }));
  },
  form: (live, { remedy, amount, message }) => [
    ...remedyRefusals(live.dispute.reason, remedy),
    ...amountRefusals(live, amount, rangeOf(remedy, left(live.case_))),
    ...optionalText('message', message, live.rules),
  ],
};

export const acceptOffer: Guards<'accept_offer'> = {
  standing: ({ dispute: { phase } }) =>
    when(phase.state === 'awaiting_buyer' && phase.onTable === 'refusal', () => ({
      code: 'no_offer',
      rule: 'currentProposal',
      facts: {},
    })),
  form: ({ dispute }, { proposalVersion }) => {
    const current = latestBy(dispute, 'seller')?.version ?? 0;
    return when(proposalVersion !== current, () => outdated(proposalVersion, current));
  },
};

/**
 * The seller answers what the buyer asked last. A seller who names an offer made since then has
 * seen the buyer's proposal too.
 */
const currentProposal = ({ dispute }: LiveSituation, version: number): readonly Refusal[] => {
  const current = latestBy(dispute, 'buyer')?.version ?? 0;
  const isCurrent = version >= current && version <= dispute.proposals.length;
  return when(!isCurrent, () => outdated(version, current));
};

const outdated = (version: number, current: number): Refusal => ({
  code: 'proposal_outdated',
  rule: 'currentProposal',
  facts: { version, current },
});
