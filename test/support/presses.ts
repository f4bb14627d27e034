import type { JsonObject } from '../../services/ports.ts';

/** Something that can be pressed in a rendered activity, and what its channel then sends to us. */
export interface Pressable {
  readonly label: string;
  readonly sent: JsonObject;
}

interface Suggestion {
  readonly title: string;
  readonly value: unknown;
}

/** As the clients do it: suggestions, buttons of hero and Adaptive Cards, and rows of the latter. */
export function pressesOf({ suggestedActions, attachments }: JsonObject): readonly Pressable[] {
  const suggested = (suggestedActions as unknown as { actions: Suggestion[] } | undefined)?.actions;
  const contents = ((attachments ?? []) as JsonObject[]).map(({ content }) => content);
  return [...(suggested ?? []).map(suggestion), ...contents.flatMap((content) => inside(content))];
}

/** messageBack sends words and value, imBack the words alone. */
function suggestion({ title, value }: Suggestion): Pressable {
  const sent = typeof value === 'string' ? { text: value } : { text: title, value };
  return { label: title, sent: sent as JsonObject };
}

function inside(value: unknown): readonly Pressable[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(inside);
  const { type, title, data } = value as Record<string, unknown>;
  const label = String((data as JsonObject | undefined)?.label ?? title);
  // Web Chat sends the data as value; Teams sends an invoke, of which the adapter makes a message (teams).
  if (type === 'Action.Submit') return [{ label, sent: { value: data } as JsonObject }];
  if (type === 'Action.Execute') {
    const action = { type, verb: (value as JsonObject).verb, data };
    return [{ label, sent: { value: { action } } as JsonObject }];
  }
  // Messenger gives a postBack's value back as text.
  if (type === 'postBack')
    return [{ label, sent: { text: (value as JsonObject).value } as JsonObject }];
  return Object.values(value).flatMap(inside);
}
