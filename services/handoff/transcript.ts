import type { Json, JsonObject, StoredMessage } from '../ports.ts';
import type { TranscriptLine } from './views.ts';

/**
 * What was said, as text: never markup, whatever the activity carries. Cards are their texts and facts, one a line. Who
 * spoke is the stored sender, not what an activity says of itself.
 */
export const transcriptLine = (message: StoredMessage): TranscriptLine => {
  const { seq, at, from, activity } = message;
  const name = from === 'agent' ? textOf((activity.from as JsonObject | undefined)?.name) : '';
  return {
    ...{ seq, at, from },
    ...(name && { name }),
    text: withoutSecrets(
      [textOf(activity.text), ...cardTexts(activity)].filter(Boolean).join('\n'),
    ),
    choices: from === 'buyer' ? [] : choicesOf(activity),
    files: filesOf(activity),
  };
};

/** The ways to a buyer's sign-in and to what comes in their name are nobody else's, even where they lead nowhere any more. */
const withoutSecrets = (text: string): string =>
  text.replaceAll(/(\/(?:signin|evidence)\/)[\w.%-]{8,200}/g, '$1...');

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const attachmentsOf = ({ attachments }: JsonObject): readonly JsonObject[] => listOf(attachments);

const contents = (activity: JsonObject): readonly JsonObject[] =>
  attachmentsOf(activity).flatMap(({ content }) => (isObject(content) ? [content] : []));

/** Texts and facts of a card, in its order, wherever they are nested. */
const cardTexts = (activity: JsonObject): readonly string[] => contents(activity).flatMap(textsIn);

const textsIn = (node: JsonObject): readonly string[] => {
  if (typeof node.title === 'string' && typeof node.value === 'string')
    return [`${node.title}: ${node.value}`];
  const own = node.type === 'TextBlock' || node.type === 'TextRun' ? [textOf(node.text)] : [];
  const inner = [...listOf(node.body), ...listOf(node.items), ...listOf(node.columns)];
  const more = [...listOf(node.facts), ...listOf(node.inlines)];
  return [...own, ...[...inner, ...more].flatMap(textsIn)];
};

const choicesOf = (activity: JsonObject): readonly string[] => {
  const suggested = isObject(activity.suggestedActions) ? activity.suggestedActions.actions : [];
  const onCards = contents(activity).flatMap((card) => [
    ...listOf(card.actions),
    ...listOf(card.buttons),
  ]);
  return [...listOf(suggested), ...onCards].map(({ title }) => textOf(title)).filter(Boolean);
};

const upload = /^upload:([\w-]+)$/;

const filesOf = (activity: JsonObject): TranscriptLine['files'] =>
  attachmentsOf(activity).flatMap(({ contentUrl, name }) => {
    const uploadId = upload.exec(textOf(contentUrl))?.[1];
    return uploadId === undefined ? [] : [{ uploadId, name: textOf(name) }];
  });
