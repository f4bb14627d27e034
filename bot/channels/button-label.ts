import type { Choice, Message } from '../../dialogs/kit/message.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Phrase } from '../../knowledge/phrase.ts';
import type { Capabilities, Way } from './capabilities.ts';
import type { Target } from './target.ts';

/** A shorter wording of a label: `channel.short.return.tell` for `return.tell`. */
export const shortOf = (label: Phrase, knowledge: Pick<Knowledge, 'has'>): Phrase | undefined => {
  const key = `channel.short.${label.key}`;
  return knowledge.has(key) ? { ...label, key } : undefined;
};

/** The label of a choice as a button shows it. */
export const labelFitting = ({ label }: Choice, to: Target): string | undefined =>
  wordsFitting(label, to);

/** A label as a button shows it: whole, else its shorter phrase; undefined if neither fits. Never cut. */
export function wordsFitting(label: Phrase, to: Target): string | undefined {
  const short = shortOf(label, to.knowledge);
  return [label, ...(short ? [short] : [])]
    .map((phrase) => to.knowledge.say(phrase, to.listener, 'plain').trim())
    .find((words) => words.length <= to.capabilities.maxLabel);
}

export interface Button {
  readonly choice: Choice;
  readonly label: string;
}

export interface Buttons {
  readonly way: Way;
  readonly buttons: readonly Button[];
}

function roomFor(way: Way, channel: Capabilities): number {
  if (way === 'suggested') return channel.maxSuggested;
  return way === 'card' ? Math.max(channel.maxButtons, channel.maxChoiceRows) : channel.maxButtons;
}

/** The choices as the channel's best buttons: all of them in one way, or undefined, and they have to be typed. */
export function buttonsOf(message: Message, to: Target): Buttons | undefined {
  const choices = message.choices ?? [];
  if (to.promptId === undefined || choices.length === 0) return undefined;
  const buttons = choices.flatMap((choice) => {
    const label = labelFitting(choice, to);
    return label === undefined ? [] : [{ choice, label }];
  });
  if (buttons.length < choices.length) return undefined;
  const way = to.capabilities.ways.find((one) => choices.length <= roomFor(one, to.capabilities));
  return way ? { way, buttons } : undefined;
}
