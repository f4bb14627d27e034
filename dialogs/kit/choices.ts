import type { Data } from '../../knowledge/phrase.ts';
import type { Choice, JsonArgs, Message } from './message.ts';
import type { Scene } from './scene.ts';
import { phrase } from './values.ts';
import { wordsOf } from './words.ts';

interface More {
  readonly data?: Data;
  readonly tone?: 'primary' | 'danger';
  /** Phrase with what else may be typed, if it is not `<label>_words`. */
  readonly words?: string;
}

/** A button that answers this prompt. What else may be typed for it stands in the phrase `<label>_words`. */
export function choice(scene: Scene, id: string, label: string, more: More = {}): Choice {
  const synonyms = withSigns(scene, wordsOf(scene, more.words ?? `${label}_words`));
  return {
    id,
    label: phrase(label, more.data),
    ...(synonyms.length > 0 ? { synonyms } : {}),
    ...(more.tone ? { tone: more.tone } : {}),
  };
}

/** A raised thumb says yes wherever "yes" does, and so nowhere where something can't be undone; a lowered one no. */
export function withSigns(scene: Scene, words: readonly string[]): readonly string[] {
  const signs = ['yes', 'no'].filter((word) => {
    const [said] = wordsOf(scene, `common.${word}_words`);
    return said !== undefined && words.includes(said);
  });
  return [...words, ...signs.flatMap((word) => wordsOf(scene, `common.${word}_signs`))];
}

/** A button that starts a flow whenever it is pressed. */
export function beginning(
  scene: Scene,
  label: string,
  flow: string,
  args: JsonArgs = {},
  more: More = {},
): Choice {
  return { ...choice(scene, label, label, more), begins: { flow, args } };
}

/** The message with more choices below its own; a choice that is there already is not repeated. */
export function withChoices(message: Message, choices: readonly Choice[]): Message {
  const own = message.choices ?? [];
  const fresh = choices.filter(({ id }) => !own.some((choice) => choice.id === id));
  return fresh.length === 0 ? message : { ...message, choices: [...own, ...fresh] };
}

/** The message behind a first paragraph. */
export const ledBy = (lead: Message['text'], message: Message): Message => ({
  ...message,
  text: [...lead, ...message.text],
});
