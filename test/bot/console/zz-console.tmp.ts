import { launchBrowser } from '../../support/browser.ts';
import { violationsOn } from '../web/app-in-browser.ts';
const url = 'http://127.0.0.1:41877';
const only = process.argv[2];
const browser = await launchBrowser();
const modes = [['laptop', 1366, 850, 'light'], ['phone', 390, 844, 'light'], ['dark', 1366, 850, 'dark']] as const;
for (const [mode, width, height, colorScheme] of modes) {
  if (only && !only.split(',').includes(mode)) continue;
  for (const who of ['agnes', 'clara']) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') console.log(mode, page.url().slice(26, 60), m.text().slice(0, 200)); });
    page.on('pageerror', (e) => console.log('PAGEERROR', e.message));
    await page.goto(`${url}/console/sign-in`);
    await page.locator(`button[value="${who}"]`).click();
    await page.waitForLoadState();
    const shot = async (name: string, full = false) => {
      await page.waitForTimeout(700);
      await page.screenshot({ path: `/tmp/console-shots/${mode}-${name}.png`, fullPage: full });
      const v = await violationsOn(page);
      if (v.length) console.log('AXE', mode, name, v.slice(0, 6).join('\n   '));
    };
    const go = async (path: string) => { const r = await page.goto(url + path); if (!r || r.status() >= 400) console.log('STATUS', path, r?.status(), (await page.locator('body').innerText()).slice(0, 300)); };
    if (who === 'agnes') {
      await go('/console/queue'); await shot('queue');
      const first = await page.locator('.case-link').first().getAttribute('href');
      const marta = await page.locator('.case-link', { hasText: 'Marta' }).getAttribute('href');
      await go('/console/queue?tab=snoozed'); await shot('queue-empty');
      await go(marta!); await shot('case-waiting', mode === 'phone');
      await go('/console/queue?tab=all');
      const jonas = await page.locator('.case-link', { hasText: 'Jonas' }).getAttribute('href');
      const ben = await page.locator('.case-link', { hasText: 'Paulo' }).getAttribute('href');
      await go(jonas!); await shot('case-mine', mode === 'phone');
      await page.keyboard.press('/'); await shot('insert'); await page.keyboard.press('Escape');
      await page.evaluate('document.activeElement.blur()');
      await page.keyboard.press('Control+k'); await shot('palette'); await page.keyboard.press('Escape');
      await page.keyboard.press('?'); await shot('help'); await page.keyboard.press('Escape');
      const act = page.locator('[data-job]').first();
      if (await act.count()) { await act.click(); await page.waitForTimeout(900); await page.locator('#job').scrollIntoViewIfNeeded(); await shot('act', mode === 'phone'); }
      await go(ben!); await shot('case-locked', mode === 'phone');
      await go(jonas + '/timeline'); await shot('timeline', true);
      await go('/console/search'); await shot('search-empty');
      await go('/console/search?q=jonas'); await shot('search', true);
      await go('/console/metrics'); await shot('metrics', true);
    } else {
      await go('/console/escalated'); await shot('escalated');
      const sarah = await page.locator('.case-link', { hasText: 'Sarah' }).getAttribute('href');
      const aiko = await page.locator('.case-link', { hasText: 'Aiko' }).getAttribute('href');
      await go(sarah!); await page.getByLabel('Full refund').check(); await page.waitForTimeout(600); await shot('ruling', true);
      await go(aiko!); await shot('appeal', true);
      await go('/console/unanswered'); await shot('unanswered', true);
    }
    await context.close();
  }
}
await browser.close();
