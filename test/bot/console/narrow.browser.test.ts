import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { systemClock } from '../../../services/gateways/clock.ts';
import { buyerSpoke } from '../../../services/handoff/buyer-spoke.ts';
import { violationsOn } from '../web/app-in-browser.ts';
import { demoInBrowser } from '../web/demo-in-browser.ts';

describe('a case in a window that is too narrow for the list beside it', function () {
  this.timeout(60_000);
  const here = demoInBrowser();
  let context: BrowserContext;

  afterEach(() => context.close());

  const atCase = async (width: number, height: number): Promise<Page> => {
    context = await here.browser.newContext({ viewport: { width, height } });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.goto(`${here.app.url}/console/sign-in`);
    await page.locator('button[value="agnes"]').click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    await page.goto(`${here.app.url}/console/queue?tab=mine`);
    await page.locator('.case-link').first().click();
    await page.getByRole('heading', { name: 'Jonas Weber' }).waitFor();
    return page;
  };

  let written = 0;
  /** Jonas, whose case is Agnes's. */
  const writes = (text: string): Promise<void> =>
    here.app.store.run(async (tx) => {
      const { store } = here.app;
      const [jonas] = await store.desk.handoffs.ofBuyer(tx, 'jonas');
      const talk = jonas && (await store.conversations.find(tx, jonas.conversationId));
      if (!talk) throw new Error('Jonas talks with Agnes.');
      written += 1;
      const said = { id: `written-${written}`, from: 'buyer' as const };
      const now = systemClock().now();
      const activity = { type: 'message', text };
      await store.conversations.append(tx, talk.id, [{ ...said, activity }], now);
      await buyerSpoke({ store, tx, now }, talk);
    });

  for (const [width, height] of [
    [1024, 768],
    [390, 844],
  ] as const)
    it(`has the list a press or a key away, ${width} wide`, async () => {
      const page = await atCase(width, height);
      const side = page.locator('#side');
      expect(await side.isVisible()).to.equal(false);
      await page.keyboard.press('l');
      await side.getByText('Marta Ruiz').waitFor();
      expect(await violationsOn(page)).to.deep.equal([]);
      expect(await page.evaluate('document.activeElement.textContent')).to.contain('Jonas Weber');
      await page.keyboard.press('Escape');
      await side.waitFor({ state: 'hidden' });
      expect(await page.evaluate('document.activeElement.id')).to.equal('switch-list');

      await page.getByRole('button', { name: /^Cases/ }).click();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Marta Ruiz' }).waitFor();
      await page.getByRole('link', { name: 'The case before' }).click();
      await page.getByRole('heading', { name: 'Ivan Petrov' }).waitFor();
      await page.getByRole('link', { name: /^Next/ }).click();
      await page.getByRole('heading', { name: 'Marta Ruiz' }).waitFor();
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      expect(wide, 'scrolls sideways').to.be.at.most(width);
    });

  it('leaves room to read what was said while one answers, and counts what comes in other cases', async () => {
    const page = await atCase(1280, 800);
    const height = (await page.locator('#lines-box').boundingBox())?.height ?? 0;
    expect(height, 'a third of the window').to.be.above(260);
    await page.getByRole('link', { name: /^Next/ }).click();
    await page.getByRole('heading', { name: 'Ivan Petrov' }).waitFor();
    const list = page.getByRole('button', { name: /^Cases/ });
    expect(await list.textContent()).not.to.contain('new');

    await writes('Are you there?');
    await page.getByRole('button', { name: /^Cases .*1 new/ }).waitFor();
  });

  it('tells who reads further up that something new is below, and leaves them there', async () => {
    const page = await atCase(1280, 800);
    const top = () => page.evaluate('document.getElementById("lines-box").scrollTop');
    const newest = page.getByRole('button', { name: /^New message/ });
    for (let line = 0; line < 4; line += 1) await writes(`Line ${line}\n\n\n\n\nof many`);
    await page.locator('#lines', { hasText: 'Line 3' }).waitFor();
    await page.waitForTimeout(200);
    expect(await newest.isVisible(), 'at the end already').to.equal(false);
    await page.evaluate('document.getElementById("lines-box").scrollTo(0, 0)');
    await writes('And this one is new');
    await newest.waitFor();
    expect(await top()).to.equal(0);
    await newest.click();
    await newest.waitFor({ state: 'hidden' });
    expect(await top()).to.be.above(200);
  });
});
