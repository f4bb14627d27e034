import { z } from 'zod';
import { recordChargeback } from '../../../services/disputes/record-chargeback.ts';
import { isoOf } from '../../../services/domain/time.ts';
import { findOrder } from '../../../services/orders/find-order.ts';
import { putOrder } from '../../../services/orders/put-order.ts';
import { invalid, refusedProblem } from './api-problem.ts';
import { chargeback } from './command-schema.ts';
import { changedAnswer } from './dispute-answer.ts';
import { disputeOutput } from './dispute-schema.ts';
import { type Endpoint, endpoint, noBody, nothing } from './endpoint.ts';
import { id } from './fields.ts';
import { orderAnswer } from './order-answer.ts';
import { chargebackOutput, orderInput, orderOutput, putAnswer } from './order-schema.ts';
import { fieldFault, orderOf } from './order-wire.ts';

const params = z.strictObject({ orderId: id });

const put = endpoint({
  ...{ method: 'put', path: '/orders/:orderId', name: 'putOrder', scope: 'orders' },
  summary: 'Store an order, or a newer version of it',
  ...{ params, query: nothing, body: orderInput, answer: putAnswer },
  async handle({ ctx, params: { orderId }, body }) {
    const stored = await putOrder(ctx, orderOf(orderId, body));
    if (!stored.ok) throw invalid(stored.refusals.map(fieldFault), 422);
    const order = await ctx.store.orders.find(ctx.tx, ctx.principal, orderId);
    const version = order?.version ?? body.version;
    return { status: 200, body: { orderId, version, applied: stored.value.applied } };
  },
});

const get = endpoint({
  ...{ method: 'get', path: '/orders/:orderId', name: 'getOrder', scope: 'read' },
  summary: 'The stored order, with what its buyer may do about each item',
  ...{ params, query: nothing, body: noBody, answer: orderOutput },
  async handle({ ctx, params: { orderId } }) {
    const found = await findOrder(ctx, orderId);
    if (!found.ok) throw refusedProblem(found.refusals);
    return { status: 200, body: await orderAnswer(ctx, found.value) };
  },
});

const reportChargeback = endpoint({
  ...{ method: 'post', path: '/orders/:orderId/chargeback', name: 'reportChargeback' },
  ...{ scope: 'payments', params, query: nothing, body: chargeback },
  // The dispute, or the item where there is none.
  answer: z.union([disputeOutput, chargebackOutput]),
  summary:
    "The buyer's bank took the money back: closes the item's dispute, stops all of its payments, and no dispute can follow",
  async handle({ ctx, params: { orderId }, body: { itemId } }) {
    const done = await recordChargeback(ctx, { orderId, itemId });
    if (!done.ok) throw refusedProblem(done.refusals);
    const { view, at } = done.value;
    if (view) return changedAnswer(ctx, { ok: true, value: view });
    return { status: 200, body: { orderId, itemId, chargedBackAt: isoOf(at) } };
  },
});

export const orderEndpoints: readonly Endpoint[] = [put, get, reportChargeback];
