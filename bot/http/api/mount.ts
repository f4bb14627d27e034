import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { EvidenceFiles } from '../../../services/evidence-port.ts';
import type { Clock, Context, Ids, Rulebooks, Store } from '../../../services/ports.ts';
import type { IntegrationKey } from '../../config-marketplace.ts';
import type { HubDoor } from '../../handoff/hub-door.ts';
import { readJson } from '../body.ts';
import { answerJson, badRequest } from '../problem.ts';
import { route } from '../server.ts';
import { answerApiProblem } from './api-problem.ts';
import type { Answer, Endpoint } from './endpoint.ts';
import { basePath, endpoints } from './endpoints.ts';
import { idempotencyKeyOf, idempotent } from './idempotent.ts';
import { createKeys, type Keys } from './keys.ts';
import { readFields } from './read-fields.ts';

export interface ApiDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly rulebooks: Rulebooks;
  readonly log: Logger;
  readonly files: EvidenceFiles;
  readonly desk: { readonly hub: HubDoor };
  /** Without any, every request is 401. */
  readonly keys: readonly IntegrationKey[];
}

/** The marketplace's REST API, `/api/v1/*` (interfaces.md 5). */
export function mountApi(server: Server, deps: ApiDeps): void {
  const keys = createKeys(deps.keys);
  for (const endpoint of endpoints) {
    const serve = route(deps.log, serveOf(deps, keys, endpoint), answerApiProblem);
    server[endpoint.method](basePath + endpoint.path, serve);
  }
}

type Served = Answer & { readonly replayed?: boolean };

const serveOf =
  (deps: ApiDeps, keys: Keys, endpoint: Endpoint) => async (req: Request, res: Response) => {
    const key = keys.check(req, endpoint.scope);
    const asked = {
      key,
      files: deps.files,
      hub: deps.desk.hub,
      params: readFields(endpoint.params, req.params ?? {}),
      query: readFields(endpoint.query, queryOf(req)),
      body: readFields(endpoint.body, await readJson(req)),
    };
    const answer = await deps.store.run((tx) => {
      const ctx = contextOf(deps, tx);
      const work = () => endpoint.handle({ ...asked, ctx });
      return endpoint.method === 'post' ? once(req, ctx, asked, work) : work();
    });
    answerServed(res, answer);
  };

/** The key names the request as it was understood: the order of its members is no difference. */
function once(
  req: Request,
  ctx: Context,
  { key, body }: { readonly key: IntegrationKey; readonly body: unknown },
  work: () => Promise<Answer>,
): Promise<Served> {
  const taken = {
    client: key.id,
    key: idempotencyKeyOf(req.headers['idempotency-key']?.toString()),
    request: `${req.getPath()}\n${JSON.stringify(body)}`,
  };
  return idempotent(ctx, taken, work);
}

function answerServed(res: Response, { status, body, picture, replayed }: Served): void {
  if (picture) {
    answerPicture(res, picture);
    return;
  }
  answerJson(res, status, body, {
    ...(status >= 400 && { 'Content-Type': 'application/problem+json' }),
    ...(replayed && { 'Idempotent-Replayed': 'true' }),
  });
}

/** Never as a page, and kept by nobody on the way. */
function answerPicture(
  res: Response,
  { contentType, bytes }: NonNullable<Answer['picture']>,
): void {
  if (res.headersSent || res.destroyed) return;
  res.writeHead(200, {
    'Content-Type': contentType,
    'Content-Length': bytes.byteLength,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, no-store',
  });
  res.end(Buffer.from(bytes));
}

const contextOf = ({ store, clock, ids, rulebooks }: ApiDeps, tx: Context['tx']): Context => ({
  tx,
  store,
  ids,
  rulebooks,
  now: clock.now(),
  principal: { kind: 'system' },
});

/** Every parameter once, as text. Throws 400 for one that is there twice. */
function queryOf(req: Request): Record<string, string> {
  const at = (req.url ?? '').indexOf('?');
  const pairs = at < 0 ? [] : [...new URLSearchParams((req.url ?? '').slice(at))];
  const query = Object.fromEntries(pairs);
  if (Object.keys(query).length < pairs.length) throw badRequest('A parameter is there twice.');
  return query;
}
