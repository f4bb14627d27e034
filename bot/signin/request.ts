import type { Request, Response } from 'restify';
import { readSignIn } from '../../services/identity/read-sign-in.ts';
import type { SignInRequest } from '../../services/identity-port.ts';
import type { Context } from '../../services/ports.ts';
import { StoreBusy } from '../../services/store-busy.ts';
import { csrfOf, refuseForeign, refuseForged } from '../http/csrf.ts';
import { readForm } from '../http/form.ts';
import { Problem, tooMany } from '../http/problem.ts';
import { route } from '../http/server.ts';
import { type Browser, readBrowser } from './browser.ts';
import { chatName } from './chat-name.ts';
import type { SignInDeps } from './deps.ts';
import { showProblem } from './page.ts';

export type Handle = (deps: SignInDeps, req: Request, res: Response) => Promise<void>;

/** A page of the sign-in. Its faults are logged without the address, which holds the way in. */
export const signInRoute = (deps: SignInDeps, handle: Handle) =>
  route(
    deps.log,
    async (req, res) => {
      const wait = deps.limit.take(deps.addressOf(req));
      if (wait > 0) throw tooMany(wait);
      await handle(deps, req, res).catch((fault: unknown) => {
        if (fault instanceof Problem || fault instanceof StoreBusy) throw fault;
        deps.log.error({ err: fault }, 'a page of the sign-in failed');
        throw new Problem(
          500,
          'fault',
          'Something went wrong on our side. Nothing was connected. Please try again.',
        );
      });
    },
    showProblem(deps),
  );

export const pathOf = (state: string): string => `/signin/${state}`;

/** The sign-in that the address names; throws 410 if it is none, or is over. */
export async function openRequest(
  deps: SignInDeps,
  req: Request,
): Promise<{ readonly request: SignInRequest; readonly state: string }> {
  const state = String(req.params.state);
  const request = await asSystem(deps, (ctx) => readSignIn(ctx, state));
  if (!request) throw gone();
  return { request, state };
}

/** What a form of our own page has sent, in the browser that the page was shown to. Throws 403, 410. */
export async function sent(
  deps: SignInDeps,
  req: Request,
): Promise<{
  readonly browser: Browser;
  readonly form: URLSearchParams;
  readonly request: SignInRequest;
}> {
  refuseForeign(req, deps.baseUrl());
  const form = await readForm(req);
  const { request, state } = await openRequest(deps, req);
  const browser = readBrowser(deps, req);
  if (browser?.state !== state) throw otherBrowser();
  refuseForged(req, form, csrfOf(browser.id, deps.csrfKey));
  return { browser, form, request };
}

export function asSystem<T>(deps: SignInDeps, work: (ctx: Context) => Promise<T>): Promise<T> {
  const { store, rulebooks, ids, clock } = deps;
  const principal = { kind: 'system' } as const;
  return store.run((tx) => work({ tx, store, rulebooks, ids, now: clock.now(), principal }));
}

export function goTo(res: Response, path: string): void {
  res.writeHead(303, { Location: path });
  res.end();
}

export const gone = () =>
  new Problem(
    410,
    'gone',
    'This link does not work any more. Go back to your chat and write: sign in. You get a new link there.',
  );

export const otherBrowser = () =>
  new Problem(
    403,
    'other_browser',
    'This sign-in was begun in another browser, or too long ago. Open the link in your chat again.',
  );

export const otherAccount = ({ channel }: SignInRequest) =>
  new Problem(
    409,
    'other_account',
    `This ${chatName(channel)} chat belongs to another account already. To change it, first write there: sign out.`,
  );
