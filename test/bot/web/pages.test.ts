import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { pino } from 'pino';
import { createHttpServer, listen, stopListening } from '../../../bot/http/server.ts';
import { readAssets } from '../../../bot/web/assets.ts';
import { mountChat } from '../../../bot/web/chat.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';

describe('the chat page and what it loads', () => {
  const log = pino({ level: 'silent' });
  const server = createHttpServer({ log });
  const assets = readAssets();
  let url = '';

  before(async () => {
    assets.mount(server, { log });
    mountChat(server, {
      ...{ assets, log, baseUrl: () => url, botName: 'Resolve' },
      embedOrigins: ['https://shop.example'],
      rulebook: createRulebook({ policyZone: 'UTC', holidays: [] }),
    });
    url = `http://localhost:${await listen(server, 0, '127.0.0.1')}`;
  });
  after(() => stopListening(server));

  it('has a policy with a nonce of its own for each answer, and none for inline or foreign code', async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => {
        const response = await fetch(`${url}/chat`);
        const html = await response.text();
        const policy = response.headers.get('content-security-policy') ?? '';
        const nonce = /script-src 'nonce-([\w-]+)'/.exec(policy)?.[1] ?? '';
        for (const script of html.match(/<script[^>]*>/g) ?? [])
          expect(script).to.contain(`nonce="${nonce}"`);
        return policy;
      }),
    );
    expect(policies[0]).not.to.equal(policies[1]);
    expect(policies[0])
      .to.contain("default-src 'none'")
      .and.not.to.match(/unsafe|https?:\/\/(?!shop)/);
    expect(policies[0]).to.contain("frame-ancestors 'self' https://shop.example");
  });

  it('offers the files that the rules take', async () => {
    const html = await (await fetch(`${url}/chat`)).text();
    const { openingFiles } = createRulebook({ policyZone: 'UTC', holidays: [] }).rules;
    for (const extension of openingFiles.value) expect(html).to.contain(extension);
  });

  it('sends a browser that calls this machine otherwise to the name we know ourselves by', async () => {
    const other = url.replace('localhost', '127.0.0.1');
    const response = await fetch(`${other}/chat?x=1`, { redirect: 'manual' });
    expect(response.status).to.equal(302);
    expect(response.headers.get('location')).to.equal(`${url}/chat?x=1`);
  });

  it('keeps versioned files for ever, compressed as the browser asks', async () => {
    const path = assets.url('base.css');
    const raw = async (accept: string) => {
      const { request } = await import('node:http');
      return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve) => {
        request(`${url}${path}`, { headers: { 'accept-encoding': accept } }, (res) => {
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => resolve({ headers: res.headers, body: Buffer.concat(chunks) }));
        }).end();
      });
    };
    const [br, gzip, none] = await Promise.all(['gzip, br', 'gzip, br;q=0', ''].map(raw));
    expect(br?.headers).to.include({
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    expect(gzip?.headers).to.include({ 'content-encoding': 'gzip' });
    const text = none?.body.toString();
    expect(brotliDecompressSync(br?.body ?? '').toString()).to.equal(text);
    expect(gunzipSync(gzip?.body ?? '').toString()).to.equal(text);
  });

  it('asks again for files that were named without their version', async () => {
    const first = await fetch(`${url}/static/base.css`);
    expect(first.headers.get('cache-control')).to.equal('no-cache');
    const etag = first.headers.get('etag') ?? '';
    const again = await fetch(`${url}/static/base.css`, { headers: { 'if-none-match': etag } });
    expect(again.status).to.equal(304);
    for (const path of ['/static/views.ts', '/static/..%2fchat.ts', '/static/x.css'])
      expect((await fetch(`${url}${path}`)).status).to.equal(404);
  });

  it('gives shops a launcher of a few kilobytes', async () => {
    const response = await fetch(`${url}/embed.js`, { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('content-type')).to.match(/^text\/javascript/);
    expect(response.headers.get('cross-origin-resource-policy')).to.equal('cross-origin');
    expect(Number(response.headers.get('content-length'))).to.be.below(3000);
    const plain = await fetch(`${url}/embed.js`, { headers: { 'accept-encoding': 'identity' } });
    expect((await plain.text()).length).to.be.below(5000);
  });
});
