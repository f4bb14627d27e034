import type { TextFormat } from '../../knowledge/knowledge.ts';
import type { Data, Phrase, Value } from '../../knowledge/phrase.ts';
import type { Target } from './target.ts';

/** The phrase in the words that fit the channel: nobody presses a button of an SMS, or writes a word that ends it. */
export function sayOn(
  to: Target,
  phrase: Phrase,
  format: TextFormat = to.capabilities.textFormat,
): string {
  return to.knowledge.say(edition(phrase, to), to.listener, format).trim();
}

/** Kinds of wordings in channel.hbs, the fittest first: `channel.typed.main.help` is said for `main.help`. */
function kindsFor(channel: Target['capabilities']): readonly string[] {
  return [
    ...(channel.reservedWords.length > 0 ? ['unreserved'] : []),
    ...(channel.advisedText === undefined ? [] : ['brief']),
    ...(channel.welcome ? [] : ['unwelcomed']),
    ...(channel.files ? [] : ['no_files']),
    ...(channel.ways.length === 0 ? ['typed'] : []),
    ...(channel.linkButtons ? ['linked'] : []),
  ];
}

function edition<T extends Phrase>(phrase: T, to: Target): T {
  const keys = kindsFor(to.capabilities).map((kind) => `channel.${kind}.${phrase.key}`);
  const key = keys.find((one) => to.knowledge.has(one)) ?? phrase.key;
  return { ...phrase, key, ...(phrase.data ? { data: editionsIn(phrase.data, to) } : {}) };
}

const editionsIn = (data: Data, to: Target): Data =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [name, within(value, to)]));

function within(value: Value, to: Target): Value {
  if (typeof value !== 'object') return value;
  if (!('kind' in value)) return value.map((one) => within(one, to));
  return value.kind === 'phrase' ? edition(value, to) : value;
}
