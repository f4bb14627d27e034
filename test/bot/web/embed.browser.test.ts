import { expect } from 'chai';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { signJwt } from '../../../bot/http/jwt.ts';
import type { App } from '../../../index.ts';
import { type SampleShop, serveSampleShop } from '../../sample-shop/serve.ts';
import { launchBrowser } from '../../support/browser.ts';
import { personOf } from '../console/desk-app.ts';
import { type DemoApp, demoApp, violationsOn, withPage } from './app-in-browser.ts';

const secret = 'the-shop-and-the-bot-both-know-this-0123456789';
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const backpack = { id: '8130224500632984', title: 'Trekking backpack 40 L', sent: 'sent' };
const phoneCase = { id: '8130224500601736', title: 'Phone case', sent: 'arrived' };

describe('the chat in the page of a shop', function () {
  this.timeout(60_000);
  let browser: Browser;
  let demo: DemoApp;
  let app: App;
  let shop: SampleShop;
  let stranger: SampleShop;
  const faults: string[] = [];

  before(async () => {
    demo = demoApp();
    const options = { chat: () => app.url, secret, buyerId: 'emma', orders: [backpack, phoneCase] };
    [browser, shop, stranger] = await Promise.all([
      launchBrowser(),
      serveSampleShop(options),
      serveSampleShop(options),
    ]);
    app = await demo.start(0, { EMBED_ORIGINS: shop.origin, CHAT_JWT_SECRET: secret });
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
    demo?.remove();
    shop?.close();
    stranger?.close();
  });
  afterEach(() => expect(faults.splice(0)).to.deep.equal([]));

  const inShop = (options: BrowserContextOptions, work: (page: Page) => Promise<void>) =>
    withPage(browser, { ...options, timeoutMs: 10_000 }, faults, work);
  const launcher = (page: Page) => page.locator('resolve-chat button');
  const isClosed = async (page: Page) => {
    await page.locator('resolve-chat button[aria-expanded=false]').waitFor();
    await page.locator('iframe').waitFor({ state: 'hidden' });
  };
  const frameOf = (page: Page): FrameLocator => page.frameLocator('iframe[title="Chat"]');
  const says = (page: Page, words: string | RegExp) =>
    frameOf(page)
      .locator('#webchat .webchat__basic-transcript__activity', { hasText: words })
      .last()
      .waitFor();
  const type = async (page: Page, words: string) => {
    const box = frameOf(page).locator('#webchat textarea');
    await box.fill(words);
    await box.press('Enter');
  };

  it('loads nothing before the first click but a small script, and then knows the order of the page', () =>
    inShop(desktop, async (page) => {
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(request.url()));
      const script = page.waitForResponse(`${app.url}/embed.js`);
      await page.goto(`${shop.origin}/orders/${backpack.id}`);
      const { 'content-length': bytes } = await (await script).allHeaders();
      expect(Number(bytes)).to.be.below(3_000);
      await launcher(page).waitFor();
      const ours = () => loaded.filter((url) => url.startsWith(app.url));
      expect(ours()).to.deep.equal([`${app.url}/embed.js`]);
      expect(await launcher(page).getAttribute('aria-expanded')).to.equal('false');
      const box = await launcher(page).boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).to.be.at.least(48);
      expect(await violationsOn(page)).to.deep.equal([]);
      await launcher(page).click();
      await says(page, /You came from your order Trekking backpack 40 L/);
      expect(ours().length).to.be.above(1);
    }));

  it('goes on in the same conversation over closing, news, another order, another page', () =>
    inShop(desktop, async (page) => {
      await page.goto(`${shop.origin}/orders/${backpack.id}`);
      await launcher(page).click();
      await says(page, 'What do you need help with');
      // The reply comes after the chat was closed.
      let close = () => {};
      const closed = new Promise<void>((resolve) => {
        close = resolve;
      });
      await page.route('**/activities', async (sent) => {
        await closed;
        await sent.continue();
      });
      await type(page, 'where is it');
      await page.keyboard.press('Escape');
      await isClosed(page);
      expect(await page.evaluate('document.activeElement.localName')).to.equal('resolve-chat');
      close();
      await page.getByRole('button', { name: /Open the chat, \d new message/ }).waitFor();
      await page.keyboard.press('Enter');
      await says(page, 'Your order is on its way');
      expect(await launcher(page).getAttribute('aria-label')).to.equal('Close the chat');

      await page.goto(`${shop.origin}/orders`);
      await page.getByRole('link', { name: 'Ask about this order' }).last().click();
      await says(page, 'Your order is on its way');
      await says(page, /This is now about your order Phone case/);
      await type(page, 'open a dispute');
      await says(page, 'Which item');
      await page.keyboard.press('Escape');
      await isClosed(page);
      await page.getByRole('link', { name: 'Ask about this order' }).first().click();
      await type(page, 'screen protector');
      await says(page, 'What happened with Screen protector');
    }));

  it('fills a phone, and closes from its own header', () =>
    inShop(phone, async (page) => {
      await page.goto(`${shop.origin}/orders/${phoneCase.id}`);
      await launcher(page).click();
      await says(page, 'You came from your order');
      const frame = await page.locator('iframe').boundingBox();
      expect(frame).to.deep.equal({ x: 0, y: 0, width: 390, height: 844 });
      expect(await launcher(page).isVisible()).to.equal(false);
      await frameOf(page).locator('#close').click();
      await isClosed(page);
      await launcher(page).click();
      await says(page, 'You came from your order');
    }));

  it('says in its header who answers: the program, a person by name, the program again', () =>
    inShop(phone, async (page) => {
      await page.goto(`${shop.origin}/orders/${phoneCase.id}`);
      await launcher(page).click();
      const answers = (who: string) => frameOf(page).locator('#who', { hasText: who }).waitFor();
      await answers('Automated assistant');
      await type(page, 'a person please');
      await says(page, 'line');
      const agnes = await personOf(app.url, 'agnes');
      const [newest] = await app.store.run((tx) => app.store.desk.handoffs.ofBuyer(tx, 'emma'));
      expect(newest?.orderId).to.equal(phoneCase.id);
      const act = (verb: string, fields = {}) =>
        agnes.post(`/console/cases/${newest?.id}/${verb}`, fields);
      await act('claim');
      await answers('Agnes Lindqvist from our team');
      await act('say', { text: 'Hello, I am here.' });
      await says(page, 'Agnes Lindqvist: Hello, I am here.');
      await page.reload();
      await launcher(page).click();
      await answers('Agnes Lindqvist from our team');
      await act('hand-back');
      await answers('Automated assistant');
    }));

  it('starts from the token where the browser keeps nothing for it', () =>
    inShop(desktop, async (page) => {
      await page.addInitScript(`if (parent !== window)
        Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('denied'); } });`);
      await page.goto(`${shop.origin}/orders/${backpack.id}`);
      await launcher(page).click();
      await says(page, /Hello Emma/);
      await type(page, 'where is it');
      await says(page, 'Your order is on its way');
    }));

  it('says how to go on where the shop’s origin is not configured', () =>
    inShop(desktop, async (page) => {
      const warned = page.waitForEvent('console', (line) => line.text().includes('EMBED_ORIGINS'));
      await page.goto(`${stranger.origin}/orders/${backpack.id}`);
      await launcher(page).click();
      expect((await warned).text()).to.include(stranger.origin);
      const link = page.getByRole('link', { name: /Open it in a new tab/ });
      const [tab] = await Promise.all([page.waitForEvent('popup'), link.click()]);
      await tab.getByText('You came from your order').first().waitFor();
    }));

  it('does as a shop that loads no pages tells it: once, another buyer, nobody, gone', () =>
    inShop(desktop, async (page) => {
      await page.goto(shop.origin);
      const again = `document.head.append(Object.assign(document.createElement('script'), {
        src: trustedTypes.createPolicy('again', { createScriptURL: (url) => url }).createScriptURL('${app.url}/embed.js') }))`;
      await page.evaluate(again);
      await launcher(page).click();
      await says(page, 'To see your own orders, sign in at the shop');
      const order = `fetch('/orders/${backpack.id}').then((page) => page.text())
        .then((html) => resolveChat.open({ token: /data-token="(.*?)"/.exec(html)[1] }))`;
      await page.evaluate(order);
      await says(page, /Hello Emma.*Trekking backpack/s);
      expect(await launcher(page).count()).to.equal(1);
      await page.evaluate('resolveChat.identify()');
      expect(await page.locator('iframe').count()).to.equal(0);
      await launcher(page).click();
      await says(page, 'To see your own orders, sign in at the shop');
      const old = signJwt({ sub: 'emma', exp: 1_000_000_000 }, secret);
      await page.evaluate(`resolveChat.open({ token: '${old}' })`);
      await frameOf(page).getByText('Your sign-in has ended').waitFor();
      expect(await page.title()).to.equal('Sign in again');
      await page.evaluate('resolveChat.destroy()');
      expect(await launcher(page).count()).to.equal(0);
      expect(await page.evaluate('typeof resolveChat')).to.equal('undefined');
    }));
});
