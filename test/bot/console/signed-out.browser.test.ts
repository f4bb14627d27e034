import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { instant } from '../../../services/domain/time.ts';
import { violationsOn } from '../web/app-in-browser.ts';
import { demoInBrowser } from '../web/demo-in-browser.ts';

describe('a session that ends under an open page', function () {
  this.timeout(60_000);
  const here = demoInBrowser();
  let context: BrowserContext;
  const faults: string[] = [];

  beforeEach(async () => {
    context = await here.browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(15_000);
    context.on('weberror', (error) => faults.push(error.error().message));
  });
  afterEach(() => context.close());

  const signIn = async (page: Page, who: string): Promise<void> => {
    await page.goto(`${here.app.url}/console/sign-in`);
    await page.locator(`button[value="${who}"]`).click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
  };
  const caseOf = async (buyer: string) => {
    const [one] = await here.app.store.run((tx) => here.app.store.desk.handoffs.ofBuyer(tx, buyer));
    if (!one) throw new Error(`${buyer} has no case`);
    return one;
  };
  const bar = (page: Page) => page.locator('.signed-out');
  const signOut = async (page: Page): Promise<void> => {
    await page.locator('.console-me summary').click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: /Sign in/ }).waitFor();
  };

  it('leaves the page, what is typed and the feed, when another tab signs out and in again', async () => {
    const { id, conversationId } = await caseOf('jonas');
    const [work, other] = [await context.newPage(), await context.newPage()];
    await signIn(work, 'agnes');
    await work.goto(`${here.app.url}/console/cases/${id}`);
    await work.locator('#say').fill('The label is on its way');
    await work.getByText('Draft saved').waitFor();
    await other.goto(`${here.app.url}/console/queue`);
    await work.locator('#say').fill('The label is on its way to you');
    await signOut(other);

    await bar(work).waitFor();
    expect(await violationsOn(work)).to.deep.equal([]);
    // Whoever sits there now sees nothing of it, and can press nothing.
    expect(await work.locator('#say').isVisible()).to.equal(false);
    await work.keyboard.press('e');
    expect(await work.locator('#say').inputValue()).to.equal('The label is on its way to you');
    expect((await caseOf('jonas')).state).to.equal('claimed');

    await signIn(other, 'agnes');
    await bar(work).waitFor({ state: 'detached' });
    await work.locator('#composer').getByRole('button', { name: 'Send' }).click();
    await work.locator('.from-agent', { hasText: 'on its way to you' }).waitFor();
    // The feed is read on: a colleague's note comes by itself.
    const note = `/console/cases/${id}/note`;
    await other.goto(`${here.app.url}/console/cases/${id}`);
    const csrf = await other.locator('input[name="_csrf"]').first().inputValue();
    await other.request.post(`${here.app.url}${note}`, {
      form: { _csrf: csrf, text: 'Ask the carrier' },
      headers: { Origin: here.app.url, 'Sec-Fetch-Site': 'same-origin' },
    });
    await work.locator('.from-note', { hasText: 'Ask the carrier' }).waitFor();
    const lines = await here.app.store.run((tx) =>
      here.app.store.conversations.messagesAfter(tx, conversationId, 0, 100),
    );
    expect(
      lines.filter(({ activity }) => activity.text === 'The label is on its way to you'),
    ).to.have.lengthOf(1);
    expect(faults).to.deep.equal([]);
  });

  it('shows a revoked session at the next key, and keeps a form that no draft holds', async () => {
    const page = await context.newPage();
    await signIn(page, 'clara');
    await page.goto(`${here.app.url}/console/escalated`);
    await page.locator('a[href^="/console/disputes/"]', { hasText: 'Bluetooth speaker' }).click();
    const why = page.getByLabel('Reason, which both parties read');
    await why.fill('The box is a fake: the name on it is wrong.');
    await here.app.store.run((tx) =>
      here.app.store.staff.sessions.revoke(tx, { staffId: 'clara' }, instant(0)),
    );
    await page.getByLabel('Full refund').check();
    await bar(page).waitFor();
    expect(await why.inputValue()).to.contain('The box is a fake');
  });

  it('does not hand a page on to whoever signs in next', async () => {
    const { id } = await caseOf('jonas');
    const [work, other] = [await context.newPage(), await context.newPage()];
    await signIn(work, 'agnes');
    await work.goto(`${here.app.url}/console/cases/${id}`);
    await work.locator('#say').fill('Only mine');
    await work.getByText('Draft saved').waitFor();
    await other.goto(`${here.app.url}/console/queue`);
    await signOut(other);
    await bar(work).waitFor();
    await signIn(other, 'ben');
    await work.locator('.console-name', { hasText: 'Ben Okafor' }).waitFor();
    await work.getByText('Agnes Lindqvist has this case').waitFor();
    expect(await work.content()).not.to.contain('Only mine');
  });
});
