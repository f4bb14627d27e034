import type { Message } from '../../dialogs/kit/message.ts';
import { dateFormat } from '../../knowledge/formats.ts';
import { localeFor } from '../../knowledge/language.ts';
import type { Phrase } from '../../knowledge/phrase.ts';
import { type Buttons, wordsFitting } from './button-label.ts';
import { sayOn } from './say.ts';
import type { Target } from './target.ts';

interface Link {
  readonly label: Phrase;
  readonly url: string;
}

/** A link that is drawn as a button. */
export interface LinkButton {
  readonly title: string;
  readonly url: string;
}

/** The links of a message in words, one each, but for those that a button shows. */
export function linksOf(message: Message, to: Target, drawn: readonly LinkButton[]): string[] {
  const isMarkdown = to.capabilities.textFormat === 'markdown';
  const isDrawn = ({ url }: Link) => drawn.some((button) => button.url === url);
  const privacy = message.privacy && linkTo(message.privacy, to);
  return [...pagesOf(message, to), ...(privacy ? [privacy] : []), ...sourceOf(message, to)]
    .filter((link) => !isDrawn(link))
    .map(({ label, url }) => ({ words: sayOn(to, label), url }))
    .map(({ words, url }) => (isMarkdown ? `[${words}](${url})` : `${words}: ${url}`));
}

/**
 * The pages where the buyer has something to do, as buttons beside those of the choices: all of them, or none. What
 * is only to be read (`/help/...`) stays in the words, since a button beside the choices would look like one of them.
 */
export function linkButtonsOf(
  message: Message,
  to: Target,
  buttons: Buttons | undefined,
): readonly LinkButton[] {
  const pages = pagesOf(message, to).filter((link) => isToDo(link, to) && isTaken(link, to));
  const drawn = pages.flatMap(({ label, url }) => {
    const title = wordsFitting(label, to);
    return title === undefined ? [] : [{ title, url }];
  });
  return drawn.length === pages.length && drawn.length <= roomFor(message, to, buttons)
    ? drawn
    : [];
}

const isToDo = ({ url }: Link, { baseUrl }: Target): boolean => !url.startsWith(`${baseUrl}/help/`);

/** https; on a card also our own address as it is in the demo. Messenger takes no other than https. */
const isTaken = ({ url }: Link, { capabilities, baseUrl }: Target): boolean =>
  isPublic(url) || (capabilities.linkButtons === 'card' && url.startsWith(`${baseUrl}/`));

function roomFor(message: Message, to: Target, buttons: Buttons | undefined): number {
  const { linkButtons, maxButtons } = to.capabilities;
  const taken = buttons?.buttons.length ?? 0;
  // More choices than buttons are rows of the card.
  if (linkButtons === 'card') return taken > maxButtons ? maxButtons : maxButtons - taken;
  if (linkButtons !== 'hero') return 0;
  const isAlone = (message.choices ?? []).length + (message.rows ?? []).length === 0;
  return isAlone || buttons?.way === 'hero' ? maxButtons - taken : 0;
}

const pagesOf = (message: Message, to: Target): readonly Link[] => [
  ...uploadPageOf(message, to),
  ...(message.link ? [linkTo(message.link, to)] : []),
];

/** Where files are asked for and the chat takes none: our page that does. */
function uploadPageOf({ attach }: Message, to: Target): readonly Link[] {
  const url = attach && !to.capabilities.files ? to.uploadLink?.() : undefined;
  return url === undefined ? [] : [{ label: { key: 'channel.upload_link' }, url }];
}

function sourceOf({ source }: Message, to: Target): readonly Link[] {
  const article = source === undefined ? undefined : to.knowledge.article(source);
  if (!article) return [];
  const { title, validFrom, slug } = article;
  const date = shortDay(validFrom, to);
  const label: Phrase = { key: 'channel.source', data: { title, date } };
  return [linkTo({ label, path: `/help/${slug}` }, to)];
}

/** `yyyy-mm-dd` as "23 Nov 2026": which question of the help page it is and the long date stand on the page itself. */
const shortDay = (date: string, to: Target): string =>
  dateFormat(localeFor(to.listener), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Date.parse(date),
  );

const linkTo = ({ label, path }: NonNullable<Message['link']>, { baseUrl }: Target): Link => ({
  label,
  url: path.startsWith('/') ? `${baseUrl}${path}` : path,
});

/** Channels reach addresses by https alone. */
export const isPublic = (address: string): boolean => address.startsWith('https://');
