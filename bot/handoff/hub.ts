import type { Logger } from 'pino';
import { offerToHub } from '../../services/handoff/hub-offer.ts';
import { endAtHub, relayToHub } from '../../services/handoff/hub-relay.ts';
import type { Context, Tx } from '../../services/ports.ts';
import { createOutbox } from '../outbox.ts';
import { startScheduler } from '../scheduler.ts';
import { createHubSender, type HubSendDeps } from './hub-send.ts';

/** Cases looked at in a round. */
const batch = 100;
/** A lively talk is delivered in one round, a hub that answers slowly gets the next one a second later. */
const mostRounds = 20;
const lookEveryMs = 1_000;

export interface Hub {
  /** Offers, relays, ends and delivers what is due, now. */
  run(): Promise<void>;
  /** From now on by itself: on news of the desk, and once a second besides. Answers how to stop. */
  start(): () => Promise<void>;
}

/**
 * Gives every waiting case to the external hub and carries what is said there. All of it follows from rows, so a crash loses
 * nothing, and it has an outbox and a scheduler of its own: a hub that does not answer holds nothing else up.
 */
export function createHub(deps: HubSendDeps & { readonly log: Logger }): Hub {
  const { store, clock, log } = deps;
  const outbox = createOutbox({ store, clock, log, senders: { hub: createHubSender(deps) } });
  const run = async () => {
    const { hub } = store.desk;
    await each(deps, hub.toOffer, (ctx, id) => offerToHub(ctx, id, deps.hub.withinMinutes));
    await each(deps, hub.toRelay, relayToHub);
    await each(deps, hub.toEnd, endAtHub);
    for (let round = 0; round < mostRounds; round += 1)
      if ((await outbox.deliver()).sent === 0) return;
  };
  return { run, start: () => started(deps, run) };
}

/** Each in a transaction of its own: one that can't be done holds no other up. */
async function each(
  deps: HubSendDeps & { readonly log: Logger },
  list: (tx: Tx, limit: number) => Promise<readonly string[]>,
  act: (ctx: Context, id: string) => Promise<void>,
): Promise<void> {
  const { store, clock, ids, rulebooks, log } = deps;
  const principal = { kind: 'system' } as const;
  for (const id of await store.run((tx) => list(tx, batch)))
    try {
      await store.run((tx) => act({ tx, store, rulebooks, ids, now: clock.now(), principal }, id));
    } catch (error) {
      log.error({ err: error, id }, 'a case could not be told to the hub');
    }
}

/** News during a round make one more, not one for each. */
function started(
  { store, log }: Pick<HubSendDeps, 'store'> & { readonly log: Logger },
  run: () => Promise<void>,
): () => Promise<void> {
  let planned = false;
  const round = () => {
    planned = false;
    return run();
  };
  const jobs = [{ name: 'hub', run: round }];
  const scheduler = startScheduler({ jobs, everyMs: lookEveryMs, log });
  const unfollow = store.desk.follow(() => {
    if (planned) return;
    planned = true;
    void scheduler.runNow();
  });
  return async () => {
    unfollow();
    await scheduler.stop();
  };
}
