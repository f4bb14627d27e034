import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { violationsOn } from '../web/app-in-browser.ts';
import { demoInBrowser } from '../web/demo-in-browser.ts';
import { linkIn, type SmsChat, smsChat } from './sms-chat.ts';

const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const toPhotos = [
  ...['it is damaged', 'open a dispute', '1', 'refund only', 'all of it', 'It has a long crack'],
];

describe('the upload page on a phone', function () {
  this.timeout(60_000);
  const here = demoInBrowser();
  let chat: SmsChat;
  let link: string;
  let photo: Buffer;
  let large: Buffer;

  before(async () => {
    // Not from an SVG: another test of this process may have closed sharp to it, as the product does.
    const plain = { width: 400, height: 300, channels: 3 as const, background: '#335577' };
    const stripe = { create: { ...plain, height: 12, background: '#fff' } };
    photo = await sharp({ create: plain })
      .composite([{ input: stripe, top: 140, left: 0 }])
      .jpeg()
      .toBuffer();
    const raw = { width: 1_000, height: 800, channels: 3 as const };
    large = await sharp(randomBytes(2_400_000), { raw }).png().toBuffer();
  });
  beforeEach(async () => {
    chat = await smsChat(here.app, 'emma');
    let said: readonly string[] = [];
    for (const line of toPhotos) said = await chat.say(line);
    link = linkIn(said);
  });

  const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await here.browser.newContext({ ...phone, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(link);
    return page;
  };
  const faults: string[] = [];
  afterEach(() => {
    // What the server refuses, browsers print as an error.
    const own = faults.splice(0).filter((fault) => !fault.includes('status of 4'));
    expect(own).to.deep.equal([]);
  });
  const shoot = async (page: Page, name: string) => {
    const folder = process.env.SCREENSHOTS;
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
    expect(await violationsOn(page), name).to.deep.equal([]);
    const wide = await page.evaluate('document.documentElement.scrollWidth');
    expect(wide, `${name} scrolls sideways`).to.be.at.most(phone.viewport.width);
  };
  const file = (name: string, buffer: Buffer) => ({ name, buffer, mimeType: 'image/jpeg' });
  const input = (page: Page) => page.locator('#photos');
  const send = (page: Page) => page.getByRole('button', { name: 'Send the photos' }).click();

  it('shows what is chosen, takes one back, and sends the others with a copy of the large one', async () => {
    const page = await open();
    await shoot(page, '1-empty');
    await input(page).setInputFiles([
      file('a very long name of a photo that somebody gave it.jpg', photo),
      ...[file('wrong.jpg', photo), file('IMG_2231.png', large)],
    ]);
    await page.locator('.upload-chosen img').nth(2).waitFor();
    await page.getByRole('button', { name: 'Remove wrong.jpg' }).click();
    expect(await page.locator('.upload-chosen li').count()).to.equal(2);
    await shoot(page, '2-chosen');
    // A second look into the album adds to the first.
    await input(page).setInputFiles([file('third.jpg', await sharp(photo).flop().toBuffer())]);
    await send(page);
    await page.getByRole('heading', { name: '3 photos have arrived' }).waitFor();
    await shoot(page, '3-arrived');
    expect((await chat.news()).join()).to.contain('I have 3 photos.');
    await page.reload();
    await page.getByRole('heading', { name: 'The photos of this link have arrived' }).waitFor();
    await shoot(page, '4-used');
    await page.context().close();
  });

  it('says why a file is not taken, keeps the good ones and lets the others be tried again', async () => {
    const page = await open({ colorScheme: 'dark' });
    await input(page).setInputFiles([
      file('invoice.pdf', Buffer.from('%PDF-1.4')),
      file('crack.jpg', photo),
    ]);
    await send(page);
    await page.getByRole('heading', { name: '1 photo has arrived' }).waitFor();
    expect(await page.getByRole('alert').textContent()).to.contain("invoice.pdf can't be used");
    await shoot(page, '5-some');
    await input(page).setInputFiles([file('again.jpg', await sharp(photo).flip().toBuffer())]);
    await Promise.all([page.waitForResponse(/evidence/), send(page)]);
    await page.locator('form').waitFor({ state: 'detached' });
    expect((await chat.news()).join()).to.contain('I have 2 photos.');
    await page.context().close();
  });

  it('keeps what is chosen when nothing is taken, and when the network is gone', async () => {
    const page = await open();
    await send(page);
    expect(await page.getByRole('status').textContent()).to.contain('not chosen a photo');
    await input(page).setInputFiles([file('invoice.pdf', Buffer.from('%PDF-1.4'))]);
    await send(page);
    await page.getByRole('alert').waitFor();
    await shoot(page, '6-none');
    expect(await page.locator('.upload-chosen li').count()).to.equal(1);
    await page.getByRole('button', { name: 'Remove invoice.pdf' }).click();
    await input(page).setInputFiles([file('crack.jpg', photo)]);
    await page.context().setOffline(true);
    await send(page);
    await page.getByText('did not reach us').waitFor();
    await shoot(page, '7-offline');
    await page.context().setOffline(false);
    await send(page);
    await page.getByRole('heading', { name: '1 photo has arrived' }).waitFor();
    faults.splice(0);
    await page.context().close();
  });

  it('makes copies itself, so that little has to be sent, and of types that the server can’t read', async () => {
    const page = await open();
    const webp = await sharp(photo).webp().toBuffer();
    await input(page).setInputFiles([file('IMG_2231.png', large), file('IMG_0007.webp', webp)]);
    const [request] = await Promise.all([page.waitForRequest(/evidence/), send(page)]);
    expect(Number(await request.headerValue('content-length'))).to.be.below(large.length / 2);
    await page.getByRole('heading', { name: '2 photos have arrived' }).waitFor();
    const kept = await here.app.store.run((tx) =>
      here.app.store.uploads.ofConversation(tx, chat.id),
    );
    expect(kept.map(({ name, verdict }) => `${name} ${verdict}`)).to.have.members([
      ...['IMG_2231.jpg accepted', 'IMG_0007.jpg accepted'],
    ]);
    await page.context().close();
  });

  it('sends files as they are, if that is wished', async () => {
    const page = await open();
    await input(page).setInputFiles([file('IMG_2231.png', large)]);
    await page.getByRole('checkbox').uncheck();
    await send(page);
    await page.getByText('1 photo needs your answer in the chat').waitFor();
    expect((await chat.news()).join()).to.contain('IMG_2231.png is too large');
    await page.context().close();
  });

  it('works without a script', async () => {
    const page = await open({ javaScriptEnabled: false });
    await input(page).setInputFiles([file('crack.jpg', photo)]);
    await send(page);
    await page.getByRole('heading', { name: '1 photo has arrived' }).waitFor();
    expect((await chat.news()).join()).to.contain('I have 1 photo.');
    await page.context().close();
  });
});
