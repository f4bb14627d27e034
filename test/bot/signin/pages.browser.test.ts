import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { App } from '../../../index.ts';
import { launchBrowser } from '../../support/browser.ts';
import { demoApp, violationsOn } from '../web/app-in-browser.ts';
import { cloudChat, linkIn } from './sign-in-app.ts';

const phone = { viewport: { width: 375, height: 667 }, hasTouch: true, deviceScaleFactor: 2 };

describe('The sign-in on a phone', function () {
  this.timeout(60_000);
  const demo = demoApp();
  let app: App;
  let browser: Browser;
  let chats = 0;
  before(async () => {
    [app, browser] = await Promise.all([demo.start(), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    await app.stop();
    demo.remove();
  });

  /** SIGNIN_PICTURES=folder keeps what a person should look at. */
  const picture = async (page: Page, name: string): Promise<void> => {
    const folder = process.env.SIGNIN_PICTURES;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  };

  const opened = async (options: BrowserContextOptions) => {
    chats += 1;
    const chat = await cloudChat(app, 'msteams', `29:phone-${chats}`);
    const link = linkIn(await chat.say('my orders'));
    const context = await browser.newContext({ ...phone, ...options });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(`${app.url}${link}`);
    return { chat, context, page, faults, link };
  };

  const looksWell = async (page: Page): Promise<void> => {
    expect(await violationsOn(page)).to.deep.equal([]);
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide).to.be.at.most(phone.viewport.width);
    const heights: unknown = await page.evaluate(
      '[...document.querySelectorAll("button, a.button")].filter((b) => b.offsetParent).map((b) => b.offsetHeight)',
    );
    for (const height of heights as readonly number[]) expect(height).to.be.at.least(44);
  };

  for (const colorScheme of ['light', 'dark'] as const)
    it(`leads to a code that can be read, copied and typed, ${colorScheme}`, async () => {
      const permissions = ['clipboard-read', 'clipboard-write'];
      const { chat, context, page, faults } = await opened({ colorScheme, permissions });
      await looksWell(page);
      await picture(page, `${colorScheme}-1-who`);
      await page.getByRole('button', { name: 'Emma Clarke' }).click();
      await page.getByRole('heading', { name: 'Is this your chat?' }).waitFor();
      expect(await page.locator('.signin-warn').textContent()).to.equal(
        'You are about to connect your account to a Teams chat. Only do this if you asked for it there yourself.',
      );
      await looksWell(page);
      await picture(page, `${colorScheme}-2-confirm`);
      await page.getByRole('button', { name: 'Yes, show me the code' }).click();
      await page.getByRole('heading', { name: 'Your code' }).waitFor();
      await looksWell(page);
      await picture(page, `${colorScheme}-3-code`);
      const digits = ((await page.locator('#code').textContent()) ?? '').replace(/\D/g, '');
      expect(digits).to.match(/^\d{8}$/);
      await page.getByRole('button', { name: 'Copy the code' }).click();
      await page.getByText('Copied. Now go back to your chat.').waitFor();
      expect(await page.evaluate('navigator.clipboard.readText()')).to.equal(digits);
      await looksWell(page);
      expect(faults).to.deep.equal([]);
      expect(await chat.say(digits)).to.contain('Thank you, Emma');
      await context.close();
    });

  it('works without JavaScript, by the keyboard alone', async () => {
    const { chat, context, page } = await opened({ javaScriptEnabled: false });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Is this your chat?' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your code' }).waitFor();
    expect(await page.getByRole('button', { name: 'Copy the code' }).isVisible()).to.equal(false);
    const digits = ((await page.locator('#code').textContent()) ?? '').replace(/\D/g, '');
    expect(await chat.say(digits)).to.contain('Thank you, Emma');
    await context.close();
  });

  it('that leads nowhere any more says what to do', async () => {
    const { context, page, link } = await opened({});
    await page.goto(`${app.url}${link}x`);
    await page.getByText('Go back to your chat and write: sign in.').waitFor();
    await looksWell(page);
    await picture(page, 'gone');
    await context.close();
  });
});
