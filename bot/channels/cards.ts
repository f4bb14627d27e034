import type { Message, Row } from '../../dialogs/kit/message.ts';
import { localeFor } from '../../knowledge/language.ts';
import type { Phrase } from '../../knowledge/phrase.ts';
import type { Json, JsonObject } from '../../services/ports.ts';
import type { Button } from './button-label.ts';
import { cardButton, pressOf } from './card-actions.ts';
import type { LinkButton } from './links.ts';
import { imageAddress, quoted } from './plain-text.ts';
import { sayOn } from './say.ts';
import type { Target } from './target.ts';

/** Adaptive Card content type, as every channel knows it. */
export const cardType = 'application/vnd.microsoft.card.adaptive';

/** What a message shows beyond sentences, as an Adaptive Card 1.5, with these buttons, links first; undefined if there is nothing. */
export function cardOf(
  message: Message,
  to: Target,
  buttons: readonly Button[],
  links: readonly LinkButton[],
): JsonObject | undefined {
  const asRows = buttons.length > to.capabilities.maxButtons;
  const body = [
    ...factsOf(message, to),
    ...quoteOf(message),
    ...imagesOf(message, to),
    ...(message.rows ?? []).map((row) => rowOf(row, to)),
    ...(asRows ? buttons.map((button) => choiceRow(button, to)) : []),
  ];
  const actions = [
    ...links.map(({ title, url }) => ({ type: 'Action.OpenUrl', title, url })),
    ...(asRows ? [] : buttons.map((button) => cardButton(button, to))),
  ];
  if (body.length + actions.length === 0) return undefined;
  const spoken = spokenOf(message, to);
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    // Of the phrases, and without a region: the schema knows languages alone.
    lang: new Intl.Locale(localeFor(to.listener)).language,
    fallbackText: spoken,
    speak: spoken,
    body: [...headingOf(message, to), ...body],
    ...(actions.length > 0 ? { actions } : {}),
  };
}

/** The message read aloud: its sentences, else its heading. */
export function spokenOf({ text, heading }: Message, to: Target): string {
  const phrases = text.length === 0 && heading ? [heading] : text;
  return phrases.map((phrase) => sayOn(to, phrase, 'plain')).join(' ');
}

function headingOf(message: Message, to: Target): JsonObject[] {
  if (!message.heading) return [];
  const text = sayOn(to, message.heading, 'markdown');
  return [
    { type: 'TextBlock', text, wrap: true, weight: 'Bolder', size: 'Medium', style: 'heading' },
  ];
}

function factsOf(message: Message, to: Target): JsonObject[] {
  if (!message.facts?.length) return [];
  const say = (phrase: Phrase) => sayOn(to, phrase, 'markdown');
  const facts = message.facts.map((f) => ({ title: say(f.label), value: say(f.value) }));
  return [{ type: 'FactSet', facts }];
}

/** A TextRun is never read as Markdown, so nobody's words can look like ours. */
function quoteOf(message: Message): JsonObject[] {
  if (!message.quote) return [];
  const inlines: Json[] = [{ type: 'TextRun', text: `“${quoted(message.quote)}”`, italic: true }];
  return [{ type: 'Container', style: 'emphasis', items: [{ type: 'RichTextBlock', inlines }] }];
}

function imagesOf(message: Message, to: Target): JsonObject[] {
  const shown = (message.images ?? []).map((image) => ({
    ...image,
    url: imageAddress(image.id, to),
  }));
  const pictures = shown.filter((image) => image.url !== undefined);
  if (shown.length > 0 && pictures.length === 0)
    return shown.map(({ name }) => ({
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: quoted(name) }],
    }));
  const images = pictures.map(({ url, name }) => ({
    type: 'Image',
    url: url ?? '',
    altText: quoted(name),
  }));
  return images.length > 0 ? [{ type: 'ImageSet', imageSize: 'Medium', images }] : [];
}

/** Where a card has more choices than it may have buttons: a row that is pressed. */
const choiceRow = ({ choice, label }: Button, to: Target): JsonObject => ({
  type: 'Container',
  style: 'emphasis',
  spacing: 'Small',
  items: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: label, weight: 'Bolder' }] }],
  selectAction: pressOf(choice.id, label, label, to),
});

function rowOf(row: Row, to: Target): JsonObject {
  const say = (phrase: Phrase) => sayOn(to, phrase, 'markdown');
  const title = sayOn(to, row.title, 'plain');
  const badge = row.badge ? sayOn(to, row.badge, 'plain') : undefined;
  const lines = row.lines.map((line) => ({
    type: 'TextBlock',
    text: say(line),
    wrap: true,
    isSubtle: true,
    size: 'Small',
    spacing: 'None',
  }));
  const items: Json[] = [
    { type: 'TextBlock', text: say(row.title), wrap: true, weight: 'Bolder' },
    ...(row.badge
      ? [
          {
            type: 'TextBlock',
            text: say(row.badge),
            size: 'Small',
            weight: 'Bolder',
            color: 'Accent',
            wrap: true,
            spacing: 'None',
          },
        ]
      : []),
    ...lines,
  ];
  const plain = row.lines.map((line) => sayOn(to, line, 'plain'));
  // All that is seen, in its order: the spoken name of a control has to hold its visible words.
  const name = [title, ...(badge ? [badge] : []), ...plain].join(' ');
  return {
    type: 'Container',
    style: 'emphasis',
    spacing: 'Small',
    items,
    ...(to.promptId ? { selectAction: pressOf(row.choice.id, title, name, to) } : {}),
  };
}
