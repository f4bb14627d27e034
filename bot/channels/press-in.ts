import type { Json, JsonObject } from '../../services/ports.ts';

/** What a button of ours sent: the signed action and, for the transcript, its words. */
export interface Press {
  readonly action: string;
  readonly label?: string;
}

/**
 * The press that an activity carries, wherever its channel puts it: `value` of a message, `value.action.data` of an
 * `adaptiveCard/action` invoke, a value or text that is our JSON (a postBack of Messenger). Still unverified.
 */
export function pressIn({ value, text }: JsonObject): Press | undefined {
  const given = typeof value === 'string' ? parsed(value) : value;
  return pressOf(given) ?? pressOf(dataOf(given)) ?? pressOf(parsed(text));
}

/** With the button's words as its text: the transcript is read by people, and Messenger's postBack is JSON. */
export function inWords(activity: JsonObject): JsonObject {
  const press = pressOf(parsed(activity.text));
  return press?.label === undefined
    ? activity
    : { ...activity, text: press.label, value: { ...press } };
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function pressOf(value: Json | undefined): Press | undefined {
  if (!isObject(value) || typeof value.action !== 'string') return undefined;
  const { action, label } = value;
  return { action, ...(typeof label === 'string' && { label }) };
}

const dataOf = (value: Json | undefined): Json | undefined =>
  isObject(value) && isObject(value.action) ? value.action.data : undefined;

/** Buyers write no JSON that begins like this, and what they write is verified all the same. */
function parsed(text: Json | undefined): Json | undefined {
  if (typeof text !== 'string' || !text.startsWith('{"action":')) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
