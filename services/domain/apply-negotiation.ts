import type { CommandOf } from './command.ts';
import type { Dispute, OfferedRemedy, Party, Proposal } from './dispute.ts';
import type { DisputeEvent } from './event.ts';
import { settle, termsOf } from './settle.ts';
import type { Instant } from './time.ts';

export const opened = (event: DisputeEvent, { form }: CommandOf<'open'>): Dispute => {
  const { disputeId, seq, at, rulebookVersion, body } = event;
  if (!body.opened) throw new Error(`The opening of ${disputeId} kept nothing of its order.`);
  const { reason, subReason, remedy, amount, description, files } = form;
  return {
    id: disputeId,
    seq,
    ...body.opened,
    rulebookVersion,
    openedAt: at,
    lastEventAt: at,
    phase: { state: 'awaiting_seller', proposedAt: at },
    reason,
    ...(reason === 'not_as_described' && subReason !== undefined && { subReason }),
    description,
    proposals: [{ version: 1, by: 'buyer', at, remedy, amount }],
    refused: false,
    evidence: files.map((file) => ({ ...file, party: 'buyer', addedAt: at })),
    refunds: [],
  };
};

export const proposed = (
  dispute: Dispute,
  command: CommandOf<'propose'>,
  at: Instant,
): Dispute => ({
  ...withProposal(dispute, 'buyer', command, at),
  phase: { state: 'awaiting_seller', proposedAt: at },
});

export const refused = (dispute: Dispute): Dispute => ({
  ...dispute,
  refused: true,
  phase: { state: 'awaiting_buyer', onTable: 'refusal' },
});

export const countered = (
  dispute: Dispute,
  command: CommandOf<'counter'>,
  at: Instant,
): Dispute => ({
  ...withProposal(dispute, 'seller', command, at),
  refused: true,
  phase: { state: 'awaiting_buyer', onTable: 'offer' },
});

/** Goods that came back and were contested don't go back a second time. */
export const accepted = (dispute: Dispute, at: Instant): Dispute =>
  settle(
    dispute,
    { reason: 'seller_agreed', by: 'parties', decidedAt: at, terms: termsOf(dispute, 'buyer') },
    dispute.returnShipment !== undefined,
  );

/** Silence counts as agreement; a return still has to be shipped (assumption). @source S4 */
export const sellerSilent = (dispute: Dispute, at: Instant): Dispute =>
  settle(dispute, {
    reason: 'seller_timeout',
    by: 'timeout',
    decidedAt: at,
    terms: termsOf(dispute, 'buyer'),
  });

export const offerAccepted = (dispute: Dispute, at: Instant): Dispute =>
  settle(dispute, {
    reason: 'buyer_accepted_offer',
    by: 'parties',
    decidedAt: at,
    terms: termsOf(dispute, 'seller'),
  });

const withProposal = (
  dispute: Dispute,
  by: Party,
  said: {
    readonly remedy: OfferedRemedy;
    readonly amount: bigint;
    readonly message?: string;
  },
  at: Instant,
): Dispute => {
  const { remedy, amount, message } = said;
  const version = dispute.proposals.length + 1;
  const proposal: Proposal = {
    version,
    by,
    at,
    remedy,
    amount,
    ...(message !== undefined && { message }),
  };
  return { ...dispute, proposals: [...dispute.proposals, proposal] };
};
