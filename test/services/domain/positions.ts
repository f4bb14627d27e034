import type { Command, CommandOf, CommandType } from '../../../services/domain/command.ts';
import { aFile, daysAfter, hoursAfter, noon, openCommand } from '../../support/fixtures.ts';
import { opened, openedForReturn, play, type Story } from './story.ts';

export const refuse: CommandOf<'refuse'> = { type: 'refuse', proposalVersion: 1 };
export const counter = (change: Partial<CommandOf<'counter'>> = {}): CommandOf<'counter'> => ({
  type: 'counter',
  proposalVersion: 1,
  remedy: 'refund_only',
  amount: 1000n,
  ...change,
});
export const propose = (change: Partial<CommandOf<'propose'>> = {}): CommandOf<'propose'> => ({
  type: 'propose',
  remedy: 'refund_only',
  amount: 2000n,
  ...change,
});
export const accept: CommandOf<'accept'> = { type: 'accept', proposalVersion: 1 };
export const rule = (change: Partial<CommandOf<'rule'>> = {}): CommandOf<'rule'> => ({
  type: 'rule',
  outcome: 'partial',
  amount: 500n,
  remedy: 'refund_only',
  explanation: 'The photos show it.',
  ...change,
});
export const requestEvidence: CommandOf<'request_evidence'> = {
  type: 'request_evidence',
  party: 'buyer',
  what: 'A photo of the label.',
};
export const shipBack: CommandOf<'ship_back'> = {
  type: 'ship_back',
  shipment: { carrier: 'Correos', trackingNumber: 'RB123456785CN' },
};
export const appeal: CommandOf<'appeal'> = {
  type: 'appeal',
  reason: 'It is still broken.',
  files: [],
};
export const decideAppeal = (
  change: Partial<CommandOf<'decide_appeal'>> = {},
): CommandOf<'decide_appeal'> => ({
  type: 'decide_appeal',
  decision: 'upheld',
  explanation: 'Right after all.',
  ...change,
});
export const addEvidence: CommandOf<'add_evidence'> = {
  type: 'add_evidence',
  files: [aFile({ id: 'f-2' })],
};
export const completed = (no = 1): Command => ({
  type: 'refund_completed',
  refundId: `D1000000001.R${no}`,
});
export const failed = (no = 1): Command => ({
  type: 'refund_failed',
  refundId: `D1000000001.R${no}`,
  failure: 'No such account.',
});

const escalateAt = daysAfter(noon, 7);

const awaitingSeller = opened();
const refused = play(awaitingSeller, 'seller', refuse, hoursAfter(noon, 1));
const offered = play(awaitingSeller, 'seller', counter(), hoursAfter(noon, 1));
// Late enough for the escalation to come before the seller's new deadline.
const proposedAgain = play(refused, 'buyer', propose(), daysAfter(noon, 3));
const mediation = play(refused, 'clock', { type: 'escalate' }, escalateAt);
const returnToShip = play(openedForReturn(), 'seller', accept, hoursAfter(noon, 1));
const inTransit = play(returnToShip, 'buyer', shipBack, hoursAfter(noon, 2));
const contested = play(inTransit, 'seller', { type: 'contest_return', reason: 'An empty box.' });
const ruledPending = play(mediation, 'case_manager', rule());
const ruledClosed = play(ruledPending, 'payments', completed(), daysAfter(escalateAt, 1));
const agreedPending = play(awaitingSeller, 'seller', accept, hoursAfter(noon, 1));

/** Every state, each in all the ways that make a difference to what may happen in it. */
export const positions: Readonly<Record<string, Story>> = {
  awaiting_seller: awaitingSeller,
  'awaiting_seller, refused before': proposedAgain,
  'awaiting_buyer, refused': refused,
  'awaiting_buyer, offer': offered,
  in_mediation: mediation,
  'in_mediation, return contested': contested,
  'evidence_requested of the buyer': play(mediation, 'case_manager', requestEvidence),
  'evidence_requested of the seller': play(mediation, 'case_manager', {
    ...requestEvidence,
    party: 'seller',
  }),
  'return_to_ship, agreed': returnToShip,
  'return_to_ship, ruled': play(mediation, 'case_manager', rule({ remedy: 'return_and_refund' })),
  return_in_transit: inTransit,
  'return_in_transit, delivered': play(inTransit, 'clock', {
    type: 'return_delivered',
    deliveredAt: noon,
  }),
  'refund_pending, agreed': agreedPending,
  'refund_pending, failed': play(agreedPending, 'payments', failed()),
  'refund_pending, ruled': ruledPending,
  'closed, agreed': play(agreedPending, 'payments', completed()),
  'closed, ruled': ruledClosed,
  'closed, rejected': play(mediation, 'case_manager', {
    type: 'rule',
    outcome: 'rejected',
    explanation: 'Nothing is wrong with it.',
  }),
  'closed, cancelled': play(awaitingSeller, 'buyer', { type: 'cancel' }),
  'closed, charged back': play(agreedPending, 'payments', { type: 'chargeback' }),
  'closed, surveyed': play(ruledClosed, 'buyer', { type: 'survey', rating: 2 }),
  'in_appeal, paid': play(ruledClosed, 'buyer', appeal),
  'in_appeal, refund under way': play(ruledPending, 'buyer', appeal),
  'closed, appeal rejected': play(
    play(ruledClosed, 'buyer', appeal),
    'case_manager',
    decideAppeal({ decision: 'rejected' }),
  ),
  'refund_pending, appeal upheld': play(
    play(ruledClosed, 'buyer', appeal),
    'case_manager',
    decideAppeal(),
  ),
};

/** A command of each type that is well-formed for this very story, so that only the rules can refuse it. */
export const wellFormed = ({ case_ }: Story): readonly Command[] => {
  const proposals = case_.dispute?.proposals ?? [];
  const version = (by: string) => proposals.findLast((p) => p.by === by)?.version ?? 0;
  const open = case_.dispute?.refunds.find(({ state }) => state !== 'completed');
  const refundId = open?.id ?? 'D1000000001.R1';
  const own = case_.dispute?.evidence.find(({ removedAt }) => removedAt === undefined);
  const commands: { readonly [T in CommandType]: CommandOf<T> } = {
    open: openCommand('D1000000002'),
    accept: { type: 'accept', proposalVersion: version('buyer') },
    seller_timeout: { type: 'seller_timeout' },
    refuse: { type: 'refuse', proposalVersion: version('buyer') },
    counter: { ...counter(), proposalVersion: version('buyer') },
    propose: propose(),
    accept_offer: { type: 'accept_offer', proposalVersion: version('seller') },
    escalate: { type: 'escalate' },
    request_evidence: requestEvidence,
    evidence_deadline: { type: 'evidence_deadline' },
    rule: rule(),
    ship_back: shipBack,
    return_delivered: { type: 'return_delivered', deliveredAt: noon },
    return_lapses: { type: 'return_lapses' },
    confirm_receipt: { type: 'confirm_receipt' },
    contest_return: { type: 'contest_return', reason: 'An empty box.' },
    receipt_timeout: { type: 'receipt_timeout' },
    refund_completed: { type: 'refund_completed', refundId },
    refund_failed: { type: 'refund_failed', refundId, failure: 'No such account.' },
    cancel: { type: 'cancel' },
    appeal: appeal,
    decide_appeal: decideAppeal({ decision: 'rejected' }),
    survey: { type: 'survey', rating: 4 },
    add_evidence: addEvidence,
    remove_evidence: { type: 'remove_evidence', evidenceId: own?.id ?? 'f-1' },
    chargeback: { type: 'chargeback' },
  };
  return Object.values(commands);
};
