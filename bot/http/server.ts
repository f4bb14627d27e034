import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import restify, { type Request, type Response, type Server } from 'restify';
import { StoreBusy } from '../../services/store-busy.ts';
import { isLoopback } from '../loopback.ts';
import { refuseEncoding } from './body.ts';
import { answerProblem, badRequest, notFound, Problem } from './problem.ts';

/** What every answer carries; a page overrides its own Content-Security-Policy and Cache-Control. */
const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

export interface HttpDeps {
  readonly log: Logger;
  /**
   * Answer this machine's own names alone. A page on the internet can point a name of its own at 127.0.0.1 and would
   * then be of one origin with a server that nobody has to sign in to.
   */
  readonly loopbackOnly?: boolean;
}

/** restify with our own body reader, error shape and time limits. Routes are mounted by `mountXxx(server, deps)`. */
export function createHttpServer(deps: HttpDeps): Server {
  const server = restify.createServer({ name: '', log: deps.log as never });
  limitTimes(server.server as HttpServer);
  // @types/restify has no `first`.
  (server as Server & { first(handler: typeof refuseBadUrl): void }).first(refuseBadUrl);
  server.pre((req: Request, res: Response, next) => {
    secure(res);
    // Handlers take the raw query from here: restify's parser makes nested objects of it.
    const refusal = deps.loopbackOnly && isStrange(req) ? misdirected() : refusalOf(req);
    if (refusal) answerProblem(res, refusal);
    return next(refusal ? false : undefined);
  });
  server.on('restifyError', (_req: Request, res: Response, error: { statusCode?: number }) => {
    // `next` is never called: restify would send its own shape after ours.
    answerProblem(res, routingProblem(error, deps.log));
  });
  return server;
}

/** A route handler with its errors answered: problem+json by default, `answerError` where a protocol has its own shape. */
export function route(
  log: Logger,
  handler: (req: Request, res: Response) => Promise<void>,
  answerError: (res: ServerResponse, problem: Problem) => void = answerProblem,
): (req: Request, res: Response) => Promise<void> {
  return async (req: Request, res: Response) => {
    try {
      await handler(req, res);
    } catch (error) {
      if (error instanceof Problem) return answerError(res, error);
      if (error instanceof StoreBusy) return answerError(res, busy());
      // The route, never the address: that can hold a token (`/signin/:state`, `/evidence/:token`).
      const { path } = req.getRoute();
      log.error({ err: error, method: req.method, route: path }, 'a route failed');
      answerError(res, internal());
    }
  };
}

/** Value of a query parameter given once; undefined if missing or repeated. */
export function queryOf(req: IncomingMessage, name: string): string | undefined {
  const at = (req.url ?? '').indexOf('?');
  const values = at < 0 ? [] : new URLSearchParams((req.url ?? '').slice(at)).getAll(name);
  return values.length === 1 ? values[0] : undefined;
}

/** Resolves with the port that was bound; port 0 takes a free one. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server.address().port));
  });
}

/** Takes no new connection, cuts the open ones: every client of ours comes back by itself. */
export function stopListening(server: Server): Promise<void> {
  const http = server.server as HttpServer;
  return new Promise((resolve) => {
    http.close(() => resolve());
    http.closeAllConnections();
  });
}

function secure(res: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) res.setHeader(name, value);
}

function limitTimes(http: HttpServer): void {
  http.requestTimeout = 30_000;
  http.headersTimeout = 10_000;
  http.keepAliveTimeout = 65_000;
  http.maxConnections = 10_000;
}

/** Before restify looks at the address: it throws outside any handler on one that it can't parse. */
function refuseBadUrl(req: Request, res: Response): boolean {
  try {
    decodeURIComponent(req.getUrl().pathname ?? '/');
    return true;
  } catch {
    secure(res);
    answerProblem(res, badRequest('The address is malformed.'));
    return false;
  }
}

function refusalOf(req: IncomingMessage): Problem | undefined {
  try {
    refuseEncoding(req);
    return undefined;
  } catch (error) {
    return error instanceof Problem ? error : internal();
  }
}

function isStrange({ headers: { host = '' } }: IncomingMessage): boolean {
  return !isLoopback(host.replace(/:\d*$/, ''));
}

const misdirected = () =>
  new Problem(421, 'misdirected', 'This server has another name; to give it one, set PUBLIC_URL.');

function routingProblem(error: { statusCode?: number }, log: Logger): Problem {
  if (error.statusCode === 404) return notFound();
  if (error.statusCode === 405) {
    return new Problem(405, 'method_not_allowed', 'This address does not take that method.');
  }
  log.error({ err: error }, 'routing failed');
  return internal();
}

function busy(): Problem {
  const headers = { 'Retry-After': '2' };
  return new Problem(503, 'busy', 'We are busy: try again in a moment.', headers);
}

function internal(): Problem {
  return new Problem(500, 'fault', 'Something went wrong on our side. Nothing was changed.');
}
