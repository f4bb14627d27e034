import type { Message } from '../../dialogs/kit/message.ts';
import type { JsonObject } from '../../services/ports.ts';
import { type Button, type Buttons, buttonsOf } from './button-label.ts';
import type { Capabilities } from './capabilities.ts';
import { cardOf, cardType, spokenOf } from './cards.ts';
import { inCharactersOf } from './characters.ts';
import { heroOf, heroType } from './hero-card.ts';
import { htmlBodyOf } from './html-body.ts';
import { type LinkButton, linkButtonsOf } from './links.ts';
import { blocksOf, numberedChoices } from './plain-text.ts';
import { sayOn } from './say.ts';
import { partsOf } from './split-text.ts';
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
  const buttons = buttonsOf(message, to);
  const links = linkButtonsOf(message, to, buttons);
  const card = to.capabilities.cards
    ? cardOf(message, to, pressedIn('card', buttons), links)
    : undefined;
  if (card && isTooBig(card, to.capabilities)) return render(message, withoutCards(to));
  const drawn = { card, buttons, links };
  const blocks = wordsOf(message, to, drawn);
  const parts = partsOf(blocks, to.capabilities);
  const activities = (parts.length ? parts : ['']).map((text, _index, all) =>
    frame(message, to, { text, isWhole: all.length <= 1 }),
  );
  const last = activities.at(-1);
  if (last) Object.assign(last, extras(message, to, drawn));
  if (last && to.capabilities.htmlBody)
    last.channelData = { ...last.channelData, htmlBody: htmlBodyOf(blocks) };
  return activities;
}

const pressedIn = (way: Buttons['way'], buttons: Buttons | undefined): readonly Button[] =>
  buttons?.way === way ? buttons.buttons : [];

const isTooBig = (card: JsonObject, { maxCardBytes }: Capabilities): boolean =>
  maxCardBytes !== undefined && Buffer.byteLength(JSON.stringify(card)) > maxCardBytes;

function withoutCards(to: Target): Target {
  const { linkButtons: _, ...capabilities } = to.capabilities;
  return { ...to, capabilities: { ...capabilities, cards: false, ways: [] } };
}

/** What stands beside the words. */
interface Drawn {
  readonly card: JsonObject | undefined;
  readonly buttons: Buttons | undefined;
  readonly links: readonly LinkButton[];
}

/** All that stands in the text, a block each: what the card does not show, and what has to be typed. */
function wordsOf(message: Message, to: Target, { card, buttons, links }: Drawn): string[] {
  const blocks = blocksOf(message, to, { withFacts: card === undefined, drawn: links });
  // The question and its numbers are one block, so that they come in one message.
  if (mustBeTyped(message, to, buttons))
    blocks.push([...blocks.splice(-1), numberedChoices(message, to)].join('\n\n'));
  // Cards stand under words everywhere, so that a client without cards still says something.
  if (blocks.length === 0 && message.heading) blocks.push(sayOn(to, message.heading));
  return blocks.map((block) => inCharactersOf(to.capabilities, block));
}

/** Some choice has no button on this channel: all are numbered, so that numbers and buttons never differ. */
function mustBeTyped(message: Message, to: Target, buttons: Buttons | undefined): boolean {
  const rows = (message.rows?.length ?? 0) > 0;
  const choices = (message.choices?.length ?? 0) > 0;
  return (rows && !to.capabilities.cards) || (to.promptId !== undefined && choices && !buttons);
}

function extras(
  message: Message,
  to: Target,
  { card, buttons, links }: Drawn,
): Partial<RenderedActivity> {
  const suggested = pressedIn('suggested', buttons).map((button) => suggestionOf(button, to));
  const hero = pressedIn('hero', buttons);
  const pages = to.capabilities.linkButtons === 'hero' ? links : [];
  const cards = [
    ...(card ? [{ contentType: cardType, content: card }] : []),
    ...(hero.length + pages.length
      ? [{ contentType: heroType, content: heroOf(hero, pages, to) }]
      : []),
  ];
  const asksFor = to.capabilities.ownUploads ? message.attach : undefined;
  return {
    ...(suggested.length ? { suggestedActions: { to: [], actions: suggested } } : {}),
    ...(cards.length ? { attachments: cards } : {}),
    ...(asksFor ? { channelData: { asksFor } } : {}),
  };
}

/** A text in several parts is read aloud part by part. */
function frame(
  message: Message,
  to: Target,
  { text, isWhole }: { readonly text: string; readonly isWhole: boolean },
): RenderedActivity {
  const spoken = spokenOf(message, to);
  const asks = to.promptId !== undefined || spoken.endsWith('?');
  return {
    type: 'message',
    text,
    textFormat: to.capabilities.textFormat,
    speak: isWhole ? spoken : text,
    inputHint: asks ? 'expectingInput' : 'acceptingInput',
    locale: to.listener.locale,
  };
}

function suggestionOf({ choice, label }: Button, to: Target): Suggestion {
  const title = label;
  if (to.capabilities.press === 'imBack') return { type: 'imBack', title, value: title };
  const value = { action: to.sign(choice.id) };
  return { type: 'messageBack', title, displayText: title, text: title, value };
}
