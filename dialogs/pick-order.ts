import { listOrders } from '../services/orders/list-orders.ts';
import type { OrderView } from '../services/views.ts';
import { given, textArg } from './kit/args.ts';
import { choice } from './kit/choices.ts';
import type { Flow } from './kit/flow.ts';
import type { JsonArgs, Message, Row } from './kit/message.ts';
import type { Next } from './kit/next.ts';
import type { Reply } from './kit/reply.ts';
import type { Scene } from './kit/scene.ts';
import { day, phrase, saying } from './kit/values.ts';
import { plain, tellingWords } from './kit/words.ts';
import { noonOf, orderedOn } from './said-days.ts';
import { badgeOf, orderNumber, orderTitle } from './shown.ts';

/** How many orders are shown at once. */
const pageSize = 5;

type Draft = {
  /** The flow that wants the order; it gets `orderId` and all of `args`. */
  readonly target: string;
  readonly args: JsonArgs;
  /** Orders shown so far. */
  readonly shown: number;
  /** Only orders whose titles have one of these words. */
  readonly words: readonly string[];
  /** Only orders of one of these days, `yyyy-mm-dd`. */
  readonly days?: readonly string[];
};

/** My Orders: newest first, with the dispute's label on each (S1, S4). */
export const pickOrder: Flow<Draft> = {
  name: 'pick-order',
  version: 1,
  needsBuyer: true,
  picks: true,
  start: ({ target, mentions, days, ...args }) => ({
    target: textArg({ target: target ?? null }, 'target') ?? 'show-order',
    args,
    shown: 0,
    words: textArg({ mentions: mentions ?? null }, 'mentions')?.split(' ') ?? [],
    ...given('days', textArg({ days: days ?? null }, 'days')?.split(' ')),
  }),
  first: 'list',
  steps: {
    list: { enter: list, take: pick, hint: 'main.order_hint' },
  },
};

async function list(draft: Draft, scene: Scene): Promise<Next<Draft>> {
  const orders = listed(await listOrders(scene.ctx), draft, scene);
  if (orders.length === 0) return { do: 'end', say: [saying('main.no_orders')] };
  const [only] = onTheWay(orders, draft);
  if (only) return picked(draft, only);
  const [first] = orders;
  if (orders.length === 1 && first && draft.target !== 'show-order') return picked(draft, first);
  const from = draft.shown < orders.length ? draft.shown : 0;
  const more = orders.length > from + pageSize;
  return {
    do: 'ask',
    draft: { ...draft, shown: from },
    message: {
      text: [phrase(draft.target === 'show-order' ? 'main.your_orders' : 'main.which_order')],
      rows: orders.slice(from, from + pageSize).map((order) => rowOf(order, scene)),
      ...(more ? { choices: [choice(scene, 'more', 'main.show_more')] } : {}),
    },
  };
}

function rowOf(view: OrderView, scene: Scene): Row {
  const { order } = view;
  const badge = badgeOf(view);
  return {
    choice: choice(scene, `order:${order.id}`, 'main.choose_order', {
      data: { order: orderNumber(order.id) },
    }),
    title: orderTitle(order),
    lines: [
      phrase('main.order_line', {
        order: orderNumber(order.id),
        placed: day(order.placedAt),
        status: { kind: 'phrase', key: `state.order.${order.status}` },
      }),
    ],
    ...(badge ? { badge } : {}),
  };
}

async function pick(draft: Draft, reply: Reply, scene: Scene): Promise<Next<Draft>> {
  if (reply.kind === 'choice' && reply.id === 'more')
    return { do: 'goto', step: 'list', draft: { ...draft, shown: draft.shown + pageSize } };
  const orders = await listOrders(scene.ctx);
  if (reply.kind === 'choice') {
    const chosen = orders.find(({ order }) => reply.id === `order:${order.id}`);
    return chosen ? picked(draft, chosen) : { do: 'miss' };
  }
  return typed(draft, reply.text, orders, scene);
}

/** An order number, or words of what was bought. */
async function typed(
  draft: Draft,
  text: string,
  orders: readonly OrderView[],
  scene: Scene,
): Promise<Next<Draft>> {
  const [orderId] = scene.knowledge.understand(text).entities.orderIds;
  if (orderId) {
    const own = orders.find(({ order }) => order.id === orderId);
    if (own) return picked(draft, own);
    const unknown: Message = saying('refusal.not_found', { order: orderNumber(orderId) });
    return { do: 'goto', step: 'list', draft: { ...draft, words: [], shown: 0 }, say: [unknown] };
  }
  const days = await scene.knowledge.daysSaid(text, scene.ctx.now);
  if (days.length > 0) return ofDay(draft, days, orders, scene);
  const words = tellingWords(text);
  const found = matching(orders, words);
  if (words.length === 0 || found.length === 0) return { do: 'miss' };
  const [only] = found;
  if (found.length === 1 && only) return picked(draft, only);
  if (found.length === orders.length) return { do: 'miss' };
  return { do: 'goto', step: 'list', draft: { ...draft, words, shown: 0 } };
}

/** "The one from 2 November": all readings of the day count, and the day is said in long form where it has none. */
function ofDay(
  draft: Draft,
  days: readonly string[],
  orders: readonly OrderView[],
  scene: Scene,
): Next<Draft> {
  const [only, other] = orderedOn(orders, days, scene);
  if (only && !other) return picked(draft, only);
  const { days: _days, ...rest } = draft;
  if (only) return { do: 'goto', step: 'list', draft: { ...rest, words: [], shown: 0, days } };
  const said = days.flatMap((one) => noonOf(one) ?? []).map(day);
  const none = saying('main.no_order_of_day', { days: said });
  return { do: 'goto', step: 'list', draft: { ...rest, words: [], shown: 0 }, say: [none] };
}

const listed = (
  orders: readonly OrderView[],
  { words, days, target }: Draft,
  scene: Scene,
): readonly OrderView[] => {
  const matched = matching(orders, words);
  const found = days ? orderedOn(matched, days, scene) : matched;
  return target === 'track-order' ? found.toSorted((a, b) => placeOf(a) - placeOf(b)) : found;
};

/** "Where is my parcel?": what is under way comes first, then what is not sent yet. */
const comingFirst: readonly string[] = ['shipped', 'paid'];
const placeOf = ({ order }: OrderView): number =>
  comingFirst.includes(order.status) ? comingFirst.indexOf(order.status) : comingFirst.length;

/** The one order that has not come, if it is a parcel that is looked for and no other was named. */
function onTheWay(
  orders: readonly OrderView[],
  { target, words, days, shown }: Draft,
): readonly OrderView[] {
  if (target !== 'track-order' || words.length > 0 || days || shown > 0) return [];
  const coming = orders.filter(({ order }) => comingFirst.includes(order.status));
  return coming.length === 1 ? coming : [];
}

const matching = (orders: readonly OrderView[], words: readonly string[]): readonly OrderView[] =>
  words.length === 0
    ? orders
    : orders.filter(({ order }) =>
        order.items.some(({ title }) => {
          const own = plain(title).split(' ');
          return words.some((word) => own.includes(word));
        }),
      );

const picked = (draft: Draft, { order }: OrderView): Next<Draft> => ({
  do: 'end',
  begin: { flow: draft.target, args: { ...draft.args, orderId: order.id } },
});
