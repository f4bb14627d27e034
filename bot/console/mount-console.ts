import type { Server } from 'restify';
import type { Images } from '../../services/evidence-port.ts';
import type { Clock, Ids, Rulebooks, Store } from '../../services/ports.ts';
import type { Credentials } from '../../services/staff-port.ts';
import type { Config } from '../config.ts';
import type { DeskParts } from '../handoff/assemble-desk.ts';
import { createAddressOf } from '../http/client-address.ts';
import { deriveKey } from '../http/jwt.ts';
import { createRateLimiter } from '../http/rate-limit.ts';
import { isLoopback } from '../loopback.ts';
import type { TurnEngine } from '../turn-engine.ts';
import type { ConsoleDeps } from './deps.ts';
import { deskRoutes } from './desk-routes.ts';
import { mountEnrol } from './enrol-routes.ts';
import { createFeedHub } from './feed-hub.ts';
import { mountRoutes } from './gate.ts';
import { createOidc } from './oidc.ts';
import { mountOidc } from './oidc-routes.ts';
import { consoleRoutes } from './routes.ts';
import { mountSignIn } from './sign-in-routes.ts';

/** What the composition root has. */
export interface ConsoleParts
  extends Pick<ConsoleDeps, 'log' | 'assets' | 'baseUrl' | 'knowledge' | 'files'> {
  readonly desk: Pick<DeskParts, 'desk'>;
  readonly engine: Pick<TurnEngine, 'news'>;
  readonly config: Pick<
    Config,
    'demo' | 'publicUrl' | 'host' | 'trustedProxies' | 'oidc' | 'integrationKeys'
  >;
  readonly store: Store;
  readonly ids: Ids;
  readonly rulebooks: Rulebooks;
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly credentials: Credentials;
  readonly images: Images;
  /** Ours; keys of the console are derived from it. */
  readonly secret: string;
}

/** The staff's console at /console. */
export function mountConsole(server: Server, parts: ConsoleParts): void {
  const deps = depsOf(parts);
  const hub = createFeedHub({ ...deps, news: parts.engine.news });
  // Its timer and its ear end with the server.
  server.server.on('close', hub.stop);
  const routes = [...deskRoutes({ ...deps, clock: parts.clock, hub }), ...consoleRoutes(deps)];
  mountSignIn(server, deps, routes);
  mountEnrol(server, deps);
  if (deps.oidc) mountOidc(server, deps, deps.oidc);
  mountRoutes(server, deps, routes);
}

const RECHECK_MS = 20_000;

function depsOf(parts: ConsoleParts): ConsoleDeps {
  const { store, ids, clock, wallClock, credentials, rulebooks, log, config, secret } = parts;
  const { demo, publicUrl, host } = config;
  const nowMs = () => wallClock.now();
  return {
    staff: { store, ids, clock, wallClock, credentials },
    ...{ store, rulebooks, log, assets: parts.assets, baseUrl: parts.baseUrl },
    ...{ desk: parts.desk.desk, knowledge: parts.knowledge, files: parts.files },
    uploads: { store, ids, clock, rulebooks, files: parts.files, images: parts.images },
    csrfKey: deriveKey(secret, 'console-csrf'),
    oidcKey: deriveKey(secret, 'console-oidc'),
    addressOf: createAddressOf(config.trustedProxies),
    signInLimit: createRateLimiter({ burst: 20, perSecond: 0.5 }, nowMs),
    passwordLimit: createRateLimiter({ burst: 5, perSecond: 1 / 60 }, nowMs),
    demo: demo && !publicUrl && isLoopback(host),
    oidc: config.oidc && createOidc(config.oidc),
    integrationKeys: config.integrationKeys ?? [],
    recheckMs: RECHECK_MS,
  };
}
