import { z } from 'zod';
import type { DisputeState } from '../../../services/domain/dispute.ts';
import { amount, id, offeredRemedy, party, paymentMethod, remedy, timestamp } from './fields.ts';

export const disputeState = z.enum([
  'awaiting_seller',
  'awaiting_buyer',
  'in_mediation',
  'evidence_requested',
  'return_to_ship',
  'return_in_transit',
  'refund_pending',
  'closed',
  'in_appeal',
] satisfies DisputeState[]);

const proposal = z.object({
  version: z.int(),
  by: party,
  remedy: offeredRemedy,
  amount,
  at: timestamp,
  message: z.string().optional(),
});

const evidence = z.object({
  id: z.string(),
  party,
  name: z.string(),
  contentType: z.string(),
  bytes: z.int(),
  sha256: z.string(),
  addedAt: timestamp,
  removedAt: timestamp.optional(),
});

const deadline = z.object({
  rule: z.string(),
  party: z.enum(['buyer', 'seller', 'case_management']),
  at: timestamp.describe('Exclusive: at this very millisecond it is late'),
});

const event = z.object({
  seq: z.int(),
  type: z.string(),
  actor: z.object({ role: z.string(), id: z.string() }),
  rule: z.string(),
  at: timestamp,
});

const decided = {
  ruling: z
    .object({
      outcome: z.enum(['full', 'partial', 'rejected']),
      remedy: remedy.optional(),
      amount: amount.optional(),
      reason: z.string(),
      at: timestamp,
    })
    .optional(),
  appeal: z
    .object({
      reason: z.string(),
      at: timestamp,
      decision: z.enum(['upheld', 'rejected']).optional(),
      decisionReason: z.string().optional(),
    })
    .optional(),
  closedAt: timestamp.optional(),
  closeReason: z.string().optional(),
  closedBy: z.enum(['parties', 'timeout', 'case_management', 'system']).optional(),
};

export const disputeOutput = z.object({
  id: z.string(),
  seq: z.int().describe('The number of its newest event'),
  orderId: id,
  itemId: id,
  buyerId: id,
  sellerId: id,
  state: disputeState,
  label: z.enum(['in_progress', 'finished', 'finished_appeal_open']),
  reason: z.enum(['not_received', 'not_as_described']),
  subReason: z.string().optional(),
  description: z.string(),
  remedy: offeredRemedy.describe('What was agreed or ruled, else what was said last'),
  amount,
  currency: z.string(),
  openedAt: timestamp,
  rulebookVersion: z.string(),
  proposalVersion: z.int().describe('Send it back with seller-response'),
  proposals: z.array(proposal),
  evidence: z.array(evidence),
  deadlines: z.array(deadline),
  return: z
    .object({
      carrier: z.string(),
      trackingNumber: z.string(),
      shippedAt: timestamp,
      deliveredAt: timestamp
        .optional()
        .describe('From a PUT of the order whose shipments have this number, delivered'),
    })
    .optional(),
  refunds: z.array(
    z.object({
      id: z.string(),
      amount,
      state: z.enum(['instructed', 'completed', 'failed']),
      at: timestamp,
    }),
  ),
  ...decided,
  allowedActions: z.object({ buyer: z.array(z.string()), seller: z.array(z.string()) }),
  events: z.array(event),
});
export type DisputeOutput = z.output<typeof disputeOutput>;

export const refundOutput = z.object({
  id: z.string().describe('Also the idempotency key of the payment'),
  disputeId: z.string(),
  orderId: id,
  itemId: id,
  amount,
  currency: z.string(),
  paymentMethod,
});

export const releaseOutput = z.object({
  id: z.string().describe('Also the idempotency key of the payment'),
  disputeId: z.string().optional(),
  orderId: id,
  itemId: id,
  amount,
  currency: z.string(),
});

/** Words between a buyer and the seller of an order. */
export const sellerMessageOutput = z.object({
  id: z.string(),
  orderId: id,
  buyerId: id,
  sellerId: id,
  from: party.describe('Who wrote it: hand the words of the buyer over to the seller'),
  text: z.string(),
  at: timestamp,
});

/** A webhook's body, and an item of GET /events, where `id` is the header `webhook-id`. */
export const eventOutput = z.object({
  id: z.string(),
  type: z.string(),
  timestamp,
  data: z.object({
    seq: z
      .int()
      .optional()
      .describe(
        "The dispute's, missing where there is none: a message, or money that is free without a dispute",
      ),
    dispute: disputeOutput.optional(),
    refund: refundOutput.optional(),
    release: releaseOutput.optional(),
    message: sellerMessageOutput.optional(),
  }),
});
export type EventOutput = z.output<typeof eventOutput>;

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });
