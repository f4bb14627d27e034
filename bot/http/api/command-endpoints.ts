import { z } from 'zod';
import { answerAsSeller, type SellerAnswer } from '../../../services/disputes/answer-as-seller.ts';
import { ruleOnDispute } from '../../../services/disputes/rule-on-dispute.ts';
import { settleRefund } from '../../../services/disputes/settle-refund.ts';
import type { IntegrationKey } from '../../config-marketplace.ts';
import { invalid } from './api-problem.ts';
import {
  appealDecision,
  evidenceRequest,
  refundResult,
  returnReceipt,
  ruling,
  sellerResponse,
} from './command-schema.ts';
import { caseOf, changedAnswer } from './dispute-answer.ts';
import { disputeOutput } from './dispute-schema.ts';
import { type Endpoint, endpoint, nothing } from './endpoint.ts';
import { id } from './fields.ts';
import { readAmount } from './read-fields.ts';

const params = z.strictObject({ id });
const onDispute = { method: 'post', params, query: nothing, answer: disputeOutput } as const;

/** Whom the audit trail names for a ruling that was made in the marketplace's own tool. */
const caseManager = (key: IntegrationKey) => `api:${key.id}`;

const respond = endpoint({
  ...{ ...onDispute, path: '/disputes/:id/seller-response', name: 'sellerResponse' },
  ...{ scope: 'seller', body: sellerResponse },
  summary: "The seller's answer to the buyer's proposal",
  async handle({ ctx, params: { id: disputeId }, body }) {
    const { currency } = (await caseOf(ctx, disputeId)).case_.dispute;
    const command = sellerAnswerOf(body, currency);
    return changedAnswer(ctx, await answerAsSeller(ctx, { disputeId, command }));
  },
});

const receive = endpoint({
  ...{ ...onDispute, path: '/disputes/:id/return-receipt', name: 'returnReceipt' },
  ...{ scope: 'seller', body: returnReceipt },
  summary: 'The seller has the goods back, or contests the return',
  async handle({ ctx, params: { id: disputeId }, body }) {
    const command: SellerAnswer =
      body.result === 'confirmed'
        ? { type: 'confirm_receipt' }
        : { type: 'contest_return', reason: body.reason };
    return changedAnswer(ctx, await answerAsSeller(ctx, { disputeId, command }));
  },
});

const rule = endpoint({
  ...{ ...onDispute, path: '/disputes/:id/ruling', name: 'ruling' },
  ...{ scope: 'rulings', body: ruling },
  summary: 'A ruling of case managers who work in a tool of their own',
  async handle({ ctx, key, params: { id: disputeId }, body }) {
    const { outcome, remedy, reason: explanation } = body;
    const amount = await amountOf(ctx, disputeId, body.amount);
    const command = {
      type: 'rule',
      outcome,
      ...(remedy && { remedy }),
      ...amount,
      explanation,
    } as const;
    const request = { disputeId, command, caseManagerId: caseManager(key) };
    return changedAnswer(ctx, await ruleOnDispute(ctx, request));
  },
});

const decideAppeal = endpoint({
  ...{ ...onDispute, path: '/disputes/:id/appeal-decision', name: 'appealDecision' },
  ...{ scope: 'rulings', body: appealDecision },
  summary: "The decision on the buyer's appeal; it is final",
  async handle({ ctx, key, params: { id: disputeId }, body }) {
    const { decision, reason: explanation } = body;
    const amount = await amountOf(ctx, disputeId, body.amount);
    const command = { type: 'decide_appeal', decision, ...amount, explanation } as const;
    const request = { disputeId, command, caseManagerId: caseManager(key) };
    return changedAnswer(ctx, await ruleOnDispute(ctx, request));
  },
});

const requestEvidence = endpoint({
  ...{ ...onDispute, path: '/disputes/:id/evidence-request', name: 'evidenceRequest' },
  ...{ scope: 'rulings', body: evidenceRequest },
  summary: 'Ask a party for evidence; the answer has the date by which it is due',
  async handle({ ctx, key, params: { id: disputeId }, body }) {
    const command = { type: 'request_evidence', ...body } as const;
    const request = { disputeId, command, caseManagerId: caseManager(key) };
    return changedAnswer(ctx, await ruleOnDispute(ctx, request));
  },
});

const settle = endpoint({
  ...{ ...onDispute, path: '/refunds/:id/result', name: 'refundResult' },
  ...{ scope: 'payments', body: refundResult },
  summary: 'What became of a refund that was requested',
  async handle({ ctx, params: { id: refundId }, body }) {
    const failure = body.result === 'failed' ? body.reason : undefined;
    const { result } = body;
    const told = { refundId, result, ...(failure !== undefined && { failure }) };
    return changedAnswer(ctx, await settleRefund(ctx, told));
  },
});

export const commandEndpoints: readonly Endpoint[] = [
  ...[respond, receive, rule, decideAppeal, requestEvidence, settle],
];

function sellerAnswerOf(body: z.output<typeof sellerResponse>, currency: string): SellerAnswer {
  const { proposalVersion } = body;
  if (body.action === 'accept') return { type: 'accept', proposalVersion };
  const message = body.message === undefined ? {} : { message: body.message };
  if (body.action === 'refuse') return { type: 'refuse', proposalVersion, ...message };
  const { remedy } = body;
  if (body.amount === undefined && remedy !== 'none') throw invalid([amountMissing]);
  const amount = readAmount(body.amount ?? '0', currency, 'amount');
  return { type: 'counter', proposalVersion, remedy, amount, ...message };
}

const amountMissing = { path: 'amount', code: 'missing', message: 'is missing' };

/** An amount in the dispute's currency, if one was sent. */
async function amountOf(
  ctx: Parameters<typeof caseOf>[0],
  disputeId: string,
  text: string | undefined,
): Promise<{ readonly amount?: bigint }> {
  if (text === undefined) return {};
  const { currency } = (await caseOf(ctx, disputeId)).case_.dispute;
  return { amount: readAmount(text, currency, 'amount') };
}
