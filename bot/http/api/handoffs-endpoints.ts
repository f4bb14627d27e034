import { z } from 'zod';
import type { Refusal } from '../../../services/domain/refusal.ts';
import type { DeskRefusal } from '../../../services/handoff/views.ts';
import { Problem } from '../problem.ts';
import { type Endpoint, endpoint, nothing } from './endpoint.ts';
import { id } from './fields.ts';
import { hubMessage, hubMessageOutput, hubStatus, hubStatusOutput } from './handoffs-schema.ts';

/** Ours are random and may begin with a dash. */
const handoffId = z.strictObject({ id: id.or(z.string().regex(/^[\w-]{1,64}$/)) });

const status = endpoint({
  ...{ method: 'post', path: '/handoffs/:id/status', name: 'handoffStatus', scope: 'handoff' },
  ...{ params: handoffId, query: nothing, body: hubStatus, answer: hubStatusOutput },
  summary: 'An external hub has accepted a case, failed to, or completed it',
  async handle({ ctx, hub, params, body: { state, message, agent } }) {
    const heard = await hub.status(ctx, {
      ...{ handoffId: params.id, state },
      ...(message && { message }),
      ...(agent !== undefined && { agent }),
    });
    if (!heard.ok) throw hubProblem(heard.refusals);
    const { taken, owner } = heard.value;
    return { status: 200, body: { handoffId: params.id, taken, owner } };
  },
});

const message = endpoint({
  ...{ method: 'post', path: '/handoffs/:id/messages', name: 'handoffMessage', scope: 'handoff' },
  ...{ params: handoffId, query: nothing, body: hubMessage, answer: hubMessageOutput },
  summary: 'An agent of the external hub writes to the buyer',
  async handle({ ctx, hub, params, body: { text, agent } }) {
    const said = await hub.message(ctx, {
      ...{ handoffId: params.id, text },
      ...(agent !== undefined && { agent }),
    });
    if (!said.ok) throw hubProblem(said.refusals);
    return { status: 200, body: { handoffId: params.id, seq: said.value.seq } };
  },
});

/** None of these stands under its idempotency key: what came too early may be sent again as it is. */
function hubProblem(refusals: readonly (Refusal | DeskRefusal)[]): Problem {
  switch (refusals[0]?.code) {
    case 'case_not_found':
      return new Problem(404, 'not_found', 'There is no such handoff.');
    case 'not_yours':
      return new Problem(409, 'not_accepted', 'Send the status "accepted" first.');
    default:
      return new Problem(409, 'not_with_hub', 'The hub does not have this conversation.');
  }
}

export const handoffEndpoints: readonly Endpoint[] = [status, message];
