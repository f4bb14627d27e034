import { expect } from 'chai';
import { talkStateOf } from '../../../bot/turn-state.ts';
import type { App } from '../../../index.ts';
import { transcriptLine } from '../../../services/handoff/transcript.ts';
import { demoApp } from '../web/app-in-browser.ts';
import { beDemoBuyer, browserOf, cloudChat, codeIn, linkIn } from './sign-in-app.ts';

describe('The sign-in pages of the demo', () => {
  const demo = demoApp();
  let app: App;
  let chats = 0;
  before(async function () {
    this.timeout(30_000);
    app = await demo.start();
  });
  after(async () => {
    await app.stop();
    demo.remove();
  });

  const chatOn = (channel: string) => {
    chats += 1;
    return cloudChat(app, channel, `+34600000${100 + chats}`);
  };
  const asked = async (channel = 'sms') => {
    const chat = await chatOn(channel);
    return { chat, link: linkIn(await chat.say('my orders')), browser: browserOf(app.url) };
  };

  it('lead from the question over the code to the answer', async () => {
    const { chat, link, browser } = await asked();
    const { html } = await beDemoBuyer(browser, link);
    expect(html).to.contain('signed in as <strong>Emma Clarke</strong>');
    const code = codeIn((await browser.post(`${link}/confirm`)).html);
    expect(await chat.say(`${code.slice(0, 4)} ${code.slice(4)}`))
      .to.contain('Thank you, Emma')
      .and.contain('Ceramic tea set');
    expect(await chat.buyer()).to.equal('emma');
    expect((await browser.get(link)).status, 'the link is used up').to.equal(410);
  });

  it('say which chat it will be, so that a link of somebody else is noticed', async () => {
    const channels = { msteams: 'a Teams chat', slack: 'a Slack chat', email: 'an e-mail chat' };
    for (const [channel, words] of Object.entries(channels)) {
      const { link, browser } = await asked(channel);
      expect((await browser.get(link)).html).to.contain(`connects your account to ${words}`);
      const { html } = await beDemoBuyer(browser, link);
      expect(html).to.contain(`You are about to connect your account to ${words}`);
      expect(html).to.contain('Only do this if you asked for it there yourself');
    }
    const { link, browser } = await asked('sms');
    const { html } = await beDemoBuyer(browser, link);
    expect(html).to.match(/an SMS chat with the number that ends in <strong>\d{3}</);
    expect(html).not.to.contain('600000');
  });

  it('use nothing up by being read, as a preview of the link in the chat does', async () => {
    const { chat, link, browser } = await asked();
    for (let n = 0; n < 5; n += 1) {
      const preview = browserOf(app.url);
      expect((await preview.get(link)).status).to.equal(200);
      expect((await preview.get(`${link}/confirm`)).status).to.equal(405);
    }
    await beDemoBuyer(browser, link);
    await browser.get(link);
    const code = codeIn((await browser.post(`${link}/confirm`)).html);
    await browserOf(app.url).get(link);
    await chat.say(code);
    expect(await chat.buyer()).to.equal('emma');
  });

  it('show a code only to the browser that signed in, and to nobody else who has the link', async () => {
    const { link, browser } = await asked();
    await beDemoBuyer(browser, link);
    const thief = browserOf(app.url);
    expect((await thief.get(link)).html).not.to.contain('Emma Clarke</strong>');
    const stolen = await thief.post(`${link}/confirm`);
    expect(stolen.status).to.equal(303);
    expect(stolen.html).not.to.match(/\d{4}<\/span>/);
  });

  it('refuse what another page sends, a form without its token, and one of another browser', async () => {
    const { link, browser } = await asked();
    await beDemoBuyer(browser, link);
    const foreign = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const headers of foreign) {
      const answer = await browser.post(`${link}/confirm`, {}, headers);
      expect(answer.status, JSON.stringify(headers)).to.equal(403);
      await browser.get(link);
    }
    for (const token of ['', 'x', 'A'.repeat(43)]) {
      const answer = await browser.post(`${link}/confirm`, { _csrf: token });
      expect(answer.status, token).to.equal(403);
      await browser.get(link);
    }
    const other = browserOf(app.url);
    await other.get(link);
    const mine = browser.cookie();
    await browser.get(link);
    browser.take('');
    expect((await browser.post(`${link}/confirm`)).status, 'no cookie').to.equal(403);
    other.take(mine);
    expect((await other.post(`${link}/confirm`)).status, 'its token is another').to.equal(403);
  });

  it('take the cookie of one sign-in for no other one', async () => {
    const one = await asked();
    const two = await asked();
    await beDemoBuyer(one.browser, one.link);
    expect((await one.browser.post(`${two.link}/confirm`)).status).to.equal(403);
    expect((await one.browser.get(two.link)).html).to.contain('Which demo buyer are you?');
  });

  it('never make a code of one chat good in another one', async () => {
    const mine = await asked();
    const theirs = await asked();
    await beDemoBuyer(theirs.browser, theirs.link, 'marta');
    const code = codeIn((await theirs.browser.post(`${theirs.link}/confirm`)).html);
    expect(await mine.chat.say(code)).to.contain('4 more times');
    expect(await mine.chat.buyer()).to.equal(undefined);
  });

  it('make a code good for the user alone who asked, and the chat theirs alone', async () => {
    const { chat, link, browser } = await asked('email');
    await beDemoBuyer(browser, link);
    const code = codeIn((await browser.post(`${link}/confirm`)).html);
    expect(await chat.say(code, 'copied@example.com')).to.contain('4 more times');
    expect(await chat.say(code)).to.contain('Thank you, Emma');
    const stranger = await chat.say('my orders', 'copied@example.com');
    expect(stranger).to.contain('a chat of your own').and.not.contain('Ceramic');
    expect(await chat.say('sign out', 'copied@example.com')).to.contain('a chat of your own');
    expect(await chat.say('my orders')).to.contain('Ceramic tea set');
  });

  it('tell nothing apart of links that are unknown, used or malformed', async () => {
    const browser = browserOf(app.url);
    const paths = ['/signin/AAAAAAAAAAAAAAAAAAAAAA', '/signin/x', `/signin/${'a'.repeat(90)}`];
    const pages = await Promise.all(paths.map((path) => browser.get(path)));
    for (const { status, html } of pages) {
      expect(status).to.equal(410);
      expect(html).to.equal(pages[0]?.html).and.contain('Go back to your chat');
    }
  });

  it('let nobody take a chat that belongs to somebody else', async () => {
    const { chat, link, browser } = await asked();
    await beDemoBuyer(browser, link);
    await chat.say(codeIn((await browser.post(`${link}/confirm`)).html));
    const { store } = app;
    const state = 'made-by-hand-for-this-test';
    const [createdAt, expiresAt] = [1_795_000_000_000, 1_895_000_000_000] as never[];
    await store.run((tx) =>
      store.accountLinks.requests.add(tx, {
        ...{ conversationId: chat.id, channel: 'sms', userId: 'u', state },
        ...({ createdAt, expiresAt } as { createdAt: never; expiresAt: never }),
      }),
    );
    await beDemoBuyer(browser, `/signin/${state}`, 'marta');
    const answer = await browser.post(`/signin/${state}/confirm`);
    expect(answer.status).to.equal(409);
    expect(answer.html).to.contain('belongs to another account').and.not.contain('Emma');
  });

  it('let somebody else say so, and make a new code in place of the first', async () => {
    const { chat, link, browser } = await asked();
    await beDemoBuyer(browser, link);
    await browser.post(`${link}/other`);
    expect((await browser.get(link)).html).to.contain('Which demo buyer are you?');
    await beDemoBuyer(browser, link, 'marta');
    const first = codeIn((await browser.post(`${link}/confirm`)).html);
    const second = codeIn((await browser.post(`${link}/confirm`)).html);
    if (first !== second) expect(await chat.say(first)).to.contain('4 more times');
    expect(await chat.say(second)).to.contain('Thank you, Marta');
  });

  it('know no buyer but the demo’s', async () => {
    const { link, browser } = await asked();
    await browser.get(link);
    expect((await browser.post(`${link}/demo`, { buyer: 'nobody' })).status).to.equal(400);
    expect((await browser.get(`${link}/shop`)).status, 'there is no shop to sign in at').to.equal(
      404,
    );
    expect((await browser.get('/signin/callback')).status).to.equal(410);
  });

  it('are kept by nobody, framed by nobody and tell nobody where they are', async () => {
    const { link, browser } = await asked();
    const shown = [await browser.get(link), await beDemoBuyer(browser, link)];
    shown.push(await browser.post(`${link}/confirm`), await browser.get('/signin/none'));
    for (const { headers, html } of shown) {
      expect(headers.get('cache-control')).to.equal('no-store');
      expect(headers.get('referrer-policy')).to.equal('same-origin');
      expect(headers.get('x-robots-tag')).to.equal('noindex');
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).to.contain("default-src 'none'").and.contain("frame-ancestors 'none'");
      expect(policy).not.to.contain('unsafe').and.not.contain('*');
      expect(html).not.to.match(/<script(?! src)|style=|\son\w+=/);
    }
    const [first] = shown;
    expect(first?.headers.get('set-cookie')).to.match(/; HttpOnly; SameSite=Lax$/);
  });

  it('leave the code in no transcript, and the link not in what agents read', async () => {
    const { chat, link, browser } = await asked();
    await beDemoBuyer(browser, link);
    const code = codeIn((await browser.post(`${link}/confirm`)).html);
    await chat.say('0000 0000');
    await chat.say(`my code is ${code}`);
    const stored = await chat.messages();
    const said = stored.map(({ activity }) => activity.text);
    expect(said).to.include.members(['•••• ••••', 'my code is ••••••••']);
    expect(JSON.stringify(stored)).not.to.contain(code);
    const read = stored.map(transcriptLine).map(({ text }) => text);
    expect(read.join('\n')).to.contain('/signin/...').and.not.contain(link);
    const { state } = (await app.store.run((tx) => app.store.conversations.find(tx, chat.id))) ?? {
      state: {},
    };
    expect(talkStateOf(state).dialogs.signIn).to.equal(null);
    expect(JSON.stringify(state)).not.to.contain(link);
  });

  it('leave other numbers of 8 digits as they are', async () => {
    const chat = await chatOn('sms');
    await chat.say('is 12345678 a tracking number');
    await chat.say('12345678');
    const said = (await chat.messages()).map(({ activity }) => activity.text);
    expect(said).to.include.members(['is 12345678 a tracking number', '12345678']);
  });

  it('slow down who asks without an end', async () => {
    const browser = browserOf(app.url);
    let status = 0;
    for (let n = 0; n < 200 && status !== 429; n += 1)
      status = (await browser.get('/signin/none')).status;
    expect(status).to.equal(429);
  });
});
