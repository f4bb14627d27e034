import { expect } from 'chai';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { violationsOn } from '../web/app-in-browser.ts';
import { demoInBrowser } from '../web/demo-in-browser.ts';

const screens: readonly BrowserContextOptions[] = [
  { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { viewport: { width: 1280, height: 860 } },
];
const adminPages = ['people', 'hours', 'canned', 'keys', 'audit', 'account'];

describe('the console in a real browser', function () {
  this.timeout(90_000);
  const here = demoInBrowser();

  /** What the page complains about (a broken policy, a script's fault) is a fault of the test. */
  const inPage = async (options: BrowserContextOptions, work: (page: Page) => Promise<void>) => {
    const context = await here.browser.newContext(options);
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // A refusal is an answer, which the browser logs as an error.
      const refused = /status of 4\d\d/.test(message.text());
      if (message.type() === 'error' && !refused) faults.push(message.text());
    });
    try {
      await work(page);
      expect(faults).to.deep.equal([]);
    } finally {
      await context.close();
    }
  };

  const widerThanItsWindow = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  for (const options of screens)
    it(`has no fault that axe finds, and fits ${options.viewport?.width} pixels`, () =>
      inPage(options, async (page) => {
        await page.goto(`${here.app.url}/console`);
        expect(await violationsOn(page), 'sign-in').to.deep.equal([]);
        await page.getByRole('button', { name: 'Dora Novak' }).click();
        await page.waitForURL(/\/console\/\w/);
        for (const name of adminPages) {
          await page.goto(`${here.app.url}/console/${name}`);
          expect(await violationsOn(page), name).to.deep.equal([]);
          expect(await widerThanItsWindow(page), `${name} is too wide`).to.equal(false);
        }
      }));

  it('is come into and left by keyboard alone', () =>
    inPage({}, async (page) => {
      await page.goto(`${here.app.url}/console/account`);
      await page.getByLabel('Sign-in name').focus();
      const stops: string[] = [];
      for (let n = 0; n < 5; n += 1) {
        await page.keyboard.press('Tab');
        stops.push(
          String(
            await page.evaluate(
              'document.activeElement.name || document.activeElement.textContent',
            ),
          ),
        );
      }
      expect(stops.slice(0, 4)).to.deep.equal(['password', 'code', 'Sign in', 'who']);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Your account' }).waitFor();
      await page.locator('.console-me summary').press('Enter');
      await page.keyboard.press('Escape');
      expect(await page.locator('.console-me').getAttribute('open')).to.equal(null);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    }));

  it('says what was wrong, keeps the name, and reads it out', () =>
    inPage({}, async (page) => {
      await page.goto(`${here.app.url}/console/sign-in`);
      await page.getByLabel('Sign-in name').fill('somebody');
      await page.getByLabel('Password').fill('not the right one');
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === 'POST'),
        page.getByRole('button', { name: 'Sign in', exact: true }).click(),
      ]);
      expect(answer.status()).to.equal(401);
      await page.getByRole('alert').filter({ hasText: 'not right' }).waitFor();
      expect(await page.getByLabel('Sign-in name').inputValue()).to.equal('somebody');
    }));

  it('checks the seals of the audit in place, by htmx, and says so', () =>
    inPage({}, async (page) => {
      await page.goto(`${here.app.url}/console/audit`);
      await page.getByRole('button', { name: 'Dora Novak' }).click();
      await page.getByRole('button', { name: 'Check the seals' }).click();
      await page.locator('#verdict .note').filter({ hasText: 'as they were written' }).waitFor();
      await page.locator('#said').filter({ hasText: 'The audit is whole.' }).waitFor();
      expect(new URL(page.url()).pathname).to.equal('/console/audit');
    }));
});
