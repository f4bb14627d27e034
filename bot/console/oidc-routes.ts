import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { signInByOidc } from '../../services/staff/sign-in-otherwise.ts';
import { cookieOf } from '../http/cookie.ts';
import { tooMany } from '../http/problem.ts';
import { openText, sealText } from '../http/sealed-text.ts';
import { route } from '../http/server.ts';
import type { ConsoleDeps } from './deps.ts';
import { deviceOf } from './device-of.ts';
import { answerFault, isHttps } from './gate.ts';
import { drawOutside } from './layout.ts';
import type { Oidc, OidcClaims } from './oidc.ts';
import { sendHtml } from './send-answer.ts';
import { consoleCookie } from './session-cookie.ts';
import { notSignedIn, ownPath } from './sign-in-routes.ts';
import { viewOf } from './view.ts';
import { refusalWords } from './words.ts';

const back = '/console/oidc/callback';
const minutes = 10;

const kept = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  endsAt: z.int(),
});

const cookieName = (deps: ConsoleDeps) => (isHttps(deps) ? '__Host-resolve_oidc' : 'resolve_oidc');

/** Lax, not strict: the way back comes from the provider's page. */
const cookie = (deps: ConsoleDeps, value: string, seconds: number) =>
  `${cookieName(deps)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isHttps(deps) ? '; Secure' : ''}`;

const arrived = viewOf<{ readonly path: string }>('arrived');

/** To the company's sign-in and back. */
export function mountOidc(server: Server, deps: ConsoleDeps, oidc: Oidc): void {
  server.get(
    '/console/oidc',
    route(deps.log, (req, res) => leave(deps, oidc, req, res), answerFault(deps)),
  );
  server.get(
    back,
    route(deps.log, (req, res) => arrive(deps, oidc, req, res), answerFault(deps)),
  );
}

async function leave(deps: ConsoleDeps, oidc: Oidc, req: Request, res: Response): Promise<void> {
  const wait = deps.signInLimit.take(deps.addressOf(req));
  if (wait > 0) throw tooMany(wait);
  const { url, pending } = await oidc.start(`${deps.baseUrl()}${back}`);
  const next = ownPath(new URLSearchParams(req.getQuery()).get('next') ?? '');
  const endsAt = deps.staff.wallClock.now() + minutes * 60_000;
  const sealed = sealText(JSON.stringify({ ...pending, next, endsAt }), deps.oidcKey);
  res.setHeader('Set-Cookie', cookie(deps, sealed, minutes * 60));
  res.writeHead(303, { Location: url.href });
  res.end();
}

async function arrive(deps: ConsoleDeps, oidc: Oidc, req: Request, res: Response): Promise<void> {
  const pending = readPending(deps, req);
  res.setHeader('Set-Cookie', cookie(deps, '', 0));
  const claims = await finish(deps, oidc, req, pending);
  const { role } = claims;
  if (role === undefined)
    throw notSignedIn(
      'Your company account has no role here. Ask whoever runs your accounts for one of its support groups.',
    );
  const device = deviceOf(req.headers['user-agent']);
  const result = await signInByOidc(deps.staff, { ...claims, role, device });
  if (!result.ok) throw notSignedIn(refusalWords(result.refusals));
  res.setHeader('Set-Cookie', [
    cookie(deps, '', 0),
    consoleCookie(result.value.token, isHttps(deps)),
  ]);
  // A page of ours, not a redirect: the browser holds a strict cookie back on the way that began elsewhere.
  const html = arrived({ path: pending.next || '/console' });
  sendHtml(res, 200, drawOutside(deps, { title: 'Signed in', html }), {
    Refresh: `0; url=${pending.next || '/console'}`,
  });
}

async function finish(
  deps: ConsoleDeps,
  oidc: Oidc,
  req: Request,
  pending: z.infer<typeof kept>,
): Promise<OidcClaims> {
  try {
    return await oidc.finish(new URL(`${deps.baseUrl()}${req.url ?? ''}`), pending);
  } catch (fault) {
    deps.log.warn({ err: fault }, 'a sign-in by OIDC was refused');
    throw notSignedIn('The sign-in at your company did not work. Start again.');
  }
}

function readPending(deps: ConsoleDeps, req: Request): z.infer<typeof kept> {
  const text = openText(cookieOf(req.headers.cookie, cookieName(deps)) ?? '', deps.oidcKey);
  const pending = kept.safeParse(text === undefined ? undefined : JSON.parse(text));
  if (!pending.success || pending.data.endsAt <= deps.staff.wallClock.now())
    throw notSignedIn('This sign-in was begun in another browser, or too long ago. Start again.');
  return pending.data;
}
