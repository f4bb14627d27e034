import type { JsonObject } from '../../services/ports.ts';
import type { Button } from './button-label.ts';
import type { LinkButton } from './links.ts';
import { sayOn } from './say.ts';
import type { Target } from './target.ts';

/** Hero card content type, as Bot Framework names it. */
export const heroType = 'application/vnd.microsoft.card.hero';

/**
 * Buttons without a text of their own: the words stand above, in the message. The title is one that a template must have.
 * Messenger refuses messageBack ("Web url cannot be empty") and gives a postBack's value back as text: press-in.ts.
 * @source botframework-sdk #3835, #1719
 */
export function heroOf(
  buttons: readonly Button[],
  links: readonly LinkButton[],
  to: Target,
): JsonObject {
  return {
    title: buttons.length ? sayOn(to, { key: 'channel.choose' }, 'plain') : (links[0]?.title ?? ''),
    buttons: [
      ...links.map(({ title, url }) => ({ type: 'openUrl', title, value: url })),
      ...buttons.map(({ choice, label }) => ({
        type: 'postBack',
        title: label,
        value: JSON.stringify({ action: to.sign(choice.id), label }),
      })),
    ],
  };
}
