import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { parseJson, readBytes } from '../http/body.ts';
import { badRequest, Problem } from '../http/problem.ts';

/** The demo's forms have a few short fields. */
const maxBytes = 16 * 1024;

export interface Sent {
  readonly fields: unknown;
  /** A form of the page: it wants the page back, not JSON. */
  readonly byPage: boolean;
}

/** The body of a POST to /demo, as JSON or as a form of our own page. Throws 400, 403, 413, 415. */
export async function readSent(req: IncomingMessage, baseUrl: string): Promise<Sent> {
  refuseForeign(req, baseUrl);
  const type = (req.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const bytes = await readBytes(req, maxBytes);
  if (type === 'application/x-www-form-urlencoded') {
    const pairs = new URLSearchParams(bytes.toString('utf8'));
    return { fields: Object.fromEntries([...pairs].filter(([, v]) => v !== '')), byPage: true };
  }
  if (bytes.length > 0 && type !== 'application/json')
    throw new Problem(415, 'unsupported_media_type', 'The body must be application/json.');
  return { fields: bytes.length > 0 ? parseJson(bytes) : {}, byPage: false };
}

/** A page of another site can post a form here, but it can't hide its Origin. */
function refuseForeign(req: IncomingMessage, baseUrl: string): void {
  const { origin } = req.headers;
  const site = req.headers['sec-fetch-site'];
  const own = origin === undefined || origin === new URL(baseUrl).origin;
  if (!own || site === 'cross-site' || site === 'same-site')
    throw new Problem(403, 'foreign_origin', 'This is for pages of this server alone.');
}

/** The fields as the schema wants them; throws 400 with the first fault. Unknown keys are refused. */
export function fieldsOf<T>(schema: z.ZodType<T>, fields: unknown): T {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw badRequest(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
}

const duration = /^P(?!$)(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?!$)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/;
const maxMs = 400 * 86_400_000;

/** `P5D`, `PT1H`, `P1DT12H` as milliseconds: days of 24 hours. More than nothing, at most 400 days. */
export const advance = z.string().transform((text, context) => {
  const [, weeks, days, hours, minutes] = duration.exec(text.trim().toUpperCase()) ?? [];
  const count = (part: string | undefined) => Number(part ?? 0);
  const ms =
    ((count(weeks) * 7 + count(days)) * 24 + count(hours)) * 3_600_000 + count(minutes) * 60_000;
  if (ms > 0 && ms <= maxMs) return ms;
  context.addIssue({ code: 'custom', message: 'no duration like P5D, PT1H or P1DT12H' });
  return z.NEVER;
});
