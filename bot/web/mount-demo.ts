import type { Server } from 'restify';
import { listBuyers } from '../../services/demo/list-buyers.ts';
import { resetDemo } from '../../services/demo/reset-demo.ts';
import type { Pictures } from '../../services/demo/seed-pictures.ts';
import type { Instant } from '../../services/domain/time.ts';
import type { Clock } from '../../services/ports.ts';
import { signJwt } from '../http/jwt.ts';
import type { DemoDeps } from './demo-deps.ts';
import { mountDemo } from './demo-routes.ts';
import { mountShop } from './shop.ts';

const DAY_SECONDS = 86_400;

/** The demo marketplace: its pages, its clock, its reset, and its sign-in of whoever is asked for. */
export function mountDemoPages(
  server: Server,
  parts: Pick<
    DemoDeps,
    'assets' | 'baseUrl' | 'store' | 'rulebooks' | 'ids' | 'clock' | 'log' | 'knowledge'
  > & {
    readonly wallClock: Clock;
    /** CHAT_JWT_SECRET. */
    readonly chatSecret: string;
    readonly advance: (ms: number) => Promise<Instant>;
    /** What is due now that the clock was moved. */
    readonly sweep: () => Promise<void>;
    readonly pictures: Pictures;
    /** Empties the database and what lies beside it. */
    readonly empty: () => Promise<void>;
  },
): void {
  const { wallClock, chatSecret, advance, sweep, empty, pictures, ...shown } = parts;
  const { store, rulebooks, ids, clock } = parts;
  const deps: DemoDeps = {
    ...shown,
    buyers: listBuyers(),
    signBuyer: (sub, order) => {
      const exp = Math.floor(wallClock.now() / 1000) + DAY_SECONDS;
      return signJwt({ sub, exp, ...(order ? { order } : {}) }, chatSecret);
    },
    async advanceClock(ms) {
      const now = await advance(ms);
      await sweep();
      return now;
    },
    reset: () => resetDemo({ store, rulebooks, ids, clock, pictures, reset: empty }),
  };
  mountDemo(server, deps, mountShop(server, deps));
}
