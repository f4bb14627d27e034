import type { Request, Response, Server } from 'restify';
import { type Enrolment, enrol, enrolment } from '../../services/staff/enrol.ts';
import type { SignedIn } from '../../services/staff/staff-context.ts';
import { csrfOf, refuseForeign, refuseForged } from '../http/csrf.ts';
import { readForm } from '../http/form.ts';
import { route } from '../http/server.ts';
import type { ConsoleDeps } from './deps.ts';
import { answerFault, isHttps, whoIs } from './gate.ts';
import { drawOutside } from './layout.ts';
import { sendElsewhere, sendHtml } from './send-answer.ts';
import { consoleCookie } from './session-cookie.ts';
import { viewOf } from './view.ts';
import { refusalWords } from './words.ts';

const view = viewOf<
  Enrolment & {
    readonly fault: string;
    readonly name: string;
    readonly login: string;
    readonly csrf: string;
  }
>('enrol');

/** The first sign-in: a password of one's own and the app that makes the codes. */
export function mountEnrol(server: Server, deps: ConsoleDeps): void {
  server.get(
    '/console/enrol',
    route(deps.log, (req, res) => show(deps, req, res), answerFault(deps)),
  );
  server.post(
    '/console/enrol',
    route(deps.log, (req, res) => take(deps, req, res), answerFault(deps)),
  );
}

async function enrolling(
  deps: ConsoleDeps,
  req: Request,
  res: Response,
): Promise<SignedIn | undefined> {
  const who = await whoIs(deps, req, false);
  if (who?.session.stage === 'enrol') return who;
  sendElsewhere(req, res, who ? '/console' : '/console/sign-in');
  return undefined;
}

async function show(deps: ConsoleDeps, req: Request, res: Response): Promise<void> {
  const who = await enrolling(deps, req, res);
  if (who) await draw(deps, res, who, 200, '');
}

async function take(deps: ConsoleDeps, req: Request, res: Response): Promise<void> {
  const who = await enrolling(deps, req, res);
  if (!who) return;
  refuseForeign(req, deps.baseUrl());
  const form = await readForm(req);
  refuseForged(req, form, csrfOf(who.session.id, deps.csrfKey));
  const asked = { password: form.get('password') ?? '', code: form.get('code') ?? '' };
  const result = await enrol(deps.staff, who, asked);
  if (!result.ok) return draw(deps, res, who, 422, refusalWords(result.refusals));
  res.setHeader('Set-Cookie', consoleCookie(result.value.token, isHttps(deps)));
  sendElsewhere(req, res, '/console');
}

async function draw(
  deps: ConsoleDeps,
  res: Response,
  who: SignedIn,
  status: number,
  fault: string,
): Promise<void> {
  const { store, credentials } = deps.staff;
  const shown = await store.run((tx) => enrolment({ tx, store, credentials }, who));
  const { name, login } = who.member;
  const csrf = csrfOf(who.session.id, deps.csrfKey);
  const html = view({ ...shown, fault, name, login, csrf });
  sendHtml(res, status, drawOutside(deps, { title: 'Your first sign-in', html }));
}
