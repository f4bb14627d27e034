import type { Clock, Context, Ids, Rulebooks, Store } from '../ports.ts';
import { catchUp } from './catch-up.ts';
import { protectionEnded } from './protection-ended.ts';
import { releaseAfterAppeal } from './release-after-appeal.ts';
import { releaseHeld } from './release-held.ts';

export interface Swept {
  /** Clock events written and items released by this very sweep. */
  readonly fired: number;
  /** What could not be done, for the log; the others were done all the same. */
  readonly faults: readonly { readonly id: string; readonly cause: unknown }[];
}

/** One kind of work that is due: its ids in due order, and what to do with one. */
interface Duty {
  readonly due: (ctx: Context, limit: number) => Promise<readonly string[]>;
  readonly act: (ctx: Context, id: string) => Promise<number>;
}

type InTransaction = <T>(work: (ctx: Context) => Promise<T>) => Promise<T>;

/**
 * Does all that is due by now, each dispute and each order in a transaction of its own, so that a fault
 * holds up nothing else. Any number of sweeps, on any number of nodes, may run at once: an event is
 * written by exactly one of them. It has no timer; the bot's scheduler calls it.
 */
export const sweep = async (
  store: Store,
  rulebooks: Rulebooks,
  ids: Ids,
  clock: Clock,
): Promise<Swept> => {
  const now = clock.now();
  const inTransaction: InTransaction = (work) =>
    store.run((tx) => work({ tx, store, rulebooks, ids, now, principal: { kind: 'system' } }));
  const disputes = await discharge(overdueDisputes, inTransaction);
  const orders = await discharge(unprotectedOrders, inTransaction);
  return {
    fired: disputes.fired + orders.fired,
    faults: [...disputes.faults, ...orders.faults],
  };
};

const overdueDisputes: Duty = {
  due: ({ store, tx, now }, limit) => store.disputes.due(tx, now, limit),
  act: async (ctx, id) => {
    const caughtUp = await catchUp(ctx, id);
    if (!caughtUp) return 0;
    return caughtUp.fired + (await releaseAfterAppeal(ctx, caughtUp.loaded));
  },
};

/** The store lists those that ended first, so what is not over yet ends the list. */
const unprotectedOrders: Duty = {
  due: async (ctx, limit) =>
    (await ctx.store.orders.heldPast(ctx.tx, ctx.now, limit))
      .filter((order) => protectionEnded(order, ctx))
      .map(({ id }) => id),
  act: releaseHeld,
};

const batch = 100;

/** Every id once: one that stays due, for a fault or because it may not be released yet, waits for the next sweep. */
const discharge = async ({ due, act }: Duty, inTransaction: InTransaction): Promise<Swept> => {
  const tried = new Set<string>();
  const faults: { id: string; cause: unknown }[] = [];
  let fired = 0;
  for (;;) {
    const listed = await inTransaction((ctx) => due(ctx, batch + tried.size));
    const fresh = listed.filter((id) => !tried.has(id));
    if (fresh.length === 0) return { fired, faults };
    for (const id of fresh) {
      tried.add(id);
      try {
        fired += await twice(() => inTransaction((ctx) => act(ctx, id)));
      } catch (cause) {
        faults.push({ id, cause });
      }
    }
  }
};

/** A lost race shows as a fault of the database once; the second look finds nothing left to do. */
const twice = <T>(work: () => Promise<T>): Promise<T> => work().catch(work);
