import type { Request, Response, Server } from 'restify';
import { listDemoStaff } from '../../services/demo/demo-staff.ts';
import { revokeSessions } from '../../services/staff/own-account.ts';
import { type Begun, signIn } from '../../services/staff/sign-in.ts';
import { signInToDemo } from '../../services/staff/sign-in-otherwise.ts';
import { asActor, type StaffResult } from '../../services/staff/staff-context.ts';
import { csrfOf, refuseForeign, refuseForged } from '../http/csrf.ts';
import { readForm } from '../http/form.ts';
import { Problem, tooMany } from '../http/problem.ts';
import { route } from '../http/server.ts';
import { sentToOurName } from '../web/page.ts';
import type { ConsoleDeps } from './deps.ts';
import { deviceOf } from './device-of.ts';
import { answerFault, isHttps, whoIs } from './gate.ts';
import { drawOutside, roleWords } from './layout.ts';
import { homeOf } from './nav.ts';
import type { ConsoleRoute } from './route.ts';
import { sendElsewhere, sendHtml } from './send-answer.ts';
import { consoleCookie } from './session-cookie.ts';
import { viewOf } from './view.ts';
import { refusalWords } from './words.ts';

const view = viewOf<{
  readonly fault: string;
  readonly login: string;
  readonly next: string;
  readonly oidc: boolean;
  readonly demo: readonly { readonly id: string; readonly name: string; readonly role: string }[];
}>('sign-in');

/** What is there for somebody who is not signed in, and the way out. */
export function mountSignIn(
  server: Server,
  deps: ConsoleDeps,
  routes: readonly ConsoleRoute[],
): void {
  const on = (method: 'get' | 'post', path: string, handle: Handle) =>
    server[method](
      path,
      route(deps.log, (req, res) => handle(deps, req, res, routes), answerFault(deps)),
    );
  for (const path of ['/console', '/console/']) on('get', path, showStart);
  on('get', '/console/sign-in', showSignIn);
  on('post', '/console/sign-in', takeSignIn);
  on('post', '/console/sign-out', takeSignOut);
  if (deps.demo) on('post', '/console/demo-sign-in', takeDemo);
}

type Handle = (
  deps: ConsoleDeps,
  req: Request,
  res: Response,
  routes: readonly ConsoleRoute[],
) => Promise<void>;

const showStart: Handle = async (deps, req, res, routes) => {
  const who = await whoIs(deps, req, false);
  sendElsewhere(req, res, who ? homeOf(routes, who.member.role) : '/console/sign-in');
};

const showSignIn: Handle = async (deps, req, res) => {
  if (sentToOurName(req, res, deps.baseUrl())) return;
  const who = await whoIs(deps, req, true);
  if (who) return sendElsewhere(req, res, '/console');
  const next = ownPath(new URLSearchParams(req.getQuery()).get('next') ?? '');
  draw(deps, res, 200, { fault: '', login: '', next });
};

const takeSignIn: Handle = async (deps, req, res) => {
  const form = await formOf(deps, req);
  const field = (name: string) => form.get(name) ?? '';
  const result = await signIn(deps.staff, {
    ...{ login: field('login'), password: field('password'), code: field('code') },
    ...{ address: deps.addressOf(req), device: deviceOf(req.headers['user-agent']) },
  });
  const next = ownPath(field('next'));
  const again = { login: field('login').slice(0, 80), next };
  answerSignIn(deps, req, res, result, again);
};

const takeDemo: Handle = async (deps, req, res) => {
  const form = await formOf(deps, req);
  const device = deviceOf(req.headers['user-agent']);
  const result = await signInToDemo(deps.staff, { staffId: form.get('who') ?? '', device });
  answerSignIn(deps, req, res, result, { login: '', next: ownPath(form.get('next') ?? '') });
};

const takeSignOut: Handle = async (deps, req, res) => {
  refuseForeign(req, deps.baseUrl());
  const form = await readForm(req);
  const who = await whoIs(deps, req, true);
  if (who) {
    const { id, role } = who.member;
    refuseForged(req, form, csrfOf(who.session.id, deps.csrfKey));
    await asActor(deps.staff, { id, role }, (ctx) =>
      revokeSessions(ctx, { staffId: id, id: who.session.id }),
    );
  }
  res.setHeader('Set-Cookie', consoleCookie('', isHttps(deps)));
  sendElsewhere(req, res, '/console/sign-in');
};

/** Of a page that has no session, so no token: where it comes from is all that there is to check. */
async function formOf(deps: ConsoleDeps, req: Request): Promise<URLSearchParams> {
  refuseForeign(req, deps.baseUrl());
  const wait = deps.signInLimit.take(deps.addressOf(req));
  if (wait > 0) throw tooMany(wait);
  return readForm(req);
}

function answerSignIn(
  deps: ConsoleDeps,
  req: Request,
  res: Response,
  result: StaffResult<Begun>,
  again: { readonly login: string; readonly next: string },
): void {
  if (!result.ok) {
    const { refusals: refusal } = result;
    if (refusal.code === 'wait') res.setHeader('Retry-After', String(refusal.seconds));
    const status = refusal.code === 'wait' ? 429 : 401;
    draw(deps, res, status, { ...again, fault: refusalWords(refusal) });
    return;
  }
  const { token, stage } = result.value;
  res.setHeader('Set-Cookie', consoleCookie(token, isHttps(deps)));
  sendElsewhere(req, res, stage === 'enrol' ? '/console/enrol' : again.next || '/console');
}

function draw(
  deps: ConsoleDeps,
  res: Response,
  status: number,
  shown: { readonly fault: string; readonly login: string; readonly next: string },
): void {
  const demo = deps.demo
    ? listDemoStaff().map(({ id, name, role }) => ({ id, name, role: roleWords[role] }))
    : [];
  const html = view({ ...shown, oidc: deps.oidc !== undefined, demo });
  sendHtml(res, status, drawOutside(deps, { title: 'Sign in', html }));
}

/** A page of the console and nothing else; '' for everything else. */
export function ownPath(path: string): string {
  if (!/^\/console\/[\w\-./?=&%]{0,500}$/.test(path)) return '';
  const { pathname, search } = new URL(path, 'http://own');
  return pathname.startsWith('/console/') && !pathname.includes('//') ? pathname + search : '';
}

/** The words of a Problem for a sign-in that came back from elsewhere. */
export const notSignedIn = (words: string): Problem => new Problem(403, 'not_signed_in', words);
