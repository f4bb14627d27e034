import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import sharp from 'sharp';
import { chatAsBuyer, violationsOn } from '../web/app-in-browser.ts';
import { demoInBrowser } from '../web/demo-in-browser.ts';

describe('an agent and a buyer, each in a browser of their own', function () {
  this.timeout(120_000);
  const here = demoInBrowser();
  const faults: string[] = [];
  const contexts: BrowserContext[] = [];

  after(async () => {
    for (const context of contexts) await context.close();
  });

  const open = async (width: number, height: number): Promise<Page> => {
    const context = await here.browser.newContext({ viewport: { width, height } });
    contexts.push(context);
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // Web Chat has a known one on its own page.
      const ours = page.url().includes('/console');
      if (ours && /Content Security Policy/.test(message.text())) faults.push(message.text());
    });
    return page;
  };
  const signedIn = async (who: string, width = 1366, height = 900): Promise<Page> => {
    const page = await open(width, height);
    await page.goto(`${here.app.url}/console/sign-in`);
    await page.locator(`button[value="${who}"]`).click();
    await page.getByRole('heading', { name: 'Queue' }).waitFor();
    return page;
  };

  it('take a dispute over from the bot, open it, and give the talk back', async () => {
    const agnes = await signedIn('agnes');
    const buyerPage = await open(390, 844);
    const chat = await chatAsBuyer(buyerPage, here.app.url);
    await chat.button('Open a dispute').click();
    await chat.row('Phone case').click();
    await chat.says('Which item');
    await chat.row('Phone case').click();
    await chat.button('Not as described').click();
    await chat.type('damaged');
    await chat.type('I want to talk to a person');
    await chat.says('line');

    // The list of an open page has it without a reload.
    const row = agnes.locator('.case-link', { hasText: 'Emma Clarke' });
    await row.waitFor();
    await row.focus();
    await agnes.keyboard.press('c');
    await agnes.getByRole('heading', { name: 'Emma Clarke' }).waitFor();
    await chat.says('Agnes Lindqvist from our team is here now');
    const capsule = agnes.locator('#capsule');
    expect(await capsule.textContent())
      .to.contain('Open a dispute')
      .and.contain('not as described');

    await agnes.keyboard.press('r');
    await agnes.keyboard.type('Hello Emma, I see the order. Please send me one photo here.');
    await chat.box.press('End');
    await buyerPage
      .locator('.webchat__typingIndicator, [class*=typing]')
      .first()
      .waitFor({ state: 'attached' });
    await agnes.keyboard.press('Control+Enter');
    await chat.says('Please send me one photo here.');
    expect(await agnes.locator('#say').inputValue()).to.equal('');

    await buyerPage.keyboard.type('here it ');
    await agnes.locator('#typing', { hasText: 'is typing' }).waitFor();
    await chat.box.fill('');
    const photo = sharp({ create: { width: 64, height: 48, channels: 3, background: '#a74' } });
    await buyerPage
      .locator('#webchat input[type=file]')
      .first()
      .setInputFiles({
        name: 'crack.jpg',
        mimeType: 'image/jpeg',
        buffer: await photo.jpeg().toBuffer(),
      });
    await chat.type('Please open it for me');
    const thumb = agnes.locator('#lines .thumb img').last();
    await thumb.waitFor();
    await agnes.locator('#lines', { hasText: 'Please open it for me' }).waitFor();
    await thumb.click();
    await agnes.locator('#zoom img').waitFor();
    await agnes.waitForTimeout(300);
    const wide = await agnes.evaluate('document.querySelector("#zoom img").naturalWidth');
    expect(wide).to.equal(64);
    await agnes.keyboard.press('Escape');

    await agnes.getByRole('button', { name: 'Open a dispute' }).first().click();
    const job = agnes.locator('#job');
    await job.getByText('The buyer’s word', { exact: true }).waitFor();
    expect(await job.getByLabel('What went wrong').inputValue()).to.equal('not_as_described');
    await job.getByLabel('What happened').fill('The case is cracked along its back.');
    await job.locator('input[name=file]').check();
    await job.getByRole('button', { name: 'Open a dispute' }).click();
    await job.getByText('done for the buyer').waitFor();
    const [dispute] = await here.app.store.run((tx) =>
      here.app.store.disputes.ofItem(tx, '8130224500601736', '1'),
    );
    expect(dispute?.evidence.map(({ name }) => name)).to.deep.equal(['crack.jpg']);
    await agnes.locator('#facts', { hasText: dispute?.id ?? '' }).waitFor();

    await agnes.getByRole('button', { name: 'Hand back' }).click();
    await chat.says('I am the help program again');
    await agnes.getByText('Back with the bot').first().waitFor();
    await chat.type('track my order');
    await chat.says(/Which order|on its way|Wireless/i);
    expect(faults).to.deep.equal([]);
  });

  it('are worked with by the keyboard alone, and nothing typed is lost', async () => {
    const ben = await signedIn('ben');
    const { keyboard } = ben;
    await keyboard.press('j');
    await keyboard.press('j');
    expect(await focused(ben)).to.contain('Marta Ruiz');
    await keyboard.press('k');
    expect(await focused(ben)).to.contain('Ivan Petrov');
    await keyboard.press('j');
    expect(await focused(ben)).to.contain('Marta Ruiz');
    await keyboard.press('Enter');
    await ben.getByRole('heading', { name: 'Marta Ruiz' }).waitFor();
    await keyboard.press('?');
    await ben.getByRole('heading', { name: 'Keys' }).waitFor();
    await keyboard.press('Escape');
    await keyboard.press('Control+k');
    await keyboard.type('claim');
    await keyboard.press('Enter');
    await ben.locator('#composer').waitFor();
    await keyboard.press('/');
    await ben.locator('.insert-one').first().waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    expect(await ben.locator('#say').inputValue()).to.contain('Hello Marta Ruiz, this is Ben');
    await keyboard.type(' One moment: jk?/');
    await ben.getByText('Draft saved').waitFor();
    await ben.reload();
    expect(await ben.locator('#say').inputValue()).to.contain('One moment: jk?/');
    await keyboard.press('n');
    await ben.locator('#as-note:checked').waitFor();
    await ben.locator('#say').fill('Only for us');
    await keyboard.press('Control+Enter');
    await ben.locator('.from-note', { hasText: 'Only for us' }).waitFor();

    // Somebody takes the case away while Ben writes.
    await ben.locator('#say').fill('A long answer');
    await ben.getByText('Draft saved').waitFor();
    const clara = await signedIn('clara');
    await clara.goto(ben.url());
    await clara.getByRole('button', { name: 'Take over' }).click();
    await ben.locator('.lock', { hasText: 'Clara Moreau has this case' }).waitFor();
    await ben.getByText('Your draft is still here').waitFor();
    expect(await ben.locator('.lost').textContent()).to.contain('A long answer');

    await clara.getByRole('button', { name: 'Resolve' }).click();
    await clara.getByRole('button', { name: /Undo/ }).click();
    await clara.getByRole('heading', { name: 'Marta Ruiz' }).waitFor();
    await clara.locator('#composer').waitFor();
  });

  for (const [width, height] of [
    [1366, 900],
    [390, 844],
  ] as const)
    it(`have screens without a fault that axe finds, ${width} wide`, async () => {
      const clara = await signedIn('clara', width, height);
      const cases = await here.app.store.run((tx) => here.app.store.desk.handoffs.live(tx));
      const [dispute] = await here.app.store.run((tx) =>
        here.app.store.disputes.page(tx, { state: 'in_mediation', limit: 1 }),
      );
      const pages = [
        ...['/console/queue', '/console/queue?tab=snoozed', '/console/escalated'],
        ...cases.map(({ id }) => `/console/cases/${id}`),
        ...[`/console/cases/${cases[0]?.id}/timeline`, `/console/disputes/${dispute?.id}`],
        ...['/console/search', '/console/search?q=jonas', '/console/search?q=zzzz'],
        ...[
          '/console/metrics',
          '/console/metrics/list',
          '/console/metrics/list?of=decided',
          '/console/unanswered',
        ],
      ];
      for (const path of pages) {
        await clara.goto(`${here.app.url}${path}`);
        await clara.locator('.presence').waitFor({ state: 'attached' });
        expect(await violationsOn(clara), path).to.deep.equal([]);
        const wide = await clara.evaluate('document.documentElement.scrollWidth');
        expect(wide, `${path} scrolls sideways`).to.be.at.most(width);
      }
      expect(faults).to.deep.equal([]);
    });

  const focused = (page: Page) =>
    page.evaluate('document.activeElement.textContent') as Promise<string>;
});
