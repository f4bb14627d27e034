import { findOrder } from '../services/orders/find-order.ts';
import { textArg } from './kit/args.ts';
import { beginning } from './kit/choices.ts';
import { explain } from './kit/explain.ts';
import type { Flow } from './kit/flow.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { phrase, quote } from './kit/values.ts';
import { person } from './menu.ts';
import { orderNumber, titleValue } from './shown.ts';

type Draft = { readonly orderId: string };

/** How to reach the seller, as S1, S2 and S8 say it. */
export const contactSeller: Flow<Draft> = {
  name: 'contact-seller',
  version: 1,
  needsBuyer: true,
  start: (args) => ({ orderId: textArg(args, 'orderId') ?? '' }),
  first: 'tell',
  steps: { tell: { enter: tell } },
};

async function tell(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  if (draft.orderId === '')
    return { do: 'end', begin: { flow: 'pick-order', args: { target: 'contact-seller' } } };
  const found = await findOrder(scene.ctx, draft.orderId);
  if (!found.ok) return { do: 'end', say: [{ text: found.refusals.map(explain) }] };
  const { order } = found.value;
  return {
    do: 'end',
    say: [
      {
        text: [
          phrase('contact.how', {
            seller: quote(order.seller.name),
            title: titleValue(order),
            order: orderNumber(order.id),
          }),
          phrase('contact.next'),
        ],
        choices: [
          beginning(scene, 'common.track', 'track-order', { orderId: order.id }),
          person(scene),
        ],
        source: 'not-received',
      },
    ],
  };
}
