import { expect } from 'chai';
import { pino } from 'pino';
import { createHttpServer, listen, stopListening } from '../../../bot/http/server.ts';
import { browserCookie, readBrowser } from '../../../bot/signin/browser.ts';
import { aChat, numberEnd } from '../../../bot/signin/chat-name.ts';
import { codeHash, newCode } from '../../../bot/signin/code.ts';
import type { SignInDeps } from '../../../bot/signin/deps.ts';
import { mountSignIn, signInOf } from '../../../bot/signin/mount-sign-in.ts';
import { mountSignInPages } from '../../../bot/signin/routes.ts';
import type { SignInRequest } from '../../../services/identity-port.ts';
import type { Store } from '../../../services/ports.ts';
import { StoreBusy } from '../../../services/store-busy.ts';
import { rulebooks } from '../../support/desk.ts';
import { noon } from '../../support/fixtures.ts';

const state = 'AbCdEfGhIjKlMnOpQrStUv';
const key = Buffer.alloc(32, 7).toString('base64url');

describe('A sign-in page that fails', () => {
  let url = '';
  const logged: string[] = [];
  const faults: Error[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const clock = { now: () => noon };
  const broken = { run: () => Promise.reject(faults[0]) } as unknown as Store;
  const deps: SignInDeps = {
    ...{ store: broken, clock, wallClock: clock, rulebooks, log, demoBuyers: [] },
    ...{ cookieKey: key, csrfKey: key, codeKey: key, shop: undefined },
    ids: { next: () => 'id' },
    assets: { url: (name) => `/static/${name}` },
    baseUrl: () => url,
    addressOf: () => 'here',
    limit: { take: () => 0 },
  };
  const server = createHttpServer({ log });
  before(async () => {
    mountSignInPages(server, deps);
    url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  });
  after(() => stopListening(server));

  const ask = async (fault: Error) => {
    faults.splice(0, 1, fault);
    const answer = await fetch(`${url}/signin/${state}`);
    return { status: answer.status, html: await answer.text() };
  };

  it('says so in plain words, and is logged without the way in', async () => {
    const { status, html } = await ask(new Error('the disk is full'));
    expect(status).to.equal(500);
    expect(html).to.contain('Nothing was connected').and.not.contain('disk');
    expect(logged.join('\n')).to.contain('the disk is full').and.not.contain(state);
  });

  it('asks for a moment where the database is busy', async () => {
    const { status, html } = await ask(new StoreBusy(new Error('x')));
    expect(status).to.equal(503);
    expect(html).to.contain('try again in a moment');
  });
});

describe('The browser’s cookie', () => {
  const at = { now: noon as number };
  const https = {
    baseUrl: () => 'https://help.shop.example',
    cookieKey: key,
    wallClock: { now: () => at.now as typeof noon },
  };
  const sent = (cookie: string) =>
    ({ headers: { cookie: cookie.split(';', 1)[0] } }) as Parameters<typeof readBrowser>[1];

  it('is bound to our host over https, and to nothing that a page could set', () => {
    const cookie = browserCookie(https, { id: 'a', state });
    expect(cookie).to.match(/^__Host-resolve_signin=[\w-]+; Path=\/; /);
    expect(cookie).to.match(/; HttpOnly; SameSite=Lax; Secure$/);
    expect(cookie).not.to.contain(state);
  });

  it('is read for twenty minutes by whoever made it, and not with another key', () => {
    const cookie = browserCookie(https, { id: 'a', state });
    expect(readBrowser(https, sent(cookie))).to.deep.equal({ id: 'a', state });
    const other = { ...https, cookieKey: Buffer.alloc(32, 8).toString('base64url') };
    expect(readBrowser(other, sent(cookie))).to.equal(undefined);
    at.now = noon + 20 * 60_000 - 1;
    expect(readBrowser(https, sent(cookie))).to.deep.equal({ id: 'a', state });
    at.now = noon + 20 * 60_000;
    expect(readBrowser(https, sent(cookie))).to.equal(undefined);
  });
});

describe('A code of the page', () => {
  it('has 8 digits, also where the first ones are 0, and no pattern', () => {
    const codes = Array.from({ length: 2_000 }, newCode);
    for (const code of codes) expect(code).to.match(/^\d{8}$/);
    expect(new Set(codes).size).to.be.above(1_990);
    expect(new Set(codes.map((code) => code[0])).size).to.equal(10);
  });

  it('has another digest in another conversation, and under another key', () => {
    const hashes = [
      codeHash('k', 'c-1', '12345678'),
      codeHash('k', 'c-2', '12345678'),
      codeHash('l', 'c-1', '12345678'),
      codeHash('k', 'c-1', '12345679'),
    ];
    expect(new Set(hashes).size).to.equal(4);
    for (const hash of hashes) expect(hash).not.to.contain('12345678');
  });
});

describe('Where buyers sign in by a link', () => {
  it('is where there is a demo or a shop to sign in at, and nowhere else', () => {
    const shopOidc = { issuer: 'https://a', clientId: 'b', clientSecret: 'c', buyerClaim: 'sub' };
    expect(signInOf({ demo: true, shopOidc: undefined }, 's')).to.have.keys('codeKey');
    expect(signInOf({ demo: false, shopOidc }, 's')).to.have.keys('codeKey');
    expect(signInOf({ demo: false, shopOidc: undefined }, 's')).to.deep.equal({});
    const mounted = { get: () => expect.fail('a page was mounted') };
    const config = { demo: false, shopOidc: undefined, trustedProxies: [] };
    mountSignIn(mounted as never, { config, secret: 's' } as never);
  });

  it('says the chat’s name, and of a phone number its end alone', () => {
    const request = (channel: string, userId: string) => ({ channel, userId }) as SignInRequest;
    expect(numberEnd(request('sms', '+34 600 111 222'))).to.equal('222');
    expect(numberEnd(request('sms', '12345'))).to.equal(undefined);
    expect(numberEnd(request('msteams', '29:123456789'))).to.equal(undefined);
    expect(['sms', 'email', 'msteams', 'line'].map(aChat)).to.deep.equal([
      ...['an SMS chat', 'an e-mail chat', 'a Teams chat', 'a help chat'],
    ]);
  });
});
