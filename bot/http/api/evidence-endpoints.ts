import { z } from 'zod';
import { readServed } from '../../../services/evidence/read-served.ts';
import { notFound } from '../problem.ts';
import { caseOf } from './dispute-answer.ts';
import { type Endpoint, endpoint, noBody, nothing } from './endpoint.ts';
import { id } from './fields.ts';

/** As it stands in a dispute's `evidence`; ours, so it may begin with any of these. */
const evidenceId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** Whoever rules in a tool of their own, and the seller who answers, must see what the buyer has sent. */
const get = endpoint({
  ...{ method: 'get', path: '/disputes/:id/evidence/:evidenceId', name: 'getEvidence' },
  ...{ scope: 'read', params: z.strictObject({ id, evidenceId }) },
  summary: 'A picture of the evidence, without its metadata (place, camera); removed ones are gone',
  ...{ query: nothing, body: noBody, answer: z.unknown(), isPicture: true },
  async handle({ ctx, files, params: { id: disputeId, evidenceId } }) {
    const { evidence } = (await caseOf(ctx, disputeId)).case_.dispute;
    const isThere = evidence.some((file) => file.id === evidenceId && file.removedAt === undefined);
    const picture = isThere ? await readServed(ctx, files, evidenceId) : undefined;
    if (!picture) throw notFound();
    return { status: 200, body: {}, picture };
  },
});

export const evidenceEndpoints: readonly Endpoint[] = [get];
