import type { Command, CommandOf, CommandType } from '../../../services/domain/command.ts';
import { aFile, daysAfter, hoursAfter, noon, openCommand } from '../../support/fixtures.ts';
import { opened, openedForReturn, type Story, then } from './story.ts';

export const refuse: Command = { type: 'refuse', proposalVersion: 1 };
export const counter = (change: Partial<CommandOf<'counter'>> = {}): Command => ({
  type: 'counter',
  proposalVersion: 1,
  remedy: 'refund_only',
  amount: 1000n,
  ...change,
});
export const propose = (change: Partial<CommandOf<'propose'>> = {}): Command => ({
  type: 'propose',
  remedy: 'refund_only',
  amount: 2000n,
  ...change,
});
export const accept: Command = { type: 'accept', proposalVersion: 1 };
export const rule = (change: Partial<CommandOf<'rule'>> = {}): Command => ({
  type: 'rule',
  outcome: 'partial',
  amount: 500n,
  remedy: 'refund_only',
  explanation: 'The photos show it.',
  ...change,
});
export const requestEvidence: Command = {
  type: 'request_evidence',
  party: 'buyer',
  what: 'A photo of the label.',
};
export const shipBack: Command = {
  type: 'ship_back',
  shipment: { carrier: 'Correos', trackingNumber: 'RB123456785CN' },
};
export const appeal: Command = { type: 'appeal', reason: 'It is still broken.', files: [] };
export const decideAppeal = (change: Partial<CommandOf<'decide_appeal'>> = {}): Command => ({
  type: 'decide_appeal',
  decision: 'upheld',
  explanation: 'Right after all.',
  ...change,
});
export const addEvidence: Command = { type: 'add_evidence', files: [aFile({ id: 'f-2' })] };
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
const refused = then(awaitingSeller, 'seller', refuse, hoursAfter(noon, 1));
const offered = then(awaitingSeller, 'seller', counter(), hoursAfter(noon, 1));
// Late enough for the escalation to come before the seller's new deadline.
const proposedAgain = then(refused, 'buyer', propose(), daysAfter(noon, 3));
const mediation = then(refused, 'clock', { type: 'escalate' }, escalateAt);
const returnToShip = then(openedForReturn(), 'seller', accept, hoursAfter(noon, 1));
const inTransit = then(returnToShip, 'buyer', shipBack, hoursAfter(noon, 2));
const contested = then(inTransit, 'seller', { type: 'contest_return', reason: 'An empty box.' });
const ruledPending = then(mediation, 'case_manager', rule());
const ruledClosed = then(ruledPending, 'payments', completed(), daysAfter(escalateAt, 1));
const agreedPending = then(awaitingSeller, 'seller', accept, hoursAfter(noon, 1));

/** Every state, each in all the ways that make a difference to what may happen in it. */
export const positions: Readonly<Record<string, Story>> = {
  awaiting_seller: awaitingSeller,
  'awaiting_seller, refused before': proposedAgain,
  'awaiting_buyer, refused': refused,
  'awaiting_buyer, offer': offered,
  in_mediation: mediation,
  'in_mediation, return contested': contested,
  'evidence_requested of the buyer': then(mediation, 'case_manager', requestEvidence),
  'evidence_requested of the seller': then(mediation, 'case_manager', {
    ...requestEvidence,
    party: 'seller',
  } as Command),
  'return_to_ship, agreed': returnToShip,
  'return_to_ship, ruled': then(mediation, 'case_manager', rule({ remedy: 'return_and_refund' })),
  return_in_transit: inTransit,
  'return_in_transit, delivered': then(inTransit, 'clock', { type: 'return_delivered' }),
  'refund_pending, agreed': agreedPending,
  'refund_pending, failed': then(agreedPending, 'payments', failed()),
  'refund_pending, ruled': ruledPending,
  'closed, agreed': then(agreedPending, 'payments', completed()),
  'closed, ruled': ruledClosed,
  'closed, rejected': then(mediation, 'case_manager', {
    type: 'rule',
    outcome: 'rejected',
    explanation: 'Nothing is wrong with it.',
  }),
  'closed, cancelled': then(awaitingSeller, 'buyer', { type: 'cancel' }),
  'closed, charged back': then(agreedPending, 'payments', { type: 'chargeback' }),
  'closed, surveyed': then(ruledClosed, 'buyer', { type: 'survey', rating: 2 }),
  'in_appeal, paid': then(ruledClosed, 'buyer', appeal),
  'in_appeal, refund under way': then(ruledPending, 'buyer', appeal),
  'closed, appeal rejected': then(
    then(ruledClosed, 'buyer', appeal),
    'case_manager',
    decideAppeal({ decision: 'rejected' }),
  ),
  'refund_pending, appeal upheld': then(
    then(ruledClosed, 'buyer', appeal),
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
    counter: { ...counter(), proposalVersion: version('buyer') } as CommandOf<'counter'>,
    propose: propose() as CommandOf<'propose'>,
    accept_offer: { type: 'accept_offer', proposalVersion: version('seller') },
    escalate: { type: 'escalate' },
    request_evidence: requestEvidence as CommandOf<'request_evidence'>,
    evidence_deadline: { type: 'evidence_deadline' },
    rule: rule() as CommandOf<'rule'>,
    ship_back: shipBack as CommandOf<'ship_back'>,
    return_delivered: { type: 'return_delivered' },
    return_lapses: { type: 'return_lapses' },
    confirm_receipt: { type: 'confirm_receipt' },
    contest_return: { type: 'contest_return', reason: 'An empty box.' },
    receipt_timeout: { type: 'receipt_timeout' },
    refund_completed: { type: 'refund_completed', refundId },
    refund_failed: { type: 'refund_failed', refundId, failure: 'No such account.' },
    cancel: { type: 'cancel' },
    appeal: appeal as CommandOf<'appeal'>,
    decide_appeal: decideAppeal({ decision: 'rejected' }) as CommandOf<'decide_appeal'>,
    survey: { type: 'survey', rating: 4 },
    add_evidence: addEvidence as CommandOf<'add_evidence'>,
    remove_evidence: { type: 'remove_evidence', evidenceId: own?.id ?? 'f-1' },
    chargeback: { type: 'chargeback' },
  };
  return Object.values(commands);
};
