import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { badRequest } from '../http/problem.ts';

/** PostgreSQL stores no NUL, and a lone half of a surrogate pair is no text. */
const words = z
  .string()
  .transform((text) => Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8'));
const id = words.pipe(z.string().min(1).max(1_000));
const name = words.pipe(z.string().max(500)).optional().catch(undefined);
const account = z.object({ id, name });

/** What we read of an activity. Microsoft adds keys without notice, so unknown ones are dropped, not refused. */
const schema = z.object({
  type: z.string().min(1).max(100),
  id: id.optional(),
  channelId: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/),
  serviceUrl: z.string().max(2_000).optional(),
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    isGroup: z.boolean().optional(),
    conversationType: z.string().max(100).optional(),
    tenantId: z.string().max(200).optional(),
  }),
  text: words.pipe(z.string().max(100_000)).optional(),
  value: z.json().optional(),
  name,
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/)
    .optional()
    .catch(undefined),
  membersAdded: z.array(z.object({ id })).max(500).optional(),
  entities: z
    .array(z.looseObject({ type: z.string().max(200) }))
    .max(200)
    .optional()
    .catch(undefined),
});

/** Throws 400 with the path of the first fault. Still everything that it says is unverified. */
export function readCloudActivity(body: unknown): Activity {
  const read = schema.safeParse(body);
  if (!read.success) {
    const path = read.error.issues[0]?.path.join('.') ?? '';
    throw badRequest(`The activity's '${path}' is missing or not what it must be.`);
  }
  // The SDK's type demands fields that its own channels leave out.
  return JSON.parse(JSON.stringify(read.data)) as Activity;
}
