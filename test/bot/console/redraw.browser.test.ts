import { expect } from 'chai';
import { demoInBrowser } from '../web/demo-in-browser.ts';

describe('a case that is drawn anew under somebody’s hands', function () {
  this.timeout(60_000);
  const here = demoInBrowser();

  it('keeps what they have opened, chosen and focused', async () => {
    const context = await here.browser.newContext({ viewport: { width: 1366, height: 900 } });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${here.app.url}/console/sign-in`);
    await page.locator('button[value="agnes"]').click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    const { store } = here.app;
    const [jonas] = await store.run((tx) => store.desk.handoffs.ofBuyer(tx, 'jonas'));
    await page.goto(`${here.app.url}/console/cases/${jonas?.id}`);
    await page.getByRole('heading', { name: 'Jonas Weber' }).waitFor();

    await page.locator('#capsule > summary').click();
    await page.locator('#facts details[id^=why-] > summary').first().click();
    await page.locator('#more > summary').click();
    const chosen = await page.locator('#snooze-minutes option').nth(1).getAttribute('value');
    await page.locator('#snooze-minutes').selectOption(chosen ?? '');
    await page.locator('#more > summary').focus();
    const open = () =>
      page.evaluate('[...document.querySelectorAll(".work details[open]")].map(({ id }) => id)');
    const before = (await open()) as string[];
    expect(before).to.include('more').and.not.include('capsule');
    await page.evaluate('document.getElementById("case-top").dataset.old = "yes"');

    const path = new URL(page.url()).pathname;
    await page.evaluate(`htmx.ajax('GET', '${path}/frame', { target: '#case-top', swap: 'none' })`);
    await page.locator('#case-top:not([data-old])').waitFor();
    expect(await open()).to.deep.equal(before);
    expect(await page.locator('#snooze-minutes').inputValue()).to.equal(chosen);
    expect(await page.evaluate('document.activeElement.parentElement.id')).to.equal('more');
    expect(faults).to.deep.equal([]);
    await context.close();
  });
});
