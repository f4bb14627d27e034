import type { Logger } from 'pino';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { Buyer } from '../../services/domain/order.ts';
import type { Instant } from '../../services/domain/time.ts';
import type { Clock, Ids, Rulebooks, Store } from '../../services/ports.ts';
import type { Assets } from './assets.ts';

export interface DemoDeps {
  readonly assets: Assets;
  readonly log: Logger;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly rulebooks: Rulebooks;
  readonly knowledge: Pick<Knowledge, 'say' | 'has'>;
  /** Whom a visitor of the shop can be. */
  readonly buyers: readonly Buyer[];
  /** Where the browser reaches us. A function: a test learns its port late. */
  readonly baseUrl: () => string;
  /** The JWT with which the shop vouches for its buyer, on the page of an order if one is named; good for a day. */
  readonly signBuyer: (buyerId: string, order?: string) => string;
  /** Moves the one clock by so many milliseconds, then runs the sweep; resolves when both are done. */
  readonly advanceClock: (ms: number) => Promise<Instant>;
  /** Empties the demo, puts the clock back, seeds it anew. */
  readonly reset: () => Promise<void>;
}
