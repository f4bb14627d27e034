import { z } from 'zod';
import { isoOf } from '../../../services/domain/time.ts';
import { recordSellerMessage } from '../../../services/orders/record-seller-message.ts';
import { refusedProblem } from './api-problem.ts';
import { sellerMessage } from './command-schema.ts';
import { sellerMessageOutput } from './dispute-schema.ts';
import { type Endpoint, endpoint, nothing } from './endpoint.ts';
import { id } from './fields.ts';

const answerBuyer = endpoint({
  ...{ method: 'post', path: '/orders/:orderId/seller-messages', name: 'sendSellerMessage' },
  ...{ scope: 'seller', params: z.strictObject({ orderId: id }), query: nothing },
  ...{ body: sellerMessage, answer: sellerMessageOutput },
  summary: 'The seller writes to the buyer, who reads it in the chat',
  async handle({ ctx, params: { orderId }, body: { text } }) {
    const stored = await recordSellerMessage(ctx, { orderId, text });
    if (!stored.ok) throw refusedProblem(stored.refusals);
    const { at, conversationId: _chat, ...message } = stored.value;
    return { status: 200, body: { ...message, at: isoOf(at) } };
  },
});

export const sellerMessageEndpoints: readonly Endpoint[] = [answerBuyer];
