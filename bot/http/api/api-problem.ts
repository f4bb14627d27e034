import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { decimalString, isCurrency } from '../../../services/domain/money.ts';
import type { Fact, Refusal, RefusalCode } from '../../../services/domain/refusal.ts';
import { isoOf } from '../../../services/domain/time.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { answerJson, Problem } from '../problem.ts';

/** One field of a request that can't be taken. */
export interface FieldFault {
  /** `items.0.paid`; empty for the body as a whole. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A problem with more members than the code. */
export class ApiProblem extends Problem {
  readonly members: JsonObject;
  /** The rules' own answer: it stands under its idempotency key, as a success does. */
  readonly isDecision: boolean;

  constructor(
    status: number,
    code: string,
    detail: string,
    { members = {}, isDecision = false }: { members?: JsonObject; isDecision?: boolean } = {},
  ) {
    super(status, code, detail);
    this.members = members;
    this.isDecision = isDecision;
  }
}

export const problemOutput = z.object({
  title: z.string(),
  status: z.int(),
  code: z.string(),
  errors: z
    .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .describe('The fields that are wrong'),
  refusals: z
    .array(
      z.object({
        code: z.string(),
        rule: z.string(),
        facts: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
        from: z.string().optional(),
        until: z.string().optional(),
      }),
    )
    .optional()
    .describe('Every rule that says no, with its dates'),
});

/** A hostile body can have a fault in every place of a long list. */
const MOST_FAULTS = 50;

export function invalid(faults: readonly FieldFault[], status: 400 | 422 = 400): ApiProblem {
  const errors = faults.slice(0, MOST_FAULTS).map((fault) => ({ ...fault }));
  return new ApiProblem(status, 'invalid_request', 'The request has fields that are wrong.', {
    members: { errors },
  });
}

const ofTheForm: ReadonlySet<RefusalCode> = new Set([
  'amount_too_small',
  'amount_too_large',
  'remedy_not_allowed',
  'text_missing',
  'text_too_long',
  'text_has_chinese',
]);

/** What the rules said no to: 404, 409, or 422 where another form of the same request would do. */
export function refusedProblem(refusals: readonly Refusal[]): Problem {
  const code = refusals[0]?.code ?? 'not_found';
  if (code === 'not_found') return new Problem(404, code, 'There is nothing here.');
  const members = { refusals: refusals.map(refusalOut) };
  if (code === 'changed_meanwhile')
    return new ApiProblem(409, code, 'It changed at the same moment. Try again.', { members });
  const status = refusals.every((refusal) => ofTheForm.has(refusal.code)) ? 422 : 409;
  const title = 'The rules do not allow it.';
  return new ApiProblem(status, code, title, { members, isDecision: true });
}

/** The body of a problem, RFC 9457. */
export const problemBody = (problem: Problem): JsonObject => ({
  title: problem.message,
  status: problem.status,
  code: problem.code,
  ...(problem instanceof ApiProblem && problem.members),
});

export function answerApiProblem(res: ServerResponse, problem: Problem): void {
  const headers = { 'Content-Type': 'application/problem+json', ...problem.headers };
  answerJson(res, problem.status, problemBody(problem), headers);
}

function refusalOut({ code, rule, facts, from, until }: Refusal): JsonObject {
  const currency = String(facts.currency ?? '');
  return {
    code,
    rule,
    facts: Object.fromEntries(
      Object.entries(facts).map(([name, fact]) => [name, factOut(fact, currency)]),
    ),
    ...(from !== undefined && { from: isoOf(from) }),
    ...(until !== undefined && { until: isoOf(until) }),
  };
}

/** Amounts as everywhere in the API; they come next to their currency. */
function factOut(fact: Fact, currency: string): string | number | readonly string[] {
  if (typeof fact !== 'bigint') return fact;
  return fact >= 0n && isCurrency(currency)
    ? decimalString({ minor: fact, currency })
    : fact.toString();
}
