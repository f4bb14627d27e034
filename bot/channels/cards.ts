import type { Choice, Message, Row } from '../../dialogs/kit/message.ts';
import type { Phrase } from '../../knowledge/phrase.ts';
import type { Json, JsonObject } from '../../services/ports.ts';
import { quoted } from './plain-text.ts';
import type { Target } from './target.ts';

/** Adaptive Card content type, as every channel knows it. */
export const cardType = 'application/vnd.microsoft.card.adaptive';

/**
 * What a message shows beyond sentences, as an Adaptive Card 1.5; undefined if there is nothing.
 * Web Chat drops Action.Execute silently, so all actions are Action.Submit.
 */
export function cardOf(message: Message, to: Target): JsonObject | undefined {
  const { knowledge, listener } = to;
  const buttons = cardButtons(message, to);
  const body = [
    ...factsOf(message, to),
    ...quoteOf(message),
    ...imagesOf(message, to),
    ...(message.rows ?? []).map((row) => rowOf(row, to)),
  ];
  if (body.length + buttons.length === 0) return undefined;
  const plain = (phrase: Phrase) => knowledge.say(phrase, listener, 'plain').trim();
  const spoken = message.text.map(plain).join(' ');
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    lang: listener.locale,
    fallbackText: spoken,
    speak: spoken,
    body: [...headingOf(message, to), ...body],
    ...(buttons.length ? { actions: buttons.map((choice) => buttonOf(choice, to)) } : {}),
  };
}

/** The choices that the card itself carries as buttons: all of them or none. */
export function cardButtons(message: Message, to: Target): readonly Choice[] {
  const { capabilities } = to;
  const choices = message.choices ?? [];
  const fits = choices.length <= capabilities.maxChoices;
  return to.promptId && capabilities.cards && capabilities.choices === 'card' && fits
    ? choices
    : [];
}

/** `label` is for the client, which shows it as what the buyer said. */
function dataOf(choiceId: string, label: string, to: Target): JsonObject {
  const action = to.sign(choiceId);
  if (to.capabilities.channel !== 'msteams') return { action, label };
  return { action, msteams: { type: 'messageBack', displayText: label, text: label } };
}

function buttonOf(choice: Choice, to: Target): JsonObject {
  const title = to.knowledge.say(choice.label, to.listener, 'plain').trim();
  const style = choice.tone === 'danger' ? 'destructive' : 'positive';
  return {
    type: 'Action.Submit',
    title,
    data: dataOf(choice.id, title, to),
    ...(choice.tone && to.capabilities.buttonStyles ? { style } : {}),
  };
}

function headingOf(message: Message, to: Target): JsonObject[] {
  if (!message.heading) return [];
  const text = to.knowledge.say(message.heading, to.listener, 'markdown');
  return [
    { type: 'TextBlock', text, wrap: true, weight: 'Bolder', size: 'Medium', style: 'heading' },
  ];
}

function factsOf(message: Message, to: Target): JsonObject[] {
  if (!message.facts?.length) return [];
  const say = (phrase: Phrase) => to.knowledge.say(phrase, to.listener, 'markdown').trim();
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
  const shown = (message.images ?? []).map((image) => ({ ...image, url: addressOf(image.id, to) }));
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

function addressOf(imageId: string, to: Target): string | undefined {
  return to.signImage?.(imageId) ?? (to.capabilities.ownUploads ? `upload:${imageId}` : undefined);
}

function rowOf(row: Row, to: Target): JsonObject {
  const say = (phrase: Phrase) => to.knowledge.say(phrase, to.listener, 'markdown').trim();
  const title = to.knowledge.say(row.title, to.listener, 'plain').trim();
  const badge = row.badge ? to.knowledge.say(row.badge, to.listener, 'plain').trim() : undefined;
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
  const plain = row.lines.map((line) => to.knowledge.say(line, to.listener, 'plain').trim());
  // All that is seen, in its order: the spoken name of a control has to hold its visible words.
  const name = [title, ...(badge ? [badge] : []), ...plain].join(' ');
  return {
    type: 'Container',
    style: 'emphasis',
    spacing: 'Small',
    items,
    ...(to.promptId
      ? {
          selectAction: {
            type: 'Action.Submit',
            title: name,
            data: dataOf(row.choice.id, title, to),
          },
        }
      : {}),
  };
}
