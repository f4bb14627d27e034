import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { badRequest } from '../http/problem.ts';

/** PostgreSQL stores no NUL, and a lone half of a surrogate pair is no text. */
const words = z
  .string()
  .transform((text) => Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8'));
const id = words.pipe(z.string().min(1).max(1_000));
const name = words.pipe(z.string().max(500)).optional().catch(undefined);
/** `aadObjectId`: who it is in Entra, on Teams. */
const account = z.object({ id, name, aadObjectId: id.optional().catch(undefined) });

/** Files that one message may bring; a copy of the text as HTML comes this way, too. */
const MAX_ATTACHMENTS = 20;
const attachment = z.object({
  contentType: z.string().max(200),
  // A `data:` address is longer and none of ours.
  contentUrl: z.string().max(10_000).optional().catch(undefined),
  name,
  content: z.json().optional(),
});

/** What we read of an activity. Microsoft adds keys without notice, so unknown ones are dropped, not refused. */
const schema = z.object({
  type: z.string().min(1).max(100),
  id: id.optional(),
  /** When the channel says it was said; for what has no id. */
  timestamp: z.string().max(50).optional().catch(undefined),
  replyToId: id.optional().catch(undefined),
  deliveryMode: z.string().max(50).optional().catch(undefined),
  /** Of an installationUpdate. */
  action: z.string().max(50).optional().catch(undefined),
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
  attachments: z
    .array(z.unknown())
    .transform((all) => all.slice(0, MAX_ATTACHMENTS))
    .pipe(z.array(attachment.catch({ contentType: 'unknown' })))
    .optional()
    .catch(undefined),
  /** Slack's own token for the files of its people; Teams and the others have other things here. */
  channelData: z
    .object({
      ApiToken: z
        .string()
        .regex(/^xox[a-z]-[\w-]{1,300}$/)
        .optional()
        .catch(undefined),
      /** Of a messageUpdate in Teams. */
      eventType: z.string().max(50).optional().catch(undefined),
      /** The message as Messenger and Telegram have it, of which a sticker is told (cloud-unheard.ts). */
      message: z.json().optional().catch(undefined),
    })
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
