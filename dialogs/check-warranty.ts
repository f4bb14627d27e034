import type { Phrase } from '../knowledge/phrase.ts';
import type { ItemCategory } from '../services/domain/order.ts';
import { type WarrantyVerdict, warranty } from '../services/domain/warranty.ts';
import { textArg } from './kit/args.ts';
import type { Flow } from './kit/flow.ts';
import type { Message } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Scene } from './kit/scene.ts';
import { day, fact, lastDay, phrase, quote } from './kit/values.ts';
import { person } from './menu.ts';
import {
  type ItemDraft,
  namedBy,
  type OwnItem,
  otherWays,
  otherWaysText,
  ownItemStep,
  ownItems,
} from './own-items.ts';
import { orderNumber } from './shown.ts';

type Draft = {
  readonly orderId: string;
  readonly itemId: string;
  /** "My phone": `phone` or `tablet`, if it was said. */
  readonly category: string;
};

/** Is the buyer's phone or tablet under the One-Year Warranty? A visitor gets the article (S7). */
export const checkWarranty: Flow<Draft> = {
  name: 'check-warranty',
  version: 1,
  start: (args) => ({
    orderId: textArg(args, 'orderId') ?? '',
    itemId: textArg(args, 'itemId') ?? '',
    category: textArg(args, 'category') ?? '',
  }),
  first: 'find',
  steps: {
    find: { enter: find },
    item: ownItemStep<Draft>(devices, 'tell'),
    tell: { enter: tell },
  },
};

/** Items that can have the warranty; those of the kind that was said, if there are any. */
export async function devices(
  { orderId, category }: Pick<Draft, 'orderId' | 'category'>,
  scene: Scene,
): Promise<readonly OwnItem[]> {
  const all = (await ownItems(orderId, scene)).filter(isDevice);
  const named = all.filter(({ view }) => view.item.category === category);
  return named.length > 0 ? named : all;
}

const isDevice = ({ view, order }: OwnItem): boolean =>
  order.status !== 'cancelled' && (view.item.warranty || view.item.category !== 'other');

async function find(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  if (!scene.buyer)
    return { do: 'end', begin: { flow: 'show-article', args: { label: 'faq_warranty' } } };
  const found = await devices(draft, scene);
  const [only, ...others] = found.length > 0 ? found : await namedOnly(draft, scene);
  if (!only) return { do: 'end', say: [noneOfYours(scene)] };
  if (others.length > 0) return { do: 'goto', step: 'item', draft };
  return { do: 'goto', step: 'tell', draft: { ...draft, ...namedBy(only) } };
}

/** Who asks about one order is told about it, whatever was sold. */
export async function namedOnly(
  { orderId, itemId }: ItemDraft,
  scene: Scene,
): Promise<readonly OwnItem[]> {
  const all = orderId === '' ? [] : await ownItems(orderId, scene);
  const [only = all[0]] = all.filter(({ view }) => view.item.id === itemId);
  return only ? [only] : [];
}

const noneOfYours = (scene: Scene): Message => ({
  text: [phrase('warranty.none_of_yours')],
  choices: [person(scene)],
  source: 'warranty',
});

async function tell(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const items = await ownItems(draft.orderId, scene);
  const own = items.find(({ view }) => view.item.id === draft.itemId);
  if (!own) return { do: 'end', say: [noneOfYours(scene)] };
  const { order, view } = own;
  const verdict = warranty(order, view.item, scene.ctx.now, scene.ctx.rulebooks.current);
  return { do: 'end', say: [answer(own, verdict, scene)] };
}

function answer(own: OwnItem, verdict: WarrantyVerdict, scene: Scene): Message {
  const { order, view } = own;
  const covered = verdict.verdict === 'covered';
  const until = 'until' in verdict ? { until: lastDay(verdict.until) } : {};
  const key = keyOf(verdict, view.item.category);
  return {
    heading: phrase('common.title', { title: quote(view.item.title) }),
    text: [
      phrase(key, { title: quote(view.item.title), ...until }),
      covered ? phrase('warranty.covered_next') : otherWaysText(own),
    ],
    facts: [
      fact('common.order', phrase('common.text', { text: orderNumber(order.id) })),
      ...(order.completedAt === undefined
        ? []
        : [fact('warranty.completed', phrase('common.day', { day: day(order.completedAt) }))]),
      ...(covered
        ? [fact('warranty.until', phrase('common.day', { day: until.until ?? '' }))]
        : []),
    ],
    choices: covered ? [person(scene)] : otherWays(own, scene),
    source: 'warranty',
  };
}

/** In one sentence: until when this one is covered, or why not. */
export function warrantyText({ order, view }: OwnItem, scene: Scene): Phrase {
  const verdict = warranty(order, view.item, scene.ctx.now, scene.ctx.rulebooks.current);
  const until = 'until' in verdict ? { until: lastDay(verdict.until) } : {};
  const title = quote(view.item.title);
  const key = verdict.verdict === 'covered' ? 'main.covered_until' : undefined;
  return phrase(key ?? keyOf(verdict, view.item.category), { title, ...until });
}

function keyOf({ verdict }: WarrantyVerdict, category: ItemCategory): string {
  if (verdict === 'not_in_country') return `warranty.not_in_country_${category}`;
  if (verdict === 'not_offered' && category === 'other') return 'warranty.no_device';
  return `warranty.${verdict}`;
}
