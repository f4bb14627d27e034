import { z } from 'zod';
import { amount, id, line, paymentMethod, timestamp } from './fields.ts';

const item = {
  id,
  title: line(300),
  category: z.enum(['phone', 'tablet', 'other']),
  quantity: z.int().min(1).max(1_000_000),
  paid: amount.describe('What the buyer paid for the line, all pieces together'),
  domesticReturn: z.boolean(),
  warranty: z.boolean(),
};

const trackingEvent = z.strictObject({
  at: timestamp,
  status: z.enum(['label_created', 'in_transit', 'out_for_delivery', 'delivered', 'exception']),
  place: line(200).optional(),
  text: line(500).optional(),
});

const order = {
  version: z.int().min(1).describe('Grows with every change; one that is not newer is ignored'),
  buyer: z.strictObject({
    id,
    name: line(200),
    email: line(254),
    country: z.string().regex(/^[A-Z]{2}$/),
    locale: z.string().min(2).max(35),
    timeZone: z.string().min(1).max(64),
  }),
  seller: z.strictObject({ id, name: line(200) }),
  currency: z.string().regex(/^[A-Z]{3}$/),
  paymentMethod,
  status: z.enum(['paid', 'shipped', 'completed', 'cancelled']),
  placedAt: timestamp,
  shippedAt: timestamp.optional(),
  completedAt: timestamp.optional(),
  protectionEndsAt: timestamp.optional(),
  agreementAt: timestamp
    .optional()
    .describe('The seller and the buyer agreed outside of a dispute'),
  items: z.array(z.strictObject(item)).min(1).max(100),
  shipments: z
    .array(
      z.strictObject({
        trackingNumber: line(64),
        carrier: line(100),
        events: z.array(trackingEvent).max(500),
      }),
    )
    .max(20),
};

export const orderInput = z.strictObject(order);
export type OrderInput = z.output<typeof orderInput>;

export const putAnswer = z.object({
  orderId: id,
  version: z.int().describe('The version that is stored now'),
  applied: z.boolean().describe('False if a version as new was stored already'),
});

/** What a chargeback answers where no dispute was ever opened about the item. */
export const chargebackOutput = z.object({
  orderId: id,
  itemId: id,
  chargedBackAt: timestamp.describe('When it was reported first'),
});

export const refused = z.object({
  action: z.string(),
  code: z.string(),
  rule: z.string(),
  from: timestamp.optional().describe('Allowed from this instant on'),
  until: timestamp.optional().describe('Was or is allowed until just before this instant'),
});

export const orderOutput = z.object({
  id,
  ...order,
  items: z.array(
    z.object({
      ...item,
      chargedBackAt: timestamp.optional().describe("The buyer's bank took its money back"),
      disputeId: z.string().optional().describe('The newest dispute about the item'),
      allowedActions: z.array(z.string()).describe('What the buyer may do now'),
      refused: z.array(refused).describe('What the buyer may not do, with every reason'),
    }),
  ),
});
export type OrderOutput = z.output<typeof orderOutput>;
