import { expect } from 'chai';
import sharp from 'sharp';
import { demoInBrowser } from '../web/demo-in-browser.ts';

describe('an agent’s reply box, in a browser', function () {
  this.timeout(60_000);
  const here = demoInBrowser();

  it('sends a picture beside a draft, and a refusal takes neither away', async () => {
    const context = await here.browser.newContext({ viewport: { width: 1366, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${here.app.url}/console/sign-in`);
    await page.locator('button[value="agnes"]').click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    await page.goto(`${here.app.url}/console/queue?tab=mine`);
    await page.locator('.case-link').first().click();
    await page.locator('#composer').waitFor();

    const create = { width: 30, height: 20, channels: 3 as const, background: '#a74' };
    const buffer = await sharp({ create }).png().toBuffer();
    const send = async (name: string, bytes: Buffer) => {
      const file = { name, mimeType: 'image/png', buffer: bytes };
      await page.locator('#picture').setInputFiles(file);
      await page.getByRole('button', { name: 'Send the picture' }).click();
    };
    const chosen = () =>
      page
        .locator('#picture')
        .evaluate(
          (input) => (input as unknown as { readonly files: ArrayLike<unknown> }).files.length,
        );
    await page.locator('#say').fill('A draft that stays');
    await page.getByText('Send a picture', { exact: true }).click();
    await send('label.png', buffer);
    await page.locator('#lines a', { hasText: 'label.png' }).waitFor();
    expect(await chosen()).to.equal(0);
    await send('evil.png', Buffer.from('no picture'));
    await page.locator('#refused', { hasText: 'evil.png' }).waitFor();
    expect(await chosen()).to.equal(1);
    expect(await page.locator('#say').inputValue()).to.equal('A draft that stays');

    await page.locator('#say').fill(' \n ');
    await page.locator('#say').press('Control+Enter');
    await page.locator('#refused', { hasText: 'There is no text yet' }).waitFor();
    expect(await page.locator('#say').inputValue()).to.equal(' \n ');
    await context.close();
  });
});
