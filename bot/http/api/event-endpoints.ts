import { z } from 'zod';
import { eventOf, marketplaceKinds } from '../../webhooks-event.ts';
import { type EventOutput, eventOutput, pageOf } from './dispute-schema.ts';
import { type Endpoint, endpoint, noBody, nothing } from './endpoint.ts';

/** Events on a page. */
const PAGE = 50;

const replay = endpoint({
  ...{ method: 'get', path: '/events', name: 'listEvents', scope: 'read' },
  summary: 'What the webhooks sent, oldest first, for a receiver that was away',
  params: nothing,
  query: z.strictObject({
    after: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional()
      .describe('nextCursor of the page before; without it from the beginning'),
  }),
  ...{ body: noBody, answer: pageOf(eventOutput) },
  async handle({ ctx, query: { after } }) {
    const from = Number(after ?? 0);
    const found = await ctx.store.outbox.replay(ctx.tx, marketplaceKinds, from, PAGE);
    const items: EventOutput[] = [];
    for (const { row } of found) items.push(await eventOf(ctx, row));
    // Given at the end as well: there the receiver goes on when it asks again.
    const nextCursor = found.at(-1)?.no ?? after;
    const body = { items, ...(nextCursor !== undefined && { nextCursor: String(nextCursor) }) };
    return { status: 200, body };
  },
});

export const eventEndpoints: readonly Endpoint[] = [replay];
