import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { pino } from 'pino';
import type { Server } from 'restify';
import { readJson } from '../../../bot/http/body.ts';
import { answerJson, Problem } from '../../../bot/http/problem.ts';
import { createHttpServer, listen, route, stopListening } from '../../../bot/http/server.ts';
import { openStore } from '../../../services/store/open-store.ts';
import { ask, sendRaw } from '../../support/server-request.ts';

describe('the HTTP server', () => {
  let server: Server;
  let url: string;
  let fault: unknown;
  const logged: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });

  before(async () => {
    server = createHttpServer({ log });
    const echo = async (req: Parameters<typeof readJson>[0]) => ({ got: await readJson(req) });
    server.post(
      '/echo',
      route(log, async (req, res) => answerJson(res, 200, await echo(req))),
    );
    server.get(
      '/fault',
      route(log, async () => {
        throw fault ?? new Error('the password is hunter2');
      }),
    );
    server.get(
      '/fault/:token',
      route(log, () => Promise.reject(new Error('of a page whose address is a secret'))),
    );
    server.get(
      '/no/:id',
      route(log, async () => {
        throw new Problem(409, 'not_now', 'Not now.');
      }),
    );
    url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  });
  after(() => stopListening(server));

  it('reads a JSON body', async () => {
    const answer = await ask(`${url}/echo`, { json: { a: [1, { b: 'é[{' }] } });
    expect(answer.json).to.deep.equal({ got: { a: [1, { b: 'é[{' }] } });
  });

  it('says what it expected to say as problem+json with its code', async () => {
    const answer = await ask(`${url}/no/1`);
    expect(answer.status).to.equal(409);
    expect(answer.headers.get('content-type')).to.equal('application/problem+json');
    expect(answer.json).to.deep.equal({ title: 'Not now.', status: 409, code: 'not_now' });
  });

  it('tells a fault to the log alone', async () => {
    const answer = await ask(`${url}/fault`);
    expect(answer.status).to.equal(500);
    expect(answer.text).to.not.match(/hunter2|at |\.ts/);
    expect(logged.join()).to.contain('hunter2');
  });

  it('logs the route of a fault, not the address, which can be a secret', async () => {
    await ask(`${url}/fault/s3cret`);
    expect(logged.join()).to.contain('"route":"/fault/:token"').and.not.contain('s3cret');
  });

  it('says 503, and when to come again, while the database has no connection free', async () => {
    const store = await openStore('sqlite::memory:');
    // The only connection is taken by the transaction around it.
    const busy = store.run(() => store.run(async () => undefined)).catch((fault) => fault);
    fault = await busy;
    await store.close();
    const answer = await ask(`${url}/fault`);
    fault = undefined;
    expect([answer.status, answer.headers.get('retry-after')]).to.deep.equal([503, '2']);
    expect(answer.json?.code).to.equal('busy');
  }).timeout(5_000);

  it('answers 404 and 405 as problems', async () => {
    expect(await ask(`${url}/nowhere`)).to.include({ status: 404 });
    const wrong = await ask(`${url}/echo`, { method: 'DELETE' });
    expect(wrong.status).to.equal(405);
    expect(wrong.json?.code).to.equal('method_not_allowed');
  });

  it('sends the security headers on every answer', async () => {
    for (const path of ['/no/1', '/nowhere', '/fault']) {
      const { headers } = await ask(url + path);
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('referrer-policy')).to.equal('no-referrer');
      expect(headers.get('content-security-policy')).to.contain("default-src 'none'");
      expect(headers.get('server')).to.equal(null);
    }
  });

  it('refuses every Content-Encoding, and lives on after a broken one', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    for (const body of [gzipSync('{}'), Buffer.from('no gzip at all')]) {
      const answer = await ask(`${url}/echo`, { method: 'POST', body, headers });
      expect(answer.status).to.equal(415);
    }
    expect((await ask(`${url}/echo`, { json: {} })).status).to.equal(200);
  });

  it('refuses other types, 256 KB and more, deep nesting, broken JSON', async () => {
    const kb256 = `"${'x'.repeat(256 * 1024 - 2)}"`;
    const headers = { 'content-type': 'application/json' };
    const status = async (body: string, type = headers) =>
      (await ask(`${url}/echo`, { body, headers: type })).status;
    expect(await status('{}', { 'content-type': 'text/plain' })).to.equal(415);
    expect(await status(kb256)).to.equal(413);
    expect(await status(kb256.replace('x', ''))).to.equal(200);
    expect(await status(`${'['.repeat(16)}${']'.repeat(16)}`)).to.equal(200);
    expect(await status(`${'['.repeat(17)}${']'.repeat(17)}`)).to.equal(400);
    expect(await status(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)).to.equal(400);
    expect(await status('{')).to.equal(400);
  });

  it('refuses a body that grows past the limit without having said so', async () => {
    const chunk = `${(70_000).toString(16)}\r\n${'x'.repeat(70_000)}\r\n`;
    const head = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const got = await sendRaw(url, `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(4)}`);
    expect(got).to.match(/^HTTP\/1\.1 413 /);
  });

  it('answers 400 to an address that can’t be read', async () => {
    for (const path of ['/no/%ff', '/no/%', '//[', '/no/%E0%A4%A']) {
      const got = await sendRaw(
        url,
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      expect(got, path).to.match(/^HTTP\/1\.1 40[04] /);
    }
    const refused = await sendRaw(
      url,
      'GET /no/%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(refused).to.match(/^HTTP\/1\.1 400 /);
    expect(refused).to.match(/x-content-type-options: nosniff/i);
    const bad = await sendRaw(url, 'GET /no/1 HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n');
    expect(bad).to.match(/^HTTP\/1\.1 4/);
    expect((await ask(`${url}/no/1`)).status).to.equal(409);
  });

  it('has a time limit for headers and for requests', () => {
    expect(server.server).to.include({ headersTimeout: 10_000, requestTimeout: 30_000 });
  });
});
