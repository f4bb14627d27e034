import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { createAddressOf } from '../../../bot/http/client-address.ts';
import { signJwt } from '../../../bot/http/jwt.ts';
import { createRateLimiter } from '../../../bot/http/rate-limit.ts';
import { CHAT_SECRET, startServer, type TestServer } from '../../support/server.ts';
import { ask } from '../../support/server-request.ts';

describe('the address that asks', () => {
  const addressOf = createAddressOf(['10.0.0.0/8', '2001:db8::7']);
  const of = (remoteAddress: string, forwarded?: string) =>
    addressOf({
      socket: { remoteAddress },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    } as unknown as IncomingMessage);

  it('is the peer’s, whatever a stranger claims', () => {
    expect(of('203.0.113.9', '198.51.100.1')).to.equal('203.0.113.9');
    expect(of('203.0.113.9')).to.equal('203.0.113.9');
  });

  it('is the last hop that is no proxy of ours', () => {
    expect(of('10.0.0.1', '198.51.100.1')).to.equal('198.51.100.1');
    expect(of('::ffff:10.0.0.1', '1.2.3.4, 198.51.100.1, 10.9.9.9')).to.equal('198.51.100.1');
    expect(of('2001:db8::7', '1.2.3.4, 2001:DB8::9')).to.equal('2001:db8::9');
  });

  it('is without the port that a proxy adds', () => {
    expect(of('10.0.0.1', '198.51.100.1:4711')).to.equal('198.51.100.1');
    expect(of('10.0.0.1', '[2001:db8::9]:4711')).to.equal('2001:db8::9');
  });

  it('is the proxy’s if that says nothing of use', () => {
    for (const nothing of [undefined, '', 'unknown', '1.2.3.4, unknown'])
      expect(of('10.0.0.1', nothing)).to.equal('10.0.0.1');
    expect(of('10.0.0.1', '10.0.0.2')).to.equal('10.0.0.2');
  });
});

describe('the rate limit of /chat/session', () => {
  let server: TestServer;
  beforeEach(async () => {
    const chatLimit = createRateLimiter({ burst: 1, perSecond: 0.001 }, () => 0);
    server = await startServer({ chatLimit, trustedProxies: ['127.0.0.1'] });
  });
  afterEach(() => server.close());

  const exp = Math.floor(Date.now() / 1000) + 300;
  const open = async (forwarded: string, json: object = {}) => {
    const headers = { 'x-forwarded-for': forwarded };
    return (await ask(`${server.url}/chat/session`, { json, headers })).status;
  };

  it('is each address’s own behind a proxy', async () => {
    expect(await open('198.51.100.1')).to.equal(200);
    expect(await open('1.1.1.1, 198.51.100.1')).to.equal(429);
    expect(await open('198.51.100.2')).to.equal(200);
  });

  it('is each buyer’s own, wherever they are, and guesses of tokens count for the address', async () => {
    const token = (sub: string) => ({ token: signJwt({ sub, exp }, CHAT_SECRET) });
    expect(await open('198.51.100.1', token('ana'))).to.equal(200);
    expect(await open('198.51.100.1', token('bob'))).to.equal(200);
    expect(await open('198.51.100.2', token('ana'))).to.equal(429);
    expect(await open('198.51.100.1', { token: 'a.b.c' })).to.equal(401);
    expect(await open('198.51.100.1', { token: 'a.b.d' })).to.equal(429);
  });
});
