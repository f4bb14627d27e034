import { catchUp } from '../deadlines/catch-up.ts';
import type { Dispute } from '../domain/dispute.ts';
import { isoOf } from '../domain/time.ts';
import { putOrder } from '../orders/put-order.ts';
import type { Clock, Context, Ids, Rulebooks, Store } from '../ports.ts';
import { seedDemoStaff } from './demo-staff.ts';
import { expectDemo, markDemo } from './mark-demo.ts';
import { beginning, daysBefore, orderOf, type Scene } from './scene.ts';
import { scenes } from './scenes.ts';

export interface DemoDeps {
  readonly store: Store;
  readonly rulebooks: Rulebooks;
  readonly ids: Ids;
  readonly clock: Clock;
}

/** Written before anything else, so that a second node waits here until the first one has committed. Says nothing else. */
const seedKey = 'demo.seed';

/**
 * Fills an installation without orders with the demo marketplace, in one transaction, through the same
 * use cases as everybody, with a clock that stands in the past. False if there were the demo's orders already; throws
 * `NotADemo` if there were others.
 */
export const seedDemo = ({ store, rulebooks, ids, clock }: DemoDeps): Promise<boolean> =>
  store.run(async (tx) => {
    const ctx: Context = {
      ...{ tx, store, rulebooks, ids },
      now: clock.now(),
      principal: { kind: 'system' },
    };
    await store.settings.set(tx, seedKey, isoOf(ctx.now));
    await expectDemo(store, tx);
    await seedDemoStaff(ctx);
    if ((await store.orders.buyers(tx)).length > 0) return false;
    await markDemo(store, tx, ctx.now);
    await store.rulebooks.keep(tx, rulebooks.current);
    for (const scene of scenes) await play(ctx, scene);
    // The past is no news; what comes from now on is.
    await store.notices.dropDue(tx, ctx.now);
    return true;
  });

const play = async (ctx: Context, scene: Scene): Promise<void> => {
  const then: Context = { ...ctx, now: beginning(scene, ctx.now) };
  expectDone(await putOrder(then, orderOf(scene, ctx.now)), scene);
  let dispute: Dispute | undefined;
  for (const { age, tell } of scene.story ?? []) {
    const told = { orderId: scene.orderId, ...(dispute && { dispute }) };
    const done = await tell({ ...ctx, now: daysBefore(ctx.now, age) }, told);
    dispute = expectDone(done, scene).dispute;
  }
  if (dispute) await catchUp(ctx, dispute.id);
};

/** A demo that breaks a rule is a fault of the demo. */
const expectDone = <T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly refusals: readonly object[] },
  scene: Scene,
): T => {
  if (result.ok) return result.value;
  throw new Error(`Demo order ${scene.orderId}: ${JSON.stringify(result.refusals, digits)}`);
};

const digits = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;
