import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { App } from '../../../index.ts';
import { launchBrowser } from '../../support/browser.ts';
import { type DemoApp, demoApp } from './app-in-browser.ts';

describe('the chat in a page of a shop', function () {
  this.timeout(60_000);
  let browser: Browser;
  let demo: DemoApp;
  let app: App;
  const shop = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html');
    res.end(`<!doctype html><h1>Shop</h1><script src="${app.url}/embed.js" defer></script>`);
  });
  const origin = () => `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;

  before(async () => {
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
    demo = demoApp();
    [browser, app] = await Promise.all([
      launchBrowser(),
      demo.start(0, { EMBED_ORIGINS: origin() }),
    ]);
  });
  after(async () => {
    await browser?.close();
    await app?.stop();
    demo?.remove();
    shop.close();
  });

  it('opens on the first click, closes without losing anything, and counts what comes meanwhile', async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(origin());
    expect(await page.locator('iframe').count()).to.equal(0);
    const launcher = page.getByRole('button');
    await launcher.click();
    expect(await launcher.getAttribute('aria-expanded')).to.equal('true');
    const chat = page.frameLocator('iframe');
    await chat.locator('.webchat__basic-transcript__activity').first().waitFor();
    let close = () => {};
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    await page.route('**/activities', async (sent) => {
      await closed;
      await sent.continue();
    });
    await chat.locator('textarea').fill('help');
    await chat.locator('textarea').press('Enter');
    await launcher.click();
    close();
    await page.getByRole('button', { name: /Open the chat, \d new/ }).waitFor();
    expect(await page.locator('iframe').isVisible()).to.equal(false);
    await launcher.click();
    await chat.getByText('help', { exact: true }).first().waitFor();
    await page.close();
  });
});
