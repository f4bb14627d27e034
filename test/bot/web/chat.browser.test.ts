import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import type { App } from '../../../index.ts';
import { launchBrowser } from '../../support/browser.ts';
import { chatAsBuyer, type DemoApp, demoApp, violationsOn, withPage } from './app-in-browser.ts';

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 } };
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 860 } };

describe('in a real browser', function () {
  this.timeout(90_000);
  let browser: Browser;
  let demo: DemoApp;
  let app: App;
  let stopped = false;
  const faults: string[] = [];

  before(async () => {
    demo = demoApp();
    [browser, app] = await Promise.all([launchBrowser(), demo.start()]);
  });
  after(async () => {
    await browser?.close();
    if (!stopped) await app?.stop();
    demo?.remove();
  });

  const inPage = (options: BrowserContextOptions, work: (page: Page) => Promise<void>) =>
    withPage(browser, { ...options, timeoutMs: 15_000 }, faults, work);

  it('opens a dispute with a photo, shows it in progress, and cancels it after a reload', () =>
    inPage(phone, async (page) => {
      const chat = await chatAsBuyer(page, app.url);
      await chat.button('Open a dispute').click();
      await chat.row('Phone case').click();
      await chat.says('Which item');
      await chat.row('Phone case').click();
      await chat.button('Not as described').click();
      await chat.type('damaged');
      await chat.button('Refund Only').click();
      await chat.button('Ask for all of it').click();
      await chat.says('describe');
      await chat.type('It came with a crack along its back.');
      await chat.says('photos');
      const photo = sharp({ create: { width: 64, height: 48, channels: 3, background: '#a74' } });
      await page
        .locator('#webchat input[type=file]')
        .first()
        .setInputFiles({
          name: 'crack.jpg',
          mimeType: 'image/jpeg',
          buffer: await photo.jpeg().toBuffer(),
        });
      await chat.says('1 photo');
      await chat.button('Go on').click();
      await chat.says('“It came with a crack along its back.”');
      await chat.button('Submit the dispute').click();
      await chat.says(/Your dispute is open.*D\d{8,}/);

      await chat.box.fill('half a sent');
      await page.reload();
      await chat.says(/Your dispute is open.*D\d{8,}/);
      await chat.holds('half a sent');

      await chat.button('Cancel the dispute').click();
      await chat.says('do you want to cancel');
      await chat.button('Cancel the dispute').click();
      await chat.says(/cancelled/);
    }));

  it('comes back by itself when the server was away, with the conversation and the draft', () =>
    inPage(desktop, async (page) => {
      const chat = await chatAsBuyer(page, app.url);
      await chat.type('track order 8130224500632984');
      await chat.button('Open a dispute').waitFor();
      await chat.box.fill('a draft');
      const before = await chat.messages.count();
      const port = Number(new URL(app.url).port);
      await app.stop();
      stopped = true;
      await chat.banner.filter({ hasText: 'connection was lost' }).waitFor();
      app = await demo.start(port);
      stopped = false;
      await chat.banner.waitFor({ state: 'hidden' });
      await chat.holds('a draft');
      await chat.messages.nth(before - 1).waitFor();
      expect(await chat.messages.count()).to.equal(before);
      await chat.type('help');
      await chat.messages.nth(before + 1).waitFor();
    }));

  it('keeps all that was written while the server was away', () =>
    inPage(desktop, async (page) => {
      const chat = await chatAsBuyer(page, app.url);
      await chat.button('Open a dispute').waitFor();
      const port = Number(new URL(app.url).port);
      await app.stop();
      stopped = true;
      await chat.banner.filter({ hasText: 'connection was lost' }).waitFor();
      for (const words of ['the first', 'the second', 'the third']) {
        await chat.type(words);
        await chat.holds('');
      }
      await chat.box.fill('a draft');
      app = await demo.start(port);
      stopped = false;
      await chat.banner.waitFor({ state: 'hidden' });
      await chat.holds('the first\nthe second\nthe third\na draft');
    }));

  it('says that the demo was reset to whoever comes back to a conversation of before', () =>
    inPage(desktop, async (page) => {
      const chat = await chatAsBuyer(page, app.url);
      const reset = await page.request.post(`${app.url}/demo/reset`, { data: {} });
      expect(reset.status()).to.equal(200);
      await chat.type('is somebody there');
      await chat.banner.filter({ hasText: 'The demo was reset' }).waitFor();
      await chat.holds('is somebody there');
      await chat.box.press('Enter');
      await chat.banner.waitFor({ state: 'hidden' });
    }));

  it('says in full what it is on the smallest phone', () =>
    inPage({ viewport: { width: 320, height: 640 } }, async (page) => {
      await chatAsBuyer(page, app.url);
      const cut = `(() => {
        const words = document.querySelector('.chat-title p');
        return words.scrollWidth > words.clientWidth;
      })()`;
      expect(await page.evaluate(cut)).to.equal(false);
    }));

  it('shows all buyers beside the open chat', () =>
    inPage(desktop, async (page) => {
      await page.goto(app.url);
      await page.locator('#open-chat').click();
      await page.locator('#panel iframe').waitFor();
      const cut = `(() => {
        const row = document.querySelector('.buyers');
        return row.scrollWidth > row.clientWidth;
      })()`;
      expect(await page.evaluate(cut)).to.equal(false);
    }));

  it('begins a new conversation when it is asked to, and keeps it', () =>
    inPage(phone, async (page) => {
      const chat = await chatAsBuyer(page, app.url);
      await chat.type('first conversation');
      await chat.says('first conversation');
      await page.getByRole('button', { name: 'New conversation' }).click();
      await chat.messages.filter({ hasText: 'first conversation' }).waitFor({ state: 'detached' });
      await chat.messages.first().waitFor();
      await page.reload();
      await chat.messages.first().waitFor();
      expect(await chat.messages.filter({ hasText: 'first conversation' }).count()).to.equal(0);
    }));

  it('can be used with the keyboard alone', () =>
    inPage(desktop, async (page) => {
      const chat = await chatAsBuyer(page, app.url);
      await chat.button('Open a dispute').waitFor();
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).to.equal('skip');
      await page.keyboard.press('Enter');
      await focusOn(page, '[role=toolbar] button');
      await arrowTo(page, 'Open a dispute');
      await page.keyboard.press('Enter');
      await chat.says('Which order');
      await chat.row('Trekking backpack').waitFor();
      await chat.box.pressSequentially('trekking backpack');
      await chat.holds('trekking backpack');
      // In the box: Web Chat moves the focus by itself for a while after a suggestion was taken.
      await chat.box.press('Enter');
      await chat.says('What happened with');
    }));

  it('lets a visitor of the shop play the seller and the clock beside the chat', () =>
    inPage(desktop, async (page) => {
      await page.goto(app.url);
      await page.locator('#open-chat').click();
      const frame = page.frameLocator('#panel iframe');
      await frame.locator('.webchat__basic-transcript__activity').first().waitFor();
      const dispute = page.locator('.dispute', { hasText: 'Waiting for the seller' }).first();
      await dispute.getByText('Play the seller').click();
      await dispute.getByRole('button', { name: 'Refuse it' }).click();
      await page.locator('.note', { hasText: 'The seller has answered' }).waitFor();
      const refused = page.locator('.dispute', { hasText: 'Waiting for the buyer' }).first();
      const id = await refused.locator('small').first().textContent();
      await page.getByLabel('Other').selectOption('+15 days');
      await page.getByRole('button', { name: 'Move' }).click();
      await page.locator('.note', { hasText: 'clock was moved' }).waitFor();
      const same = page.locator('.dispute', { hasText: id ?? 'no id' });
      await same.filter({ hasText: 'With the Case Management Team' }).waitFor();
      await same.getByText('Play the Case Management Team').click();
      await same.getByRole('button', { name: 'Decide: full refund' }).click();
      await same.filter({ hasText: 'Refund is with the bank' }).waitFor();
      expect(await frame.locator('.webchat__basic-transcript__activity').count()).to.be.above(0);
    }));

  it('opens the chat on an order of the shop, and goes on with another one', () =>
    inPage(desktop, async (page) => {
      await page.goto(app.url);
      const ask = page.getByRole('link', { name: /Ask about this order/ });
      const frame = page.frameLocator('#panel iframe');
      await ask.nth(2).click();
      await frame
        .getByText(/You came from your order/)
        .first()
        .waitFor();
      await ask.nth(3).click();
      await frame
        .getByText(/This is now about your order/)
        .first()
        .waitFor();
    }));

  it('brings what a visitor writes as the seller into the chat beside', () =>
    inPage(desktop, async (page) => {
      await page.goto(app.url);
      await page.locator('#open-chat').click();
      const frame = page.frameLocator('#panel iframe');
      const said = frame.locator('.webchat__basic-transcript__activity');
      await said.first().waitFor();
      const letters = page.locator('.order', { hasText: 'Desk lamp' }).locator('.letters');
      await letters.getByText('write a message').click();
      await letters.getByLabel('Message').fill('A new lamp is on its way.');
      await letters.getByRole('button', { name: 'Send to' }).click();
      await letters.getByText('Bright Home Store:').waitFor();
      await said.filter({ hasText: 'A new lamp is on its way.' }).last().waitFor();
    }));

  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, options] of Object.entries({ phone, desktop }))
      it(`has no fault that axe knows of, on a ${size}, ${colorScheme}`, () =>
        inPage({ ...options, colorScheme, reducedMotion: 'reduce' }, async (page) => {
          await page.goto(app.url);
          for (const fold of await page.locator('details').all())
            await fold.locator('summary').click();
          expect(await violationsOn(page), 'shop').to.deep.equal([]);
          const chat = await chatAsBuyer(page, app.url);
          await chat.button('Open a dispute').click();
          await chat.row('Phone case').waitFor();
          expect(await violationsOn(page), 'chat').to.deep.equal([]);
          for (const path of ['/help', '/help/not-received']) {
            await page.goto(`${app.url}${path}`);
            expect(await violationsOn(page), path).to.deep.equal([]);
          }
        }));

  it('had no error in any page', () => {
    expect(faults).to.deep.equal([]);
  });
});

/** Presses Tab until the focus is on such an element. */
async function focusOn(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if (await page.evaluate(`document.activeElement?.matches('${selector}')`)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${selector}`);
}

/** Web Chat moves the focus a moment after the key: Enter before that would press the button beside it. */
async function arrowTo(page: Page, label: string): Promise<void> {
  const focused = () => page.evaluate('document.activeElement?.textContent');
  for (let looks = 0; looks < 100; looks += 1) {
    if ((await focused()) === label) return;
    if (looks % 20 === 0) await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(50);
  }
  throw new Error(`The arrow never reached ${label}`);
}
