import type { Server } from 'restify';
import { giveCode } from '../../services/identity/give-code.ts';
import type { SignInRequest } from '../../services/identity-port.ts';
import { csrfOf } from '../http/csrf.ts';
import { Problem } from '../http/problem.ts';
import { sentToOurName } from '../web/page.ts';
import { type Browser, browserCookie, readBrowser } from './browser.ts';
import { aChat, chatName, numberEnd } from './chat-name.ts';
import { codeHash, newCode } from './code.ts';
import type { SignInDeps } from './deps.ts';
import { showPage } from './page.ts';
import {
  asSystem,
  gone,
  goTo,
  type Handle,
  openRequest,
  otherAccount,
  pathOf,
  sent,
  signInRoute,
} from './request.ts';
import { mountShopSignIn } from './shop-routes.ts';

/** One sign-in's pages. Reading changes nothing: a preview of the link in a chat uses nothing up. */
export function mountSignInPages(server: Server, deps: SignInDeps): void {
  server.get('/signin/:state', signInRoute(deps, show));
  server.post('/signin/:state/confirm', signInRoute(deps, confirm));
  server.post('/signin/:state/other', signInRoute(deps, beSomebodyElse));
  if (deps.shop) mountShopSignIn(server, deps, deps.shop);
  else server.post('/signin/:state/demo', signInRoute(deps, beDemoBuyer));
}

const show: Handle = async (deps, req, res) => {
  if (sentToOurName(req, res, deps.baseUrl())) return;
  const { request, state } = await openRequest(deps, req);
  const known = readBrowser(deps, req);
  const browser = known?.state === state ? known : { id: deps.ids.next('sign_in'), state };
  res.setHeader('Set-Cookie', browserCookie(deps, browser));
  const shown = { ...chatWords(request), ...formsOf(deps, browser) };
  if (browser.buyer) showPage(deps, res, 'confirm', { ...shown, name: browser.buyer.name });
  else showPage(deps, res, 'who', { ...shown, buyers: deps.shop ? [] : deps.demoBuyers });
};

const chatWords = (request: SignInRequest) => ({
  chat: chatName(request.channel),
  aChat: aChat(request.channel),
  end: numberEnd(request),
});

const formsOf = ({ csrfKey }: SignInDeps, { id, state }: Browser) => ({
  path: pathOf(state),
  csrf: csrfOf(id, csrfKey),
});

/** The code is in this answer and nowhere else. */
const confirm: Handle = async (deps, req, res) => {
  const { browser, request } = await sent(deps, req);
  const { buyer, state } = browser;
  if (!buyer) return goTo(res, pathOf(state));
  const code = newCode();
  const hashOf = ({ conversationId }: SignInRequest) =>
    codeHash(deps.codeKey, conversationId, code);
  const given = await asSystem(deps, (ctx) => giveCode(ctx, { state, buyerId: buyer.id, hashOf }));
  if (given.is === 'gone') throw gone();
  if (given.is === 'other_account') throw otherAccount(request);
  const minutes = Math.round((given.until - deps.clock.now()) / 60_000);
  const [first, last] = [code.slice(0, 4), code.slice(4)];
  const shown = { ...chatWords(request), ...formsOf(deps, browser) };
  showPage(deps, res, 'code', { ...shown, first, last, minutes });
};

const beDemoBuyer: Handle = async (deps, req, res) => {
  const { browser, form } = await sent(deps, req);
  const buyer = deps.demoBuyers.find(({ id }) => id === form.get('buyer'));
  if (!buyer) throw new Problem(400, 'bad_request', 'There is no such demo buyer.');
  const { id, name } = buyer;
  res.setHeader('Set-Cookie', browserCookie(deps, { ...browser, buyer: { id, name } }));
  goTo(res, pathOf(browser.state));
};

const beSomebodyElse: Handle = async (deps, req, res) => {
  const { browser } = await sent(deps, req);
  const { buyer: _gone, ...rest } = browser;
  res.setHeader('Set-Cookie', browserCookie(deps, { ...rest, asksAgain: true }));
  goTo(res, pathOf(browser.state));
};
