import { type DomesticReturnVerdict, domesticReturn } from '../services/domain/domestic-return.ts';
import { textArg } from './kit/args.ts';
import { beginning, choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { nested, phrase, quote } from './kit/values.ts';
import { person } from './menu.ts';
import {
  namedBy,
  type OwnItem,
  otherWays,
  otherWaysText,
  ownItemStep,
  ownItems,
} from './own-items.ts';

type Draft = {
  readonly orderId: string;
  readonly itemId: string;
  readonly unused: boolean;
};

/** May an item go back inside the buyer's country? Whether it is unused and packed only the buyer knows (S6). */
export const checkDomesticReturn: Flow<Draft> = {
  name: 'check-domestic-return',
  version: 1,
  start: (args) => ({
    orderId: textArg(args, 'orderId') ?? '',
    itemId: textArg(args, 'itemId') ?? '',
    unused: false,
  }),
  first: 'find',
  steps: {
    find: { enter: find },
    item: ownItemStep<Draft>(localItems, 'unused'),
    unused: { enter: askUnused, take: takeUnused, hint: 'return.unused_hint' },
    packaging: { enter: askPackaging, take: takePackaging, hint: 'return.packaging_hint' },
  },
};

/** Items that the seller takes back so and that were sent already. */
export async function localItems(
  { orderId }: Pick<Draft, 'orderId'>,
  scene: Scene,
): Promise<readonly OwnItem[]> {
  const items = await ownItems(orderId, scene);
  return items.filter(
    ({ order, view }) => view.item.domesticReturn && order.shippedAt !== undefined,
  );
}

async function find(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  if (!scene.buyer)
    return { do: 'end', begin: { flow: 'show-article', args: { label: 'faq_domestic_return' } } };
  const [only, ...others] = await localItems(draft, scene);
  if (!only) return { do: 'end', say: [await notOffered(draft, scene)] };
  if (others.length > 0) return { do: 'goto', step: 'item', draft };
  return { do: 'goto', step: 'unused', draft: { ...draft, ...namedBy(only) } };
}

/** No item with it at all, or not in the order that was named. */
async function notOffered({ orderId }: Draft, scene: Scene): Promise<Message> {
  const [own] = orderId === '' ? [] : await ownItems(orderId, scene);
  if (!own)
    return {
      text: [phrase('return.local_none_of_yours')],
      choices: [beginning(scene, 'common.my_orders', 'pick-order'), person(scene)],
      source: 'domestic-return',
    };
  const title = quote(own.view.item.title);
  return {
    heading: phrase('common.title', { title }),
    text: [phrase('return.local_not_offered', { title }), otherWaysText(own)],
    choices: otherWays(own, scene),
    source: 'domestic-return',
  };
}

async function chosen(draft: Draft, scene: Scene): Promise<OwnItem | undefined> {
  return (await localItems(draft, scene)).find(({ view }) => view.item.id === draft.itemId);
}

const toFind = (draft: Draft): Next<Draft> => ({ do: 'goto', step: 'find', draft });

async function askUnused(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const own = await chosen(draft, scene);
  if (!own) return toFind(draft);
  return {
    do: 'ask',
    draft,
    message: {
      text: [phrase('return.ask_unused', { title: quote(own.view.item.title) })],
      choices: [choice(scene, 'unused', 'return.unused'), choice(scene, 'used', 'return.used')],
      source: 'domestic-return',
    },
  };
}

function takeUnused(draft: Draft, reply: Reply): Next<Draft> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  return { do: 'goto', step: 'packaging', draft: { ...draft, unused: reply.id === 'unused' } };
}

function askPackaging(draft: Draft, scene: Scene): Next<Draft> {
  const choices = [
    choice(scene, 'packaging', 'return.packaging'),
    choice(scene, 'no_packaging', 'return.no_packaging'),
  ];
  return { do: 'ask', draft, message: { text: [phrase('return.ask_packaging')], choices } };
}

async function takePackaging(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind !== 'choice') return { do: 'miss' };
  const own = await chosen(draft, scene);
  if (!own) return toFind(draft);
  const inOriginalPackaging = reply.id === 'packaging';
  const verdict = domesticReturn(own.view.item, { unused: draft.unused, inOriginalPackaging });
  return { do: 'end', say: [answer(own, verdict, scene)] };
}

function answer(own: OwnItem, verdict: DomesticReturnVerdict, scene: Scene): Message {
  const title = quote(own.view.item.title);
  const heading = phrase('common.title', { title });
  const orderId = own.order.id;
  if (verdict.verdict === 'eligible')
    return {
      heading,
      text: [phrase('return.local_eligible', { title })],
      choices: [
        beginning(scene, 'common.contact_seller', 'contact-seller', { orderId }),
        person(scene),
      ],
      source: 'domestic-return',
    };
  const because = verdict.verdict === 'not_eligible' ? verdict.because : [];
  const reasons = because.map((reason) => nested(`return.because_${reason}`));
  return {
    heading,
    text: [
      phrase('return.local_not_eligible', { title, reasons, count: because.length }),
      otherWaysText(own),
    ],
    choices: otherWays(own, scene),
    source: 'domestic-return',
  };
}
