import type { Choice, Message } from '../../dialogs/kit/message.ts';
import type { JsonObject } from '../../services/ports.ts';
import { cardButtons, cardOf, cardType } from './cards.ts';
import { blocksOf, numberedChoices } from './plain-text.ts';
import { splitText } from './split-text.ts';
import type { Target } from './target.ts';

/** One activity of ours as it is stored and sent: JSON, and a Partial<Activity> of Bot Framework. */
export type RenderedActivity = {
  type: 'message';
  text: string;
  textFormat: 'markdown' | 'plain';
  speak: string;
  inputHint: 'expectingInput' | 'acceptingInput';
  locale: string;
  suggestedActions?: { to: string[]; actions: Suggestion[] };
  attachments?: { contentType: string; content: JsonObject }[];
  channelData?: JsonObject;
};

type Suggestion = {
  type: 'messageBack' | 'imBack';
  title: string;
  displayText?: string;
  text?: string;
  value: string | { action: string };
};

/** The message as the channel can show it: mostly one activity, more where its text is too long for one. */
export function render(message: Message, to: Target): RenderedActivity[] {
  const card = to.capabilities.cards ? cardOf(message, to) : undefined;
  const suggested = suggestionsOf(message, to);
  const blocks = blocksOf(message, to, card === undefined);
  if (mustBeTyped(message, to, suggested)) blocks.push(numberedChoices(message, to));
  // Cards stand under words everywhere, so that a client without cards still says something.
  if (blocks.length === 0 && message.heading)
    blocks.push(to.knowledge.say(message.heading, to.listener, to.capabilities.textFormat));
  const parts = splitText(blocks.join('\n\n'), to.capabilities.maxText);
  const activities = (parts.length ? parts : ['']).map((text) => frame(message, to, text));
  const last = activities.at(-1);
  if (last) Object.assign(last, extras(message, to, card, suggested));
  return activities;
}

/** Some choice has no button on this channel: all are numbered, so that numbers and buttons never differ. */
function mustBeTyped(message: Message, to: Target, suggested: Suggestion[] | undefined): boolean {
  const rows = (message.rows?.length ?? 0) > 0;
  const choices = (message.choices?.length ?? 0) > 0;
  const choicesShown = suggested !== undefined || cardButtons(message, to).length > 0;
  return (
    (rows && !to.capabilities.cards) || (to.promptId !== undefined && choices && !choicesShown)
  );
}

function extras(
  message: Message,
  to: Target,
  card: JsonObject | undefined,
  suggested: Suggestion[] | undefined,
): Partial<RenderedActivity> {
  const asksFor = to.capabilities.cards ? message.attach : undefined;
  return {
    ...(suggested ? { suggestedActions: { to: [], actions: suggested } } : {}),
    ...(card ? { attachments: [{ contentType: cardType, content: card }] } : {}),
    ...(asksFor ? { channelData: { asksFor } } : {}),
  };
}

function frame(message: Message, to: Target, text: string): RenderedActivity {
  const spoken = message.text.map((p) => to.knowledge.say(p, to.listener, 'plain').trim());
  const asks = to.promptId !== undefined || (spoken.at(-1) ?? '').endsWith('?');
  return {
    type: 'message',
    text,
    textFormat: to.capabilities.textFormat,
    speak: spoken.join(' '),
    inputHint: asks ? 'expectingInput' : 'acceptingInput',
    locale: to.listener.locale,
  };
}

/** The choices as buttons under the message; undefined if the channel has no room for them all. */
function suggestionsOf(message: Message, to: Target): Suggestion[] | undefined {
  const { capabilities, knowledge, listener } = to;
  const choices = message.choices ?? [];
  if (capabilities.choices !== 'suggested' || !to.promptId || choices.length === 0)
    return undefined;
  const labels = choices.map((choice) => knowledge.say(choice.label, listener, 'plain').trim());
  if (choices.length > capabilities.maxChoices) return undefined;
  if (labels.some((label) => label.length > capabilities.maxLabel)) return undefined;
  return choices.map((choice, index) => suggestionOf(choice, labels[index] ?? '', to));
}

function suggestionOf(choice: Choice, title: string, to: Target): Suggestion {
  if (to.capabilities.press === 'imBack') return { type: 'imBack', title, value: title };
  const value = { action: to.sign(choice.id) };
  return { type: 'messageBack', title, displayText: title, text: title, value };
}
