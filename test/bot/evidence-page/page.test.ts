import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { expect } from 'chai';
import sharp from 'sharp';
import type { App } from '../../../index.ts';
import type { Principal } from '../../../services/ports.ts';
import { type DemoApp, demoApp } from '../web/app-in-browser.ts';
import { linkIn, type SmsChat, smsChat } from './sms-chat.ts';

const system: Principal = { kind: 'system' };
/** Up to the question for photos. */
const toPhotos = [
  ...['it is damaged', 'open a dispute', '1', 'refund only', 'all of it', 'It has a long crack'],
];

describe('the page where photos are sent to a chat that takes none', function () {
  this.timeout(60_000);
  let demo: DemoApp;
  let app: App;
  let photo: Uint8Array;
  /** A photo as phones take it: larger than the rule takes. */
  let large: Uint8Array;

  before(async () => {
    demo = demoApp();
    app = await demo.start();
    const create = { width: 80, height: 60, channels: 3 as const, background: 'red' };
    photo = await sharp({ create }).png().toBuffer();
    const raw = { width: 1_000, height: 800, channels: 3 as const };
    large = await sharp(randomBytes(2_400_000), { raw }).png().toBuffer();
  });
  after(async () => {
    await app?.stop();
    demo?.remove();
  });

  type Chosen = readonly [Uint8Array | string, string];
  const post = async (link: string, files: readonly Chosen[], copies = true) => {
    const body = new FormData();
    for (const [bytes, name] of files)
      body.append('photos', new Blob([new Uint8Array(Buffer.from(bytes))]), name);
    if (copies) body.append('copies', 'yes');
    return page(await fetch(link, { method: 'POST', body }));
  };
  const get = async (link: string) => page(await fetch(link));
  const page = async (response: Response) => {
    const html = await response.text();
    const text = (html.split('<main')[1] ?? '')
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&#x27;', "'")
      .replaceAll('&quot;', '"')
      .replace(/\s+/g, ' ');
    const action = /action="([^"]*)"/.exec(html)?.[1];
    return { status: response.status, headers: response.headers, html, text, action };
  };
  const asked = async (): Promise<{ chat: SmsChat; link: string }> => {
    const chat = await smsChat(app, 'emma');
    let said: readonly string[] = [];
    for (const line of toPhotos) said = await chat.say(line);
    return { chat, link: linkIn(said) };
  };
  const uploadsOf = ({ id }: SmsChat) =>
    app.store.run((tx) => app.store.uploads.ofConversation(tx, id));

  it('shows the photos in the transcript that agents read', async () => {
    const { chat, link } = await asked();
    await post(link, [[photo, 'crack.png']]);
    const shown = (await chat.messages()).findLast(({ from }) => from === 'buyer')?.activity;
    const [upload] = await uploadsOf(chat);
    expect(shown?.attachments).to.deep.equal([
      { contentType: 'image/png', name: 'crack.png', contentUrl: `upload:${upload?.id}` },
    ]);
  });

  it('says before what is taken, offers the camera and works without a script', async () => {
    const { link } = await asked();
    const { status, text, html, headers } = await get(link);
    expect(status).to.equal(200);
    expect(text).to.contain('.jpg, .jpeg, .bmp, .gif or .png').and.to.contain('smaller than 2 MB');
    expect(html).to.contain('enctype="multipart/form-data"').and.to.contain('multiple');
    expect(html).to.match(/accept="[^"]*image\/jpeg/);
    expect(html).to.contain('noindex').and.not.to.contain('emma');
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(headers.get('referrer-policy')).to.equal('no-referrer');
    expect(headers.get('content-security-policy')).to.contain("script-src 'nonce-");
  });

  it('is not used up by whoever only looks, a preview of the phone for one', async () => {
    const { chat, link } = await asked();
    for (const method of ['GET', 'GET', 'HEAD', 'OPTIONS']) await fetch(link, { method });
    expect((await post(link, [[photo, 'a.png']])).status).to.equal(200);
    expect(await uploadsOf(chat)).to.have.length(1);
  });

  it('says of every file that is not taken why, keeps the link, and tells the chat nothing', async () => {
    const { chat, link } = await asked();
    const refused = await post(link, [
      ['%PDF-1.4 ', 'invoice.pdf'],
      ['no picture', 'renamed.png'],
      ['????ftypheic', 'IMG_0001.HEIC'],
      ['<script>alert(1)</script>', '<img src=x>.svg'],
    ]);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.contain('4 files were not taken');
    expect(refused.text).to.contain("invoice.pdf can't be used. Only pictures can");
    expect(refused.text).to.contain('renamed.png');
    expect(refused.text).to.contain('Most Compatible');
    expect(refused.text).to.contain('the link still works');
    expect(refused.html).not.to.contain('<img src=x');
    expect(await chat.news()).to.deep.equal([]);
    expect(await uploadsOf(chat)).to.deep.equal([]);
    expect((await post(link, [[photo, 'a.png']])).status).to.equal(200);
  });

  it('takes the good files of several, and offers the others another try', async () => {
    const { chat, link } = await asked();
    const some = await post(link, [
      [photo, 'good.png'],
      ['no picture', 'bad.txt'],
    ]);
    expect(some.text).to.contain('1 photo has arrived').and.to.contain("bad.txt can't be used");
    expect((await chat.news()).join()).to.contain('I have 1 photo.');
    expect(some.action).to.match(/^\/evidence\//);
    const other = await sharp(photo).rotate(90).jpeg().toBuffer();
    const rest = await post(`${app.url}${some.action}`, [[other, 'again.jpg']]);
    expect(rest.text).to.contain('1 photo has arrived');
    expect((await chat.news()).join()).to.contain('I have 2 photos.');
    expect((await get(link)).status).to.equal(410);
    expect((await get(`${app.url}${some.action}`)).status).to.equal(410);
  });

  it('sends a copy that fits in place of a large photo', async () => {
    const { chat, link } = await asked();
    expect((await post(link, [[large, 'large.png']])).text).to.contain('1 photo has arrived');
    expect((await chat.news()).join())
      .to.contain('I have 1 photo.')
      .and.to.contain('large.jpg');
  });

  it('leaves the question about the copy to the chat, if that is wished', async () => {
    const { chat, link } = await asked();
    const { text } = await post(link, [[large, 'large.png']], false);
    expect(text).to.contain('1 photo needs your answer in the chat');
    expect((await chat.news()).join()).to.contain('large.png is too large');
    expect((await chat.say('1')).join()).to.contain('I have 1 photo.');
  });

  it('lets one of two win who send at once, and keeps nothing of the other', async () => {
    const { chat, link } = await asked();
    const both = await Promise.all(
      ['one.png', 'two.png'].map((name) => post(link, [[photo, name]])),
    );
    expect(both.map(({ status }) => status).sort()).to.deep.equal([200, 410]);
    expect(await uploadsOf(chat)).to.have.length(1);
    expect((await chat.news()).join()).to.contain('I have 1 photo.');
  });

  it('says of a used link what to write for a new one, and that works', async () => {
    const { chat, link } = await asked();
    await post(link, [[photo, 'a.png']]);
    await chat.news();
    const { status, text } = await get(link);
    expect(status).to.equal(410);
    const words = /write "([^"]+)"/.exec(text)?.[1] ?? '';
    const again = linkIn(await chat.say(words));
    expect(again).not.to.equal(link);
    expect((await post(again, [[large, 'b.png']])).status).to.equal(200);
    expect((await chat.news()).join()).to.contain('I have 2 photos.');
  });

  it('is offered on a channel that takes files when one could not be had from it, and only then', async () => {
    for (const channel of ['msteams', 'slack', 'facebook']) {
      const chat = await smsChat(app, 'emma', channel);
      let said: readonly string[] = [];
      for (const line of toPhotos) said = await chat.say(line);
      expect(said.join(), channel).not.to.contain('/evidence/');
      const missed = await chat.say('', { failedFiles: 1 });
      expect(missed.join(), channel).to.contain('Your file did not reach me.');
      expect((await post(linkIn(missed), [[photo, 'a.png']])).status, channel).to.equal(200);
      const got = (await chat.news()).join();
      expect(got, channel).to.contain('I have 1 photo.').and.not.to.contain('/evidence/');
    }
  });

  it('asks what the photos are for, where a new link is wished and nothing waits for photos', async () => {
    const chat = await smsChat(app, 'emma');
    expect((await chat.say('photo link')).join('\n')).to.contain('Which one is it?');
  });

  it('knows nobody by a link that we did not make', async () => {
    const [{ chat, link }, other] = await Promise.all([asked(), asked()]);
    const token = link.split('/evidence/')[1] ?? '';
    const [mac = '', chatId = '', id = '', expiry = ''] = token.split('.');
    const otherChat = other.link.split('.').at(-3) ?? '';
    const forged = [
      [`${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`, chatId, id, expiry],
      [mac, otherChat, id, expiry],
      [mac, chatId, 'AAAAAAAAAAA', expiry],
      [mac, chatId, id, 'zzzzzz'],
      [mac, 'nobody', id, expiry],
      [mac, chatId, id],
      ['x'],
    ];
    for (const parts of forged) {
      const address = `${app.url}/evidence/${parts.join('.')}`;
      expect((await get(address)).text, parts.join('.')).to.contain('does not work');
      const { status } = await post(address, [[photo, 'a.png']]);
      expect(status, parts.join('.')).to.equal(404);
    }
    expect(await uploadsOf(chat)).to.deep.equal([]);
  });

  it('says what is wrong with the form itself, and sends nothing', async () => {
    const { chat, link } = await asked();
    expect((await post(link, [])).text).to.contain('have not chosen a photo');
    expect((await post(link, [['', '']])).text).to.contain('have not chosen a photo');
    const many = Array.from({ length: 11 }, (_, n): Chosen => [photo, `${n}.png`]);
    expect((await post(link, many)).text).to.contain('more than 10 files');
    const flood = Array.from({ length: 60 }, (_, n): Chosen => ['x', `${n}.png`]);
    expect((await post(link, flood)).status).to.equal(400);
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect((await fetch(link, json)).status).to.equal(415);
    expect(await chat.news()).to.deep.equal([]);
    expect(await uploadsOf(chat)).to.deep.equal([]);
  });

  it('asks for patience where somebody tries and tries, and keeps the link', async () => {
    const { link } = await asked();
    let status = 422;
    for (let n = 0; n < 30 && status === 422; n += 1)
      ({ status } = await post(link, [['no picture', 'a.txt']]));
    expect(status).to.equal(429);
    const { text, action } = await post(link, [[photo, 'a.png']]);
    expect(text).to.contain('We are busy, and nothing was sent');
    expect(action).to.equal(new URL(link).pathname);
  });

  it('reads a body that is too large to its end, so that the browser shows why', async () => {
    const { link } = await asked();
    const { status, text } = await sendBytes(link, 26 * 1024 * 1024);
    expect(status).to.equal(413);
    expect(text).to.contain('too large together');
  });

  it('takes photos while an agent has the conversation; the bot says nothing', async () => {
    const { chat, link } = await asked();
    const talk = await app.store.run((tx) => app.store.conversations.find(tx, chat.id));
    await app.store.run((tx) =>
      app.store.conversations.setOwner(tx, chat.id, talk?.owner ?? 'bot', {
        ...{ owner: 'agent', handoffId: undefined },
      }),
    );
    expect((await post(link, [[photo, 'a.png']])).status).to.equal(200);
    expect(await chat.news()).to.deep.equal([]);
    expect(await uploadsOf(chat)).to.have.length(1);
  });

  it('ends a day after the question', async () => {
    const { link } = await asked();
    const clock = { method: 'POST', headers: { 'content-type': 'application/json' } };
    await fetch(`${app.url}/demo/clock`, { ...clock, body: '{"advance":"PT25H"}' });
    const { status, text } = await get(link);
    expect(status).to.equal(410);
    expect(text).to.contain('This link has ended').and.to.contain('photo link');
    expect((await post(link, [[photo, 'a.png']])).status).to.equal(410);
  });

  it('takes a dispute by SMS from the first word to the seller, with a photo', async () => {
    const { chat, link } = await asked();
    expect((await post(link, [[photo, 'crack.png']])).text).to.contain('1 photo has arrived');
    const more = await chat.news();
    expect(more.join('\n')).to.contain('I have 1 photo.').and.to.contain('/evidence/');
    expect(linkIn(more)).not.to.equal(link);
    expect((await chat.say('go on')).join('\n')).to.contain('1 photo');
    const sent = (await chat.say('submit the dispute')).join('\n');
    const disputeId = /D\d{10}/.exec(sent)?.[0] ?? '';
    const dispute = await app.store.run((tx) => app.store.disputes.find(tx, system, disputeId));
    expect(dispute?.evidence.map(({ name, party }) => ({ name, party }))).to.deep.equal([
      { name: 'crack.png', party: 'buyer' },
    ]);
  });
});

/** As a browser sends a form with too many photos: all of it, whatever the answer. */
function sendBytes(link: string, bytes: number): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': bytes };
    const sent = request(link, { method: 'POST', headers }, (res) => {
      let text = '';
      res.on('data', (chunk) => {
        text += String(chunk);
      });
      res.on('end', () => resolve({ status: res.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(Buffer.alloc(bytes, 'x'));
  });
}
