import { sweep } from '../../services/deadlines/sweep.ts';
import { findDispute } from '../../services/disputes/find-dispute.ts';
import { createRulebook } from '../../services/domain/rulebook.ts';
import { type Instant, instant } from '../../services/domain/time.ts';
import { putOrder } from '../../services/orders/put-order.ts';
import type { Context, Ids, Principal, Rulebooks, Store } from '../../services/ports.ts';
import { openStore, reset } from '../../services/store/open-store.ts';
import { anItem, anOrder } from '../support/fixtures.ts';
import { act, principals } from './act.ts';
import type { Deed } from './deed.ts';
import { nextId } from './judge.ts';
import type { Model, ModelOrder } from './state.ts';

const rules = createRulebook({ policyZone: 'UTC', holidays: [] });

export const rulebooks: Rulebooks = {
  current: rules,
  of: (version) => {
    if (version === rules.version) return rules;
    throw new Error(`No rulebook ${version}`);
  },
};

export type Beginning = ModelOrder & { readonly now: number };

const items = [
  { id: 'i-1', paid: 2490 },
  { id: 'i-2', paid: 1000 },
];

export const modelAt = ({ now, ...order }: Beginning): Model => ({
  now,
  order,
  items: items.map((item) => ({ ...item, released: 0, isChargedBack: false, disputes: [] })),
  told: [],
  given: 0,
});

/** The product under test: real use cases on a real database, and a clock that the story moves. */
export interface World {
  readonly model: Model;
  readonly story: string[];
  store: Store;
  readonly url: string;
  /** How often the sweep runs is not told by the story but by this. */
  readonly sweeps: 'as told' | 'at every instant' | 'never';
  /** What was stored after the last step, by dispute. */
  readonly before: Map<string, Seen>;
}

export interface Seen {
  readonly seq: number;
  readonly isClosed: boolean;
}

export const ids = (world: World): Ids => ({
  next: (kind) => (kind === 'dispute' ? nextId(world.model) : `${kind}-${world.model.given}`),
});

export const inWorld = <T>(
  world: World,
  principal: Principal,
  work: (ctx: Context) => Promise<T>,
): Promise<T> => {
  const { store } = world;
  const now = instant(world.model.now);
  return store.run((tx) => work({ tx, store, rulebooks, ids: ids(world), principal, now }));
};

const optional = <K extends string>(key: K, value: number | undefined) =>
  value === undefined ? {} : ({ [key]: instant(value) } as { [P in K]: Instant });

/** An empty database with one order of two items. */
export const beginWorld = async (
  store: Store,
  url: string,
  beginning: Beginning,
  sweeps: World['sweeps'] = 'as told',
): Promise<World> => {
  await reset(store);
  const world: World = {
    model: modelAt(beginning),
    ...{ store, url, sweeps },
    ...{ story: [], before: new Map<string, Seen>() },
  };
  const { completedAt: _none, ...plain } = anOrder();
  const { id, shippedAt, completedAt, protectionEndsAt } = beginning;
  const order = {
    ...plain,
    id,
    status: completedAt === undefined ? ('shipped' as const) : ('completed' as const),
    shipments: [],
    shippedAt: instant(shippedAt),
    ...optional('completedAt', completedAt),
    ...optional('protectionEndsAt', protectionEndsAt),
    items: items.map((item) =>
      anItem({ id: item.id, paid: { minor: BigInt(item.paid), currency: 'USD' } }),
    ),
  };
  const put = await inWorld(world, { kind: 'system' }, (ctx) => putOrder(ctx, order));
  if (!put.ok) throw new Error(`The order is refused: ${JSON.stringify(put.refusals)}`);
  return world;
};

export interface Answer {
  /** Empty if it was done. */
  readonly codes: readonly string[];
  /** What was offered to this actor just before; undefined where nobody is offered anything. */
  readonly offered: readonly string[] | undefined;
}

/** Does a deed to the product. */
export const actInWorld = async (world: World, deed: Deed): Promise<Answer> => {
  const { order } = world.model;
  const principal = principals[deed.as];
  const offered = await offeredTo(world, deed, principal);
  const result = await inWorld(world, principal, (ctx) => act(ctx, deed, order.id));
  return { offered, codes: result.ok ? [] : result.refusals.map(({ code }) => code) };
};

const offeredTo = async (world: World, deed: Deed, principal: Principal) => {
  if (principal.kind === 'system' || deed.disputeId === '' || deed.kind === 'open')
    return undefined;
  const view = await inWorld(world, principal, (ctx) => findDispute(ctx, deed.disputeId));
  return view.ok ? view.value.allowed.map(({ type }) => type) : [];
};

export const sweepWorld = async (world: World): Promise<number> => {
  const clock = { now: () => instant(world.model.now) };
  const { fired, faults } = await sweep(world.store, rulebooks, ids(world), clock);
  if (faults.length > 0)
    throw new Error(`The sweep failed: ${faults.map(({ id, cause }) => `${id}: ${cause}`)}`);
  return fired;
};

/** The process ends and begins anew on the same database. */
export const restartWorld = async (world: World): Promise<void> => {
  await world.store.close();
  world.store = await openStore(world.url);
};
