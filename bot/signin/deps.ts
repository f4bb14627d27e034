import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Clock, Ids, Rulebooks, Store } from '../../services/ports.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import type { Assets } from '../web/assets.ts';
import type { ShopSignIn } from './shop-sign-in.ts';

/** Whom the page lets somebody be. */
export interface DemoBuyer {
  readonly id: string;
  readonly name: string;
}

export interface SignInDeps {
  readonly store: Store;
  /** The one that codes and links are counted by; a demo can move it. */
  readonly clock: Clock;
  /** Real time, for the cookie. */
  readonly wallClock: Clock;
  readonly ids: Ids;
  readonly rulebooks: Rulebooks;
  readonly log: Logger;
  readonly assets: Pick<Assets, 'url'>;
  readonly baseUrl: () => string;
  /** Keys of the browser's cookie, of the forms' token and of the codes' digests. */
  readonly cookieKey: string;
  readonly csrfKey: string;
  readonly codeKey: string;
  readonly addressOf: (req: IncomingMessage) => string;
  readonly limit: RateLimiter;
  /** The shop's own; without it everybody may be one of the demo's buyers. */
  readonly shop: ShopSignIn | undefined;
  readonly demoBuyers: readonly DemoBuyer[];
}
