import type { Response, Server } from 'restify';
import { type Browser, browserCookie, readBrowser } from './browser.ts';
import type { SignInDeps } from './deps.ts';
import { showPage } from './page.ts';
import { goTo, type Handle, openRequest, otherBrowser, pathOf, signInRoute } from './request.ts';
import type { ShopSignIn } from './shop-sign-in.ts';

const callback = '/signin/callback';

/** To the shop's own sign-in and back. */
export function mountShopSignIn(server: Server, deps: SignInDeps, shop: ShopSignIn): void {
  server.get('/signin/:state/shop', signInRoute(deps, leave(shop)));
  server.get(callback, signInRoute(deps, comeBack(shop)));
}

const leave =
  (shop: ShopSignIn): Handle =>
  async (deps, req, res) => {
    const { state } = await openRequest(deps, req);
    const browser = readBrowser(deps, req);
    if (browser?.state !== state) return goTo(res, pathOf(state));
    const { url, pending } = await shop.start(`${deps.baseUrl()}${callback}`, browser.asksAgain);
    res.setHeader('Set-Cookie', browserCookie(deps, { ...browser, oidc: pending }));
    goTo(res, url.href);
  };

/** In the browser that left for it: its cookie says so, and which sign-in it was about. */
const comeBack =
  (shop: ShopSignIn): Handle =>
  async (deps, req, res) => {
    const browser = readBrowser(deps, req);
    if (!browser?.oidc) throw otherBrowser();
    const { oidc, asksAgain: _asked, ...rest } = browser;
    // Used up, whatever comes of it.
    res.setHeader('Set-Cookie', browserCookie(deps, rest));
    const current = new URL(`${deps.baseUrl()}${req.url ?? ''}`);
    const buyer = await shop.finish(current, oidc).catch((fault: unknown) => {
      deps.log.warn({ err: fault }, "a buyer's sign-in at the shop was refused");
      return undefined;
    });
    if (!buyer) return showFailed(deps, res, browser);
    res.setHeader('Set-Cookie', browserCookie(deps, { ...rest, buyer }));
    goTo(res, pathOf(browser.state));
  };

const showFailed = (deps: SignInDeps, res: Response, { state }: Browser): void =>
  showPage(
    deps,
    res,
    'stop',
    {
      title: 'The sign-in did not work',
      words: 'You are not signed in, and nothing was connected.',
      again: pathOf(state),
    },
    { status: 403 },
  );
