import type { Message } from '../../dialogs/kit/message.ts';
import type { Phrase } from '../../knowledge/phrase.ts';
import { isPublic, type LinkButton, linksOf } from './links.ts';
import { sayOn } from './say.ts';
import type { Target } from './target.ts';

/** Controls, zero-width and bidirectional characters, which let a text pose as another. */
const invisible = /[\p{Cc}\p{Cf}]/gu;

/** A person's own words, harmless on a channel that makes links of what looks like one. */
export function quoted(text: string): string {
  return text
    .replace(invisible, (character) => (character === '\n' ? character : ''))
    .replaceAll('://', ': //');
}

/** Heading, paragraphs, facts and links of a message, one block each, in the channel's text format. */
export function blocksOf(
  message: Message,
  to: Target,
  { withFacts, drawn }: { readonly withFacts: boolean; readonly drawn: readonly LinkButton[] },
): string[] {
  const paragraphs = message.text.map((phrase) => sayOn(to, phrase));
  const facts = withFacts ? factsOf(message, to) : [];
  const links = linksOf(message, to, drawn);
  const heading = withFacts && message.heading ? [headingOf(message.heading, to)] : [];
  // What is asked stands last, above what can be answered; the page for photos below the question for them.
  const isBelow = facts.length > 0 || (paragraphs.length > 1 && message.attach === undefined);
  const isAsked = isBelow && paragraphs.at(-1)?.endsWith('?');
  const asked = isAsked ? paragraphs.splice(-1) : [];
  return [...heading, ...paragraphs, ...facts, ...links, ...asked].filter((block) => block !== '');
}

function headingOf(heading: Phrase, to: Target): string {
  const words = sayOn(to, heading);
  return to.capabilities.textFormat === 'markdown' ? `**${words}**` : words;
}

/** What a card would show. Pictures that can be picked are rows of the list. */
function factsOf({ facts, quote, images, rows }: Message, to: Target): string[] {
  const lines = facts?.map(({ label, value }) => `${sayOn(to, label)}: ${sayOn(to, value)}`);
  const pictures = (rows?.length ? [] : (images ?? [])).map(({ id, name }) => {
    const url = imageAddress(id, to);
    // Our own chat's name of an upload is no address for a reader.
    return url?.startsWith('http') ? `${quoted(name)} ${url}` : quoted(name);
  });
  return [
    ...(lines?.length ? [lines.join('\n')] : []),
    ...(quote ? [`“${quoted(quote)}”`] : []),
    ...pictures,
  ];
}

/**
 * Where the picture is: `upload:ID` where an address is made of it when the message leaves, which expires. Undefined where
 * the channel could not reach it.
 */
export function imageAddress(imageId: string, to: Target): string | undefined {
  const { ownUploads, pictures } = to.capabilities;
  const url = to.signImage?.(imageId) ?? (ownUploads ? `upload:${imageId}` : undefined);
  const isReached = ownUploads || (pictures && isPublic(to.baseUrl));
  return url?.startsWith('upload:') && !isReached ? undefined : url;
}

/** A grade that says its own number (`2: bad`) says it once. */
const numbered = (line: string, index: number): string => {
  const own = `${index + 1}: `;
  return `${index + 1}. ${line.startsWith(own) ? line.slice(own.length) : line}`;
};

/** What is picked from, one numbered line each; the number may be typed. Only a list where no prompt is open. */
export function numberedChoices(message: Message, to: Target): string {
  const say = (phrase: Phrase) => sayOn(to, phrase);
  const rows = (message.rows ?? []).map((row) => {
    const title = row.badge ? `${say(row.title)} (${say(row.badge)})` : say(row.title);
    return [title, ...row.lines.map((line) => `   ${say(line)}`)].join('\n');
  });
  if (to.promptId === undefined) return rows.map((row) => `- ${row}`).join('\n');
  const choices = (message.choices ?? []).map((choice) => say(choice.label));
  const list = [...rows, ...choices].map(numbered);
  return [...list, '', say({ key: 'channel.pick_number' })].join('\n');
}
