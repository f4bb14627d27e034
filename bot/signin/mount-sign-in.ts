import type { Server } from 'restify';
import { listBuyers } from '../../services/demo/list-buyers.ts';
import type { Config } from '../config.ts';
import { createAddressOf } from '../http/client-address.ts';
import { deriveKey } from '../http/jwt.ts';
import { createRateLimiter } from '../http/rate-limit.ts';
import { codeKeyOf } from './code.ts';
import type { SignInDeps } from './deps.ts';
import { mountSignInPages } from './routes.ts';
import { createShopSignIn } from './shop-sign-in.ts';

type SignInConfig = Pick<Config, 'demo' | 'shopOidc'>;

/** For the turn: whether, and with which key, buyers of other channels sign in. */
export const signInOf = (
  { demo, shopOidc }: SignInConfig,
  secret: string,
): { readonly codeKey?: string } => (demo || shopOidc ? { codeKey: codeKeyOf(secret) } : {});

/** The sign-in pages, where there is anything to sign in with. */
export function mountSignIn(
  server: Server,
  parts: Pick<
    SignInDeps,
    'store' | 'clock' | 'wallClock' | 'ids' | 'rulebooks' | 'log' | 'assets' | 'baseUrl'
  > & {
    readonly config: SignInConfig & Pick<Config, 'trustedProxies'>;
    /** Ours; the keys of the pages are derived from it. */
    readonly secret: string;
  },
): void {
  const { store, clock, wallClock, ids, rulebooks, log, assets, baseUrl, config, secret } = parts;
  const { codeKey } = signInOf(config, secret);
  if (codeKey === undefined) return;
  mountSignInPages(server, {
    ...{ store, clock, wallClock, ids, rulebooks, log, assets, baseUrl, codeKey },
    cookieKey: deriveKey(secret, 'sign-in-cookie'),
    csrfKey: deriveKey(secret, 'sign-in-csrf'),
    addressOf: createAddressOf(config.trustedProxies),
    // Many phones share an address; a link is not to be guessed anyway, so this only bounds the work.
    limit: createRateLimiter({ burst: 120, perSecond: 2 }, () => wallClock.now()),
    shop: config.shopOidc && createShopSignIn(config.shopOidc),
    demoBuyers: listBuyers(),
  });
}
