import { createHash } from 'node:crypto';
import { plusTimes24h } from '../../../services/domain/time.ts';
import type { KeptAnswer } from '../../../services/idempotency-port.ts';
import type { Context, JsonObject } from '../../../services/ports.ts';
import { badRequest, Problem } from '../problem.ts';
import { ApiProblem, problemBody } from './api-problem.ts';
import type { Answer } from './endpoint.ts';

/** Days of 24 hours for which an answer is kept, longer than anybody retries. */
const KEPT_DAYS = 30;

export interface Idempotent extends KeptAnswer {
  /** It was given before; nothing was done this time. */
  readonly replayed: boolean;
}

/** Throws 400 if the header is missing or unusable. */
export function idempotencyKeyOf(header: string | undefined): string {
  if (header === undefined || header === '')
    throw new Problem(400, 'idempotency_key_missing', 'A POST needs an Idempotency-Key.');
  if (!/^[\x21-\x7e]{1,255}$/.test(header))
    throw badRequest('An Idempotency-Key has 1 to 255 visible ASCII characters.');
  return header;
}

/**
 * Does `work` once for a client and a key, in the same transaction that keeps its answer: the first answer comes back
 * for the same request, 409 for another one. A no of the rules is an answer, too; a fault and a lost race are not.
 */
export async function idempotent(
  ctx: Context,
  {
    client,
    key,
    request,
  }: { readonly client: string; readonly key: string; readonly request: string },
  work: () => Promise<Answer>,
): Promise<Idempotent> {
  const { idempotency } = ctx.store;
  await idempotency.forget(ctx.tx, plusTimes24h(ctx.now, -KEPT_DAYS));
  const hash = createHash('sha256').update(request).digest('base64url');
  const taken = { client, key, request: hash, at: ctx.now };
  const before = await idempotency.claim(ctx.tx, taken);
  if (before && before.request !== hash)
    throw new Problem(409, 'idempotency_key_reused', 'This key was used for another request.');
  if (before) return { ...before.answer, replayed: true };
  const answer = await decided(work);
  await idempotency.keep(ctx.tx, taken, answer);
  return { ...answer, replayed: false };
}

async function decided(work: () => Promise<Answer>): Promise<KeptAnswer> {
  try {
    const { status, body } = await work();
    return { status, body: body as JsonObject };
  } catch (error) {
    if (!(error instanceof ApiProblem && error.isDecision)) throw error;
    return { status: error.status, body: problemBody(error) };
  }
}
