import type { Refusal, Result } from '../domain/refusal.ts';

type Refused = Extract<Result<never>, { ok: false }>;

const refuse = (refusal: Refusal): Refused => ({ ok: false, refusals: [refusal] });

/** The one answer for an id that is not there and for an id of somebody else. */
export const notFound = (): Refused => refuse({ code: 'not_found', rule: 'ownership', facts: {} });

/** Somebody or the clock was faster than what the asker had seen. */
export const changedMeanwhile = (): Refused =>
  refuse({ code: 'changed_meanwhile', rule: 'transitions', facts: {} });
