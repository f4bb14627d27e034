import type { Message } from '../../dialogs/kit/message.ts';
import { dateFormat } from '../../knowledge/formats.ts';
import { localeFor } from '../../knowledge/language.ts';
import type { Phrase } from '../../knowledge/phrase.ts';
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
export function blocksOf(message: Message, to: Target, withFacts: boolean): string[] {
  const markdown = to.capabilities.textFormat === 'markdown';
  const say = (phrase: Phrase) =>
    to.knowledge.say(phrase, to.listener, to.capabilities.textFormat).trim();
  const blocks = message.text.map(say);
  if (message.heading && withFacts)
    blocks.unshift(markdown ? `**${say(message.heading)}**` : say(message.heading));
  if (withFacts && message.facts?.length)
    blocks.push(message.facts.map((f) => `${say(f.label)}: ${say(f.value)}`).join('\n'));
  if (withFacts && message.quote) blocks.push(`“${quoted(message.quote)}”`);
  for (const image of withFacts ? (message.images ?? []) : [])
    blocks.push(
      to.signImage ? `${quoted(image.name)} ${to.signImage(image.id)}` : quoted(image.name),
    );
  const links = [linkOf(message, to), sourceOf(message, to)].filter((link) => link !== undefined);
  if (links.length)
    blocks.push(
      links.map((l) => (markdown ? `[${l.words}](${l.url})` : `${l.words}: ${l.url}`)).join('\n\n'),
    );
  return blocks.filter((block) => block !== '');
}

interface Link {
  readonly words: string;
  readonly url: string;
}

function linkOf(message: Message, to: Target): Link | undefined {
  if (!message.link) return undefined;
  const words = to.knowledge.say(message.link.label, to.listener, to.capabilities.textFormat);
  return { words, url: absolute(message.link.path, to.baseUrl) };
}

function sourceOf(message: Message, to: Target): Link | undefined {
  const article = message.source === undefined ? undefined : to.knowledge.article(message.source);
  if (!article) return undefined;
  const { title, validFrom, slug } = article;
  const date = shortDay(validFrom, to);
  const phrase: Phrase = { key: 'channel.source', data: { title, date } };
  const words = to.knowledge.has(phrase.key)
    ? to.knowledge.say(phrase, to.listener, to.capabilities.textFormat)
    : title;
  return { words, url: absolute(`/help/${slug}`, to.baseUrl) };
}

/** `yyyy-mm-dd` as "23 Nov 2026": which question of the help page it is and the long date stand on the page itself. */
const shortDay = (date: string, to: Target): string =>
  dateFormat(localeFor(to.listener), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(date),
  );

function absolute(path: string, baseUrl: string): string {
  return path.startsWith('/') ? `${baseUrl}${path}` : path;
}

/** What is picked from, one numbered line each; the number may be typed. Only a list where no prompt is open. */
export function numberedChoices(message: Message, to: Target): string {
  const say = (phrase: Phrase) =>
    to.knowledge.say(phrase, to.listener, to.capabilities.textFormat).trim();
  const rows = (message.rows ?? []).map((row) => {
    const title = row.badge ? `${say(row.title)} (${say(row.badge)})` : say(row.title);
    return [title, ...row.lines.map((line) => `   ${say(line)}`)].join('\n');
  });
  if (to.promptId === undefined) return rows.map((row) => `- ${row}`).join('\n');
  const choices = (message.choices ?? []).map((choice) => say(choice.label));
  const list = [...rows, ...choices].map((line, index) => `${index + 1}. ${line}`);
  const hint: Phrase = { key: 'channel.pick_number' };
  return [...list, ...(to.knowledge.has(hint.key) ? ['', say(hint)] : [])].join('\n');
}
