import type { ServerResponse } from 'node:http';
import type { Request, Response, Server } from 'restify';
import { readSession } from '../../services/staff/session.ts';
import type { SignedIn } from '../../services/staff/staff-context.ts';
import { csrfOf, refuseForeign, refuseForged } from '../http/csrf.ts';
import { readForm } from '../http/form.ts';
import { Problem } from '../http/problem.ts';
import { route } from '../http/server.ts';
import type { ConsoleDeps } from './deps.ts';
import { drawOutside, drawPage } from './layout.ts';
import { type FileForm, readFileForm } from './read-form.ts';
import type { ConsoleRoute, Visit } from './route.ts';
import { isByHtmx, saying, sendAnswer, sendElsewhere, sendHtml } from './send-answer.ts';
import { readConsoleCookie } from './session-cookie.ts';
import { viewOf } from './view.ts';

const faultView = viewOf<{ readonly words: string }>('fault');

export const isHttps = ({ baseUrl }: Pick<ConsoleDeps, 'baseUrl'>): boolean =>
  baseUrl().startsWith('https:');

/** Mounts every route behind the session, the role and, where something is changed, the token. */
export function mountRoutes(
  server: Server,
  deps: ConsoleDeps,
  routes: readonly ConsoleRoute[],
): void {
  for (const one of routes)
    server[one.method](
      one.path,
      route(deps.log, (req, res) => serve(deps, routes, one, req, res), answerFault(deps)),
    );
}

/** A page for a browser, a spoken line for htmx. */
export const answerFault =
  (deps: Pick<ConsoleDeps, 'assets'>) =>
  (res: ServerResponse, problem: Problem): void => {
    const words = problem.message;
    if (isByHtmx(res.req))
      sendHtml(res, problem.status, '', { ...problem.headers, 'HX-Trigger': saying(words) });
    else {
      const shown = { title: 'That did not work', html: faultView({ words }) };
      sendHtml(res, problem.status, drawOutside(deps, shown), problem.headers);
    }
  };

async function serve(
  deps: ConsoleDeps,
  routes: readonly ConsoleRoute[],
  one: ConsoleRoute,
  req: Request,
  res: Response,
): Promise<void> {
  const signedIn = await whoIs(deps, req, one.quiet === true);
  if (!signedIn) return sendToSignIn(req, res);
  if (signedIn.session.stage === 'enrol') return sendElsewhere(req, res, '/console/enrol');
  if (!one.roles.includes(signedIn.member.role))
    throw new Problem(403, 'role', 'This page is not for your role. An admin can change that.');
  const visit = await visitOf(deps, one, signedIn, req, res);
  const answer = await one.handle(visit);
  if (answer.kind === 'page')
    sendHtml(res, answer.status ?? 200, drawPage(deps, routes, visit, answer));
  else sendAnswer(req, res, answer);
}

/** Undefined for nobody: no cookie, or one whose session is over. */
export async function whoIs(
  deps: ConsoleDeps,
  req: Request,
  quiet: boolean,
): Promise<SignedIn | undefined> {
  const token = readConsoleCookie(req.headers.cookie, isHttps(deps));
  return token === undefined ? undefined : readSession(deps.staff, token, { quiet });
}

/**
 * A browser is led to the sign-in. A page that is open is not, nor is its stream: something may be typed there that would
 * be lost, so it is told, and offers the way (`console-session.js`).
 */
function sendToSignIn(req: Request, res: Response): void {
  if (isByHtmx(req)) {
    sendHtml(res, 401, '', { 'HX-Trigger': '{"signed-out":true}' });
    return;
  }
  if (req.headers.accept === 'text/event-stream')
    throw new Problem(401, 'signed_out', 'You are signed out.');
  const back = req.method === 'GET' ? (req.url ?? '') : '';
  const next = back.length > '/console'.length ? `?next=${encodeURIComponent(back)}` : '';
  sendElsewhere(req, res, `/console/sign-in${next}`);
}

async function visitOf(
  deps: ConsoleDeps,
  { method, takesFile }: ConsoleRoute,
  { member, session }: SignedIn,
  req: Request,
  res: Response,
): Promise<Visit> {
  const { id, name, role, singleKeys } = member;
  const csrf = csrfOf(session.id, deps.csrfKey);
  if (method === 'post') refuseForeign(req, deps.baseUrl());
  const { form, file } = await bodyOf(req, method, takesFile);
  if (method === 'post') refuseForged(req, form, csrf);
  return {
    ...{ staff: { id, name, role, singleKeys }, principal: { kind: 'staff', id, role } },
    ...{ sessionId: session.id, csrf, params: { ...req.params }, form, req, res },
    ...(file && { file }),
    query: new URLSearchParams(req.getQuery()),
    byHtmx: isByHtmx(req),
  };
}

async function bodyOf(
  req: Request,
  method: ConsoleRoute['method'],
  takesFile: true | undefined,
): Promise<FileForm> {
  if (method !== 'post') return { form: new URLSearchParams() };
  return takesFile ? readFileForm(req) : { form: await readForm(req) };
}
