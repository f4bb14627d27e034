import type { Knowledge, Listener } from '../../knowledge/knowledge.ts';
import type { Json, JsonObject } from '../../services/ports.ts';
import { cardType } from './cards.ts';
import { heroType } from './hero-card.ts';

interface Reader {
  readonly knowledge: Pick<Knowledge, 'say'>;
  readonly listener: Listener;
}

/** What can be pressed, on any channel's message. */
const pressable = new Set(['suggestedActions', 'selectAction', 'actions', 'buttons']);

/**
 * The activity without anything to press, for a channel whose `update` replaces it. With `pressedLabel` it says what
 * was chosen, in its card or below its words.
 */
export function retired(
  activity: JsonObject,
  pressedLabel: string | undefined,
  { knowledge, listener }: Reader,
): JsonObject {
  const bare = withoutButtons(activity) as JsonObject;
  // A card of buttons alone would be an empty bubble.
  if (pressedLabel === undefined && !isEmptied(bare)) return bare;
  const phrase =
    pressedLabel === undefined
      ? { key: 'channel.not_chosen' }
      : { key: 'channel.chosen', data: { label: pressedLabel } };
  const format = bare.textFormat === 'plain' ? 'plain' : 'markdown';
  const words = knowledge.say(phrase, listener, format).trim();
  const attachments = Array.isArray(bare.attachments) ? bare.attachments : [];
  if (!attachments.some(isCard)) return { ...bare, text: `${String(bare.text)}\n\n${words}` };
  return { ...bare, attachments: attachments.map((one) => saying(words, one)) };
}

function withoutButtons(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.filter((one) => !isHero(one)).map(withoutButtons);
  const kept = Object.entries(value).filter(([key]) => !pressable.has(key));
  const { actions } = value as JsonObject;
  const pages = Array.isArray(actions) ? actions.filter(isPage) : [];
  return {
    ...Object.fromEntries(kept.map(([key, inner]) => [key, withoutButtons(inner)])),
    ...(pages.length > 0 && { actions: pages }),
  };
}

const contentTypeOf = (value: Json): Json | undefined =>
  typeof value === 'object' && value !== null && 'contentType' in value
    ? value.contentType
    : undefined;

/** Opens a page and answers nothing: it works as long as the page does. */
const isPage = (action: Json): boolean => Object(action).type === 'Action.OpenUrl';

/** A hero card of ours is buttons and nothing else. */
const isHero = (value: Json): boolean => contentTypeOf(value) === heroType;
const isCard = (value: Json): boolean => contentTypeOf(value) === cardType;

/** Nothing to read is left of its card. */
function isEmptied({ attachments }: JsonObject): boolean {
  const cards = (Array.isArray(attachments) ? attachments : []).filter(isCard);
  const shown = cards.flatMap((card) => {
    const { body, actions } = Object(Object(card).content);
    return [...(body ?? []), ...(actions ?? [])];
  });
  return cards.length > 0 && shown.length === 0;
}

function saying(words: string, attachment: Json): Json {
  if (!isCard(attachment)) return attachment;
  const { content, ...rest } = attachment as JsonObject;
  const card = content as JsonObject;
  const body = Array.isArray(card.body) ? card.body : [];
  const line = { type: 'TextBlock', text: words, wrap: true, isSubtle: true };
  return { ...rest, content: { ...card, body: [...body, line] } };
}
