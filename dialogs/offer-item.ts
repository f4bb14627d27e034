import { localItems } from './check-domestic-return.ts';
import { devices, namedOnly, warrantyText } from './check-warranty.ts';
import { beginning } from './kit/choices.ts';
import type { Offer } from './kit/personal.ts';
import { phrase, quote } from './kit/values.ts';

/** More than these are a list: it is picked then. */
const maxDevices = 3;

/** Each phone and tablet of the buyer's with its own last day (S7). */
export const warrantyOffer: Offer = async (scene, { orderId = '', itemId = '' }) => {
  const own = await devices({ orderId, category: '' }, scene);
  const found = own.length > 0 ? own : await namedOnly({ orderId, itemId }, scene);
  const settles = ['check-warranty'];
  if (found.length > maxDevices) return undefined;
  if (found.length === 0) return { message: { text: [phrase('warranty.none_of_yours')] }, settles };
  const texts = found.map((own) => warrantyText(own, scene));
  const covered = texts.some(({ key }) => key === 'main.covered_until');
  return {
    message: { text: [...texts, ...(covered ? [phrase('warranty.covered_next')] : [])] },
    settles,
  };
};

/** The item that the seller takes back in the buyer's country, or that there is none (S6). */
export const localOffer: Offer = async (scene, { orderId = '' }) => {
  const [only, other] = await localItems({ orderId }, scene);
  const settles = ['check-domestic-return'];
  if (other) return undefined;
  if (!only)
    return { message: { text: [phrase('return.local_none_of_yours')], choices: [] }, settles };
  const args = { orderId: only.order.id, itemId: only.view.item.id };
  const yes = { words: 'main.yours_words' };
  return {
    message: {
      text: [
        phrase('main.local_offered', { title: quote(only.view.item.title) }),
        phrase('main.shall_check'),
      ],
      choices: [
        beginning(
          scene,
          'article.action.check-domestic-return',
          'check-domestic-return',
          args,
          yes,
        ),
      ],
    },
    settles,
  };
};
