import { z } from 'zod';
import type { Dispute } from '../../../services/domain/dispute.ts';
import { type Instant, instant } from '../../../services/domain/time.ts';
import { invalid } from './api-problem.ts';
import { disputeAnswer } from './dispute-answer.ts';
import { type DisputeOutput, disputeOutput, disputeState, pageOf } from './dispute-schema.ts';
import { type Endpoint, endpoint, noBody, nothing } from './endpoint.ts';
import { id } from './fields.ts';

/** Disputes on a page. */
const PAGE = 20;

const list = endpoint({
  ...{ method: 'get', path: '/disputes', name: 'listDisputes', scope: 'read' },
  summary: 'Disputes, newest first',
  params: nothing,
  query: z.strictObject({
    state: disputeState.optional(),
    buyer: id.optional(),
    seller: id.optional(),
    cursor: z.string().max(200).optional(),
  }),
  ...{ body: noBody, answer: pageOf(disputeOutput) },
  async handle({ ctx, query: { state, buyer, seller, cursor } }) {
    const found = await ctx.store.disputes.page(ctx.tx, {
      ...(state !== undefined && { state }),
      ...(buyer !== undefined && { buyerId: buyer }),
      ...(seller !== undefined && { sellerId: seller }),
      ...(cursor !== undefined && { after: readCursor(cursor) }),
      limit: PAGE + 1,
    });
    const shown = found.slice(0, PAGE);
    const items: DisputeOutput[] = [];
    for (const dispute of shown) items.push(await disputeAnswer(ctx, dispute.id));
    const last = shown.at(-1);
    return {
      status: 200,
      body: {
        // The clock may have moved one on since the sweep wrote its state.
        items: items.filter((item) => state === undefined || item.state === state),
        ...(found.length > PAGE && last && { nextCursor: cursorOf(last) }),
      },
    };
  },
});

const get = endpoint({
  ...{ method: 'get', path: '/disputes/:id', name: 'getDispute', scope: 'read' },
  summary: 'One dispute as it stands now',
  ...{ params: z.strictObject({ id }), query: nothing, body: noBody, answer: disputeOutput },
  async handle({ ctx, params }) {
    return { status: 200, body: await disputeAnswer(ctx, params.id) };
  },
});

export const disputeEndpoints: readonly Endpoint[] = [list, get];

const cursorOf = ({ openedAt, id }: Dispute): string =>
  Buffer.from(`${openedAt}/${id}`).toString('base64url');

function readCursor(cursor: string): { openedAt: Instant; id: string } {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, at, id] = /^(\d{1,15})\/(.{1,64})$/.exec(text) ?? [];
  if (at === undefined || id === undefined)
    throw invalid([{ path: 'cursor', code: 'unknown_cursor', message: 'is none of ours' }]);
  return { openedAt: instant(Number(at)), id };
}
