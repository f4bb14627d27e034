import { acceptOffer } from '../../services/disputes/accept-offer.ts';
import { addEvidence } from '../../services/disputes/add-evidence.ts';
import { answerAsSeller } from '../../services/disputes/answer-as-seller.ts';
import { appealRuling } from '../../services/disputes/appeal-ruling.ts';
import { cancelDispute } from '../../services/disputes/cancel-dispute.ts';
import { openDispute } from '../../services/disputes/open-dispute.ts';
import { proposeTerms } from '../../services/disputes/propose-terms.ts';
import { recordChargeback } from '../../services/disputes/record-chargeback.ts';
import { recordSurvey } from '../../services/disputes/record-survey.ts';
import { removeEvidence } from '../../services/disputes/remove-evidence.ts';
import { ruleOnDispute } from '../../services/disputes/rule-on-dispute.ts';
import { runCommand } from '../../services/disputes/run-command.ts';
import { settleRefund } from '../../services/disputes/settle-refund.ts';
import { shipBack } from '../../services/disputes/ship-back.ts';
import type { EvidenceFile, Remedy } from '../../services/domain/dispute.ts';
import type { Result } from '../../services/domain/refusal.ts';
import { instant } from '../../services/domain/time.ts';
import type { Context, Principal } from '../../services/ports.ts';
import { aFile } from '../support/fixtures.ts';
import type { Deed, Kind } from './deed.ts';

export const principals: Readonly<Record<Deed['as'], Principal>> = {
  buyer: { kind: 'buyer', id: 'b-1' },
  stranger: { kind: 'buyer', id: 'b-2' },
  seller: { kind: 'seller', id: 's-1' },
  agent: { kind: 'staff', id: 'a-1', role: 'agent' },
  case_manager: { kind: 'staff', id: 'cm-1', role: 'case_manager' },
  payments: { kind: 'system' },
  clock: { kind: 'system' },
};

type Act = (ctx: Context, deed: Deed, orderId: string) => Promise<Result<unknown>>;

const seen = ({ disputeId, seq }: Deed) => ({ disputeId, expectedSeq: seq });

/** The types leave out "none" where nobody can say it; the model tries it all the same and expects no. */
const wished = ({ remedy, amount }: Deed) => ({
  remedy: remedy as Remedy,
  amount: BigInt(amount),
});

const filesOf = ({ newFiles, isGif }: Deed): readonly EvidenceFile[] =>
  newFiles.map((id) =>
    aFile(isGif ? { id, name: `${id}.gif`, contentType: 'image/gif' } : { id, name: `${id}.jpg` }),
  );

const settles =
  (result: 'completed' | 'failed'): Act =>
  (ctx, { refundId }) =>
    settleRefund(ctx, { refundId, result, failure: 'No such account.' });

const rules = (
  ctx: Context,
  { disputeId }: Deed,
  command: Parameters<typeof ruleOnDispute>[1]['command'],
) => ruleOnDispute(ctx, { disputeId, command, caseManagerId: 'cm-1' });

const answers = (
  ctx: Context,
  { disputeId }: Deed,
  command: Parameters<typeof answerAsSeller>[1]['command'],
) => answerAsSeller(ctx, { disputeId, command });

/** Each deed by the use case that the bot, the console or the marketplace's API would call. */
const acts: Readonly<Record<Kind, Act>> = {
  open: (ctx, deed, orderId) =>
    openDispute(ctx, {
      orderId,
      itemId: deed.itemId,
      form: {
        reason: deed.notReceived ? 'not_received' : 'not_as_described',
        ...(!deed.notReceived && { subReason: 'damaged' as const }),
        description: 'It is cracked.',
        files: filesOf(deed),
        ...wished(deed),
      },
    }),
  accept: (ctx, deed) => answers(ctx, deed, { type: 'accept', proposalVersion: deed.version }),
  refuse: (ctx, deed) => answers(ctx, deed, { type: 'refuse', proposalVersion: deed.version }),
  counter: (ctx, deed) =>
    answers(ctx, deed, {
      type: 'counter',
      proposalVersion: deed.version,
      remedy: deed.remedy,
      amount: BigInt(deed.amount),
    }),
  propose: (ctx, deed) => proposeTerms(ctx, { ...seen(deed), ...wished(deed) }),
  accept_offer: (ctx, deed) => acceptOffer(ctx, { ...seen(deed), proposalVersion: deed.version }),
  request_evidence: (ctx, deed) =>
    rules(ctx, deed, { type: 'request_evidence', party: deed.party, what: 'A picture.' }),
  add_evidence: (ctx, deed) => addEvidence(ctx, { ...seen(deed), files: filesOf(deed) }),
  remove_evidence: (ctx, deed) => removeEvidence(ctx, { ...seen(deed), evidenceId: deed.fileId }),
  rule: (ctx, deed) =>
    rules(ctx, deed, {
      type: 'rule',
      outcome: deed.outcome,
      explanation: 'Seen.',
      ...(deed.namesRemedy && {
        remedy: deed.remedy === 'none' ? 'refund_only' : deed.remedy,
      }),
      ...(deed.outcome === 'partial' && { amount: BigInt(deed.amount) }),
    }),
  ship_back: (ctx, deed) =>
    shipBack(ctx, { ...seen(deed), carrier: 'Correos', trackingNumber: 'RB123456785CN' }),
  return_delivered: (ctx, deed) =>
    runCommand(ctx, {
      disputeId: deed.disputeId,
      command: { type: 'return_delivered', deliveredAt: instant(deed.deliveredAt) },
      spokenFor: () => ({ role: 'clock', id: 'clock' }),
    }),
  confirm_receipt: (ctx, deed) => answers(ctx, deed, { type: 'confirm_receipt' }),
  contest_return: (ctx, deed) =>
    answers(ctx, deed, { type: 'contest_return', reason: 'An empty box.' }),
  refund_completed: settles('completed'),
  refund_failed: settles('failed'),
  cancel: (ctx, deed) => cancelDispute(ctx, seen(deed)),
  appeal: (ctx, deed) =>
    appealRuling(ctx, { ...seen(deed), reason: 'Look again.', files: filesOf(deed) }),
  decide_appeal: (ctx, deed) =>
    rules(ctx, deed, {
      type: 'decide_appeal',
      decision: deed.decision,
      explanation: 'Seen again.',
      ...(deed.decision === 'upheld' && { amount: BigInt(deed.amount) }),
    }),
  survey: (ctx, { disputeId }) => recordSurvey(ctx, { disputeId, rating: 4 }),
  chargeback: (ctx, { itemId }, orderId) => recordChargeback(ctx, { orderId, itemId }),
};

export const act: Act = (ctx, deed, orderId) => acts[deed.kind](ctx, deed, orderId);
