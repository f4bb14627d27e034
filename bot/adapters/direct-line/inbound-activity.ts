import { z } from 'zod';
import type { JsonObject } from '../../../services/ports.ts';
import { badArgument, directLineError } from './direct-line-error.ts';

/**
 * Characters of a text that are kept, for the dialogs and the transcript alike; no step takes nearly as many, so what
 * was cut is refused there as too long, never used without its end.
 */
const KEPT_CHARS = 10_000;
const MAX_VALUE_CHARS = 2_000;
/** Of all inputs of a card together, as JSON. */
const MAX_FLAT_CHARS = 10_000;

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
  .refine((record) => Object.keys(record).length <= 50)
  .refine((record) => JSON.stringify(record).length <= MAX_FLAT_CHARS);

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
  // Only a message says something to the dialogs.
  const text = said.type === 'message' ? said.text?.slice(0, KEPT_CHARS) : undefined;
  const clientActivityId = said.channelData?.clientActivityID;
  return {
    activity: {
      type: said.type,
      ...fields,
      ...(text === undefined ? {} : { text }),
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
