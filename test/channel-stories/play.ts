import { readFileSync } from 'node:fs';
import { capabilitiesOf } from '../../bot/channels/capabilities.ts';
import type { JsonObject, StoredMessage } from '../../services/ports.ts';
import { perform } from '../support/perform.ts';
import { pressesOf } from '../support/presses.ts';
import { parseScript, type Scripted } from '../support/transcript.ts';
import { Phone } from './phone.ts';
import { recordOf } from './record.ts';

export interface Played {
  readonly dialogue: string;
  readonly faults: readonly string[];
  readonly typed: readonly string[];
  readonly record: Readonly<Record<string, readonly string[]>>;
}

/** A whole story on one channel, through the real turns, from an empty chat to what is on record at its end. */
export async function play(path: string, channel: string): Promise<Played> {
  const [first, ...steps] = parseScript(readFileSync(path, 'utf8')).steps;
  const phone = await Phone.start(first?.words ?? '', channel);
  const lines = drawn(await phone.look());
  const typed: string[] = [];
  try {
    for (const step of steps) {
      lines.push(await done(phone, step, typed));
      lines.push(...drawn(await phone.look()));
    }
  } catch (cause) {
    throw new Error(`${path} on ${channel}: ${String(cause)}`, { cause });
  } finally {
    await phone.chat.close();
  }
  const record = await recordOf(phone.chat.file);
  return { dialogue: `${lines.join('\n\n')}\n`, faults: phone.faults, typed, record };
}

async function done(phone: Phone, step: Scripted, typed: string[]): Promise<string> {
  const { verb, words } = step;
  if (verb === 'buyer presses') return `          ${await phone.press(words)} <- buyer`;
  if (verb === 'buyer sends') {
    await phone.send(words.split(', '));
    return `          <${words}> <- buyer`;
  }
  await perform(phone.chat, step);
  // Some channels take nothing of ours a day after the buyer's last words: who wants news writes first.
  if (verb === 'clock' && capabilitiesOf(phone.channel).windowHours !== undefined) {
    await phone.chat.say('hello');
    await phone.chat.hearNotices();
    return `--- clock: ${words}\n\n          hello <- buyer`;
  }
  if (verb !== 'buyer') return `--- ${verb}: ${words}`;
  typed.push(words);
  return `          ${words} <- buyer`;
}

/** Each bubble as it looks on the screen, what can be pressed below it. */
const drawn = (messages: readonly StoredMessage[]): string[] =>
  messages.filter(({ from }) => from !== 'buyer').map(({ activity }) => bubble(activity));

function bubble(activity: JsonObject): string {
  const cards = ((activity.attachments ?? []) as JsonObject[]).map(({ content }) => words(content));
  const buttons = pressesOf(activity).map(({ label }) => `[${label}]`);
  const below = [...cards.flat(), ...(buttons.length > 0 ? [buttons.join(' ')] : [])];
  return [`bot: ${activity.text}`, ...below.map((line) => `  | ${line}`)].join('\n');
}

/** The words of a card, in their order. */
function words(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(words);
  const {
    type,
    text,
    title,
    value: fact,
    altText,
    url,
    body,
    actions: _a,
    ...rest
  } = value as JsonObject;
  if (type === 'AdaptiveCard') return words(body);
  if (type === 'Image') return [`<${altText} ${url}>`];
  if (fact !== undefined && title !== undefined) return [`${title}: ${fact}`];
  return [
    ...(typeof text === 'string' ? [text] : []),
    ...Object.entries(rest).flatMap(([key, inner]) =>
      key === 'selectAction' || key === 'buttons' ? [] : words(inner),
    ),
  ];
}
