import type { Logger } from 'pino';
import type { Server } from 'restify';
import type { Clock, Store } from '../../services/ports.ts';
import { answerJson } from './problem.ts';
import { route } from './server.ts';

export interface HealthDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** A row that waits in the outbox for longer makes the node not ready. */
  readonly maxOutboxAgeMs: number;
}

/** `/healthz`: the process answers. `/readyz`: it can do its work. */
export function mountHealth(server: Server, deps: HealthDeps): void {
  const alive = route(deps.log, async (_req, res) => answerJson(res, 200, { status: 'ok' }));
  const ready = route(deps.log, async (_req, res) => {
    const checks = await check(deps);
    const isReady = Object.values(checks).every((verdict) => verdict === 'ok');
    answerJson(res, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks });
  });
  for (const [path, handler] of [
    ['/healthz', alive],
    ['/readyz', ready],
  ] as const) {
    server.get(path, handler);
    // Many a load balancer asks so.
    server.head(path, handler);
  }
}

async function check(deps: HealthDeps): Promise<Record<'database' | 'outbox', string>> {
  try {
    const oldest = await deps.store.run((tx) => deps.store.outbox.oldestWaiting(tx));
    const age = oldest === undefined ? 0 : deps.clock.now() - oldest;
    return { database: 'ok', outbox: age <= deps.maxOutboxAgeMs ? 'ok' : 'late' };
  } catch (error) {
    deps.log.error({ err: error }, 'the database does not answer');
    return { database: 'down', outbox: 'unknown' };
  }
}
