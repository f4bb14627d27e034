import { z } from 'zod';
import { amount, id, offeredRemedy, party, remedy, words } from './fields.ts';

const proposalVersion = z.int().min(0).describe("The dispute's proposalVersion that is answered");

export const sellerResponse = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('accept'), proposalVersion }),
  z.strictObject({ action: z.literal('refuse'), proposalVersion, message: words.optional() }),
  z.strictObject({
    action: z.literal('counter'),
    proposalVersion,
    remedy: offeredRemedy,
    amount: amount.optional().describe('Needed unless remedy is none'),
    message: words.optional(),
  }),
]);

export const returnReceipt = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('confirmed') }),
  z.strictObject({ result: z.literal('contested'), reason: words }),
]);

export const ruling = z.strictObject({
  outcome: z.enum(['full', 'partial', 'rejected']),
  remedy: remedy.optional().describe("The buyer's own, if it is missing"),
  amount: amount.optional().describe('Needed for a partial ruling'),
  reason: words.describe('The parties read it'),
});

export const appealDecision = z.strictObject({
  decision: z.enum(['upheld', 'rejected']),
  amount: amount
    .optional()
    .describe('What the buyer is to get in all; everything if it is missing'),
  reason: words,
});

export const evidenceRequest = z.strictObject({ party, what: words });

export const refundResult = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('completed') }),
  z.strictObject({ result: z.literal('failed'), reason: words.optional() }),
]);

export const sellerMessage = z.strictObject({
  text: words.describe(
    "1 to as many characters as a dispute's description may have; shown as it is",
  ),
});

export const chargeback = z.strictObject({ itemId: id });
