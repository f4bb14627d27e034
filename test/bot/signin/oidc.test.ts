import { expect } from 'chai';
import { readConfig } from '../../../bot/config.ts';
import { createShopSignIn } from '../../../bot/signin/shop-sign-in.ts';
import type { App } from '../../../index.ts';
import { type Forgery, oidcServer } from '../console/oidc-server.ts';
import { demoApp } from '../web/app-in-browser.ts';
import { browserOf, cloudChat, codeIn, linkIn, type SignInBrowser } from './sign-in-app.ts';

const emma = { buyer_id: 'emma', name: 'Emma from the shop' };

describe('The shop’s own sign-in', () => {
  const demo = demoApp();
  let provider: Awaited<ReturnType<typeof oidcServer>>;
  let app: App;
  let chats = 0;
  before(async function () {
    this.timeout(30_000);
    provider = await oidcServer();
    app = await demo.start(0, {
      SHOP_OIDC_ISSUER: provider.issuer,
      SHOP_OIDC_CLIENT_ID: provider.clientId,
      SHOP_OIDC_CLIENT_SECRET: provider.clientSecret,
      SHOP_OIDC_BUYER_CLAIM: 'buyer_id',
    });
  });
  after(async () => {
    await app.stop();
    await provider.close();
    demo.remove();
  });

  const asked = async () => {
    chats += 1;
    const chat = await cloudChat(app, 'msteams', `29:user-${chats}`);
    const link = linkIn(await chat.say('my orders'));
    const browser = browserOf(app.url);
    await browser.get(link);
    return { chat, link, browser };
  };
  const leave = async (browser: SignInBrowser, link: string): Promise<URL> => {
    const away = await browser.get(`${link}/shop`);
    expect(away.status).to.equal(303);
    return new URL(away.headers.get('location') ?? '');
  };
  const back = (browser: SignInBrowser, to: URL) => browser.get(`${to.pathname}${to.search}`);
  const signIn = async (
    { browser, link }: { readonly browser: SignInBrowser; readonly link: string },
    claims: Record<string, unknown> = emma,
    forgery: Forgery = {},
  ) => back(browser, provider.signIn(await leave(browser, link), claims, forgery));

  it('is asked with PKCE, state and nonce, and nobody is offered to be a demo buyer', async () => {
    const { link, browser } = await asked();
    const { html } = await browser.get(link);
    expect(html).to.contain('Sign in at the shop').and.not.contain('demo buyer');
    expect((await browser.post(`${link}/demo`, { buyer: 'emma' })).status).to.equal(404);
    const params = (await leave(browser, link)).searchParams;
    expect(Object.fromEntries(params)).to.include({
      ...{ response_type: 'code', client_id: 'resolve', code_challenge_method: 'S256' },
      redirect_uri: `${app.url}/signin/callback`,
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(params.get(name)).to.have.length.above(30);
    expect(params.toString(), 'the link is no business of the shop’s').not.to.contain(
      link.split('/')[2],
    );
  });

  it('says who the buyer is, by the claim that is configured', async () => {
    const { chat, link, browser } = await asked();
    const arrived = await signIn({ browser, link });
    expect(arrived.headers.get('location')).to.equal(link);
    expect((await browser.get(link)).html).to.contain('Emma from the shop');
    const code = codeIn((await browser.post(`${link}/confirm`)).html);
    expect(await chat.say(code))
      .to.contain('Thank you, Emma')
      .and.contain('Here are your orders');
    expect(await chat.buyer()).to.equal('emma');
  });

  it('connects nothing by itself: without the button there is no code', async () => {
    const { chat, link, browser } = await asked();
    await signIn({ browser, link });
    await browser.get(link);
    expect(await chat.say('12345678')).to.contain('4 more times');
    expect(await chat.buyer()).to.equal(undefined);
  });

  it('knows a buyer who has no order yet', async () => {
    const { chat, link, browser } = await asked();
    await signIn({ browser, link }, { buyer_id: 'b-new' });
    expect((await browser.get(link)).html).to.contain('<strong>b-new</strong>');
    const code = codeIn((await browser.post(`${link}/confirm`)).html);
    expect(await chat.say(code)).to.contain('Thank you. You are signed in.');
    expect(await chat.buyer()).to.equal('b-new');
  });

  it('asks again who it is, if the person says that this is somebody else', async () => {
    const { link, browser } = await asked();
    await signIn({ browser, link });
    await browser.get(link);
    await browser.post(`${link}/other`);
    await browser.get(link);
    expect((await leave(browser, link)).searchParams.get('prompt')).to.equal('login');
  });

  it('is over after one return, and is of no use in another browser', async () => {
    const { link, browser } = await asked();
    const to = provider.signIn(await leave(browser, link), emma);
    const stranger = browserOf(app.url);
    await stranger.get(link);
    expect((await back(stranger, to)).status).to.equal(403);
    expect((await stranger.get(link)).html).not.to.contain('Emma');
    expect((await back(browser, to)).status).to.equal(303);
    expect((await back(browser, to)).status, 'a second time').to.equal(403);
  });

  it('signs nobody into another sign-in than the one that was left for it', async () => {
    const mine = await asked();
    const other = await asked();
    const to = provider.signIn(await leave(mine.browser, mine.link), emma);
    const kept = mine.browser.cookie();
    await mine.browser.get(other.link);
    expect((await back(mine.browser, to)).status, 'the browser has moved on').to.equal(403);
    mine.browser.take(kept);
    expect((await back(mine.browser, to)).headers.get('location')).to.equal(mine.link);
    expect((await mine.browser.post(`${other.link}/confirm`)).status).to.equal(403);
  });

  const forged: Readonly<Record<string, readonly [object, Forgery]>> = {
    'another issuer': [emma, { claims: { iss: 'https://evil.example' } }],
    'another audience': [emma, { claims: { aud: 'somebody-else' } }],
    'another nonce': [emma, { claims: { nonce: 'x' } }],
    'an end in the past': [emma, { claims: { exp: 1_000_000_000 } }],
    'a key that was never published': [emma, { foreignKey: true }],
    'no buyer': [{ name: 'Emma' }, {}],
    'a buyer that is no text': [{ buyer_id: ['emma'] }, {}],
    'an empty buyer': [{ buyer_id: '' }, {}],
    'a buyer of 200 characters': [{ buyer_id: 'x'.repeat(200) }, {}],
  };
  for (const [what, [claims, forgery]] of Object.entries(forged))
    it(`is refused with ${what}`, async () => {
      const { link, browser } = await asked();
      const answer = await signIn({ browser, link }, { ...claims }, forgery);
      expect(answer.status).to.equal(403);
      expect(answer.html).to.contain('The sign-in did not work').and.contain(`href="${link}"`);
      expect((await browser.get(link)).html).to.contain('Sign in at the shop');
    });

  it('is refused with another state, with a denial, and without anything', async () => {
    for (const change of ['state=x', 'error=access_denied', '']) {
      const { link, browser } = await asked();
      const to = provider.signIn(await leave(browser, link), emma);
      const [name = '', value = ''] = change.split('=');
      if (name === '') to.search = '';
      else to.searchParams.set(name, value);
      if (name === 'error') to.searchParams.delete('code');
      expect((await back(browser, to)).status, change).to.equal(403);
    }
  });

  it('takes an e-mail address for a buyer’s id only where the provider has verified it', async () => {
    const { issuer, clientId, clientSecret } = provider;
    const shop = createShopSignIn({ issuer, clientId, clientSecret, buyerClaim: 'email' });
    const comeBack = async (claims: object) => {
      const { url, pending } = await shop.start(`${app.url}/signin/callback`);
      return shop.finish(provider.signIn(url, { ...claims }), pending).catch(String);
    };
    const email = 'emma@shop.example';
    expect(await comeBack({ email, email_verified: true })).to.include({ id: email });
    for (const claims of [{ email }, { email, email_verified: false }])
      expect(await comeBack(claims)).to.contain('not verified');
  });

  it('that does not answer is a plain page, not a stack', async () => {
    const shop = createShopSignIn({
      ...{ issuer: 'http://127.0.0.1:1', clientId: 'a', clientSecret: 'b', buyerClaim: 'sub' },
    });
    const fault = await shop.start('http://localhost/x').catch((error: unknown) => error);
    expect(fault).to.be.instanceOf(Error);
  });

  it('needs its id and secret, and https outside of this machine', () => {
    const faults = (env: Record<string, string>) => {
      const read = readConfig(env);
      return read.ok ? [] : read.faults.map(({ variable }) => variable);
    };
    expect(faults({ SHOP_OIDC_ISSUER: 'https://shop.example' })).to.deep.equal([
      'SHOP_OIDC_CLIENT_ID',
      'SHOP_OIDC_CLIENT_SECRET',
    ]);
    const both = { SHOP_OIDC_CLIENT_ID: 'a', SHOP_OIDC_CLIENT_SECRET: 'b' };
    expect(faults({ SHOP_OIDC_ISSUER: 'http://shop.example', ...both })).to.include(
      'SHOP_OIDC_ISSUER',
    );
    expect(faults({ SHOP_OIDC_ISSUER: 'https://shop.example', ...both })).to.deep.equal([]);
  });
});
