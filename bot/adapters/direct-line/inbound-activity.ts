import { z } from 'zod';
import type { JsonObject } from '../../../services/ports.ts';
import { badArgument, directLineError } from './direct-line-error.ts';

/** Characters of a text that the dialogs see; no step takes nearly as many. The transcript keeps all of it. */
const HEARD_CHARS = 10_000;
const MAX_VALUE_CHARS = 2_000;

/** What a client may say, rebuilt field by field; its own `from`, `conversation`, `serviceUrl` never get here. */
export interface InboundActivity {
  /** For the turn. */
  readonly activity: JsonObject;
  /** For the transcript: Web Chat marks its message as sent when `channelData.clientActivityID` comes back. */
  readonly echo: JsonObject;
  readonly clientActivityId?: string;
  /** Neither stored nor answered: typing and the like. */
  readonly fleeting: boolean;
}

/** PostgreSQL stores no NUL, and a lone half of a surrogate pair is no text. */
const words = z
  .string()
  .transform((text) => Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8'));
const value = z.union([
  words.refine((text) => text.length <= MAX_VALUE_CHARS),
  z.number(),
  z.boolean(),
  z.null(),
]);
/** A card's inputs arrive flat; nothing nested is ours. */
const flat = z
  .record(z.string().max(100), value)
  .refine((record) => Object.keys(record).length <= 50);

const channelData = z
  .object({
    clientActivityID: words.pipe(z.string().min(1).max(200)).optional().catch(undefined),
    attachmentSizes: z.array(z.number()).max(20).optional().catch(undefined),
    postBack: z.boolean().optional().catch(undefined),
    messageBack: z
      .object({ displayText: words.pipe(z.string().max(MAX_VALUE_CHARS)) })
      .optional()
      .catch(undefined),
  })
  .optional()
  .catch(undefined);

const schema = z.object({
  type: z.string().min(1).max(100),
  text: words.optional(),
  value: z.union([value, flat]).optional(),
  name: words.pipe(z.string().max(200)).optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/)
    .optional()
    .catch(undefined),
  channelData,
});

/** Throws 400 for what can't be an activity; keys that nobody asked for are dropped without a word. */
export function readInbound(body: unknown): InboundActivity {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw refusalOf(body, parsed.error);
  const said = parsed.data;
  const fields = defined({ name: said.name, value: said.value, locale: said.locale });
  const { text } = said;
  const clientActivityId = said.channelData?.clientActivityID;
  return {
    activity: {
      type: said.type,
      ...fields,
      ...(text === undefined ? {} : { text: text.slice(0, HEARD_CHARS) }),
    },
    echo: {
      type: said.type,
      ...fields,
      ...(text === undefined ? {} : { text, textFormat: 'plain' }),
      ...(said.channelData ? { channelData: defined(said.channelData) } : {}),
    },
    ...(clientActivityId ? { clientActivityId } : {}),
    fleeting: said.type !== 'message' && said.type !== 'event',
  };
}

function refusalOf(body: unknown, error: z.ZodError) {
  const hasType = typeof body === 'object' && body !== null && 'type' in body;
  if (!hasType) return directLineError(400, 'MissingProperty', "The 'type' property is required.");
  const path = error.issues[0]?.path.join('.') ?? '';
  return badArgument(`The activity's '${path}' is not what it must be.`);
}

/** JSON has no undefined. */
function defined(fields: Readonly<Record<string, unknown>>): JsonObject {
  return JSON.parse(JSON.stringify(fields)) as JsonObject;
}
