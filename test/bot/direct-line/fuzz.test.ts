import { expect } from 'chai';
import fc from 'fast-check';
import { generateToken, type Token } from '../../support/direct-line-client.ts';
import { SECRET, startServer, type TestServer } from '../../support/server.ts';
import { ask, sendRaw } from '../../support/server-request.ts';

const RUNS = 60;

describe('any bytes to a Direct Line route', () => {
  let server: TestServer;
  let alice: Token;
  before(async () => {
    server = await startServer({
      receiveUpload: async (file) => ({
        ...{ id: 'u', conversationId: file.conversationId, name: file.name, bytes: 1 },
        ...{ contentType: 'image/png', sha256: '', width: 1, height: 1, verdict: 'accepted' },
        at: 1 as never,
      }),
    });
    alice = await generateToken(server.directLine);
  });
  after(async () => {
    await server.close();
    expect(server.logged.filter((line) => line.includes('a route failed'))).to.deep.equal([]);
  });

  const paths = () => [
    '/tokens/generate',
    '/tokens/refresh',
    '/conversations',
    `/conversations/${alice.conversationId}`,
    `/conversations/${alice.conversationId}/activities`,
    `/conversations/${alice.conversationId}/upload`,
    '/attachments/x',
  ];
  const check = (status: number, text: string) => {
    expect(status).to.be.within(200, 499);
    expect(text).to.not.match(/\bat \S+ \(|node_modules|\.ts:\d|select |insert /i);
  };
  const path = fc.constantFrom(0, 1, 2, 3, 4, 5, 6).map((i) => () => paths()[i] ?? '');
  const bearer = fc.constantFrom(
    () => SECRET,
    () => alice.token,
    () => 'a.b.c',
    () => '',
  );

  it('as a JSON body gets no 5xx and no stack', async () => {
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record({ type: fc.constantFrom('message', 'event'), text: fc.anything() }).map(textOf),
      fc
        .record({
          type: fc.constant('message'),
          value: fc.jsonValue(),
          channelData: fc.jsonValue(),
        })
        .map(textOf),
      fc.record({ user: fc.record({ id: fc.string() }), locale: fc.string() }).map(textOf),
    );
    const test = fc.asyncProperty(path, bearer, body, async (where, token, sent) => {
      const answer = await ask(server.directLine + where(), {
        ...{ method: 'POST', bearer: token(), body: sent },
        headers: { 'content-type': 'application/json' },
      });
      // The queue of the conversation may be full: that is a 429.
      check(answer.status, answer.text);
    });
    await fc.assert(test, { numRuns: RUNS });
  }).timeout(20_000);

  it('as bytes of whatever type gets no 5xx and no stack', async () => {
    const type = fc.constantFrom(
      'application/json',
      'multipart/form-data; boundary=b',
      'image/png',
      '',
    );
    const test = fc.asyncProperty(
      ...([path, bearer, type, fc.uint8Array({ maxLength: 300 })] as const),
      async (where, token, contentType, bytes) => {
        const answer = await ask(server.directLine + where(), {
          ...{ method: 'POST', bearer: token(), body: bytes },
          headers: { 'content-type': contentType },
        });
        check(answer.status, answer.text);
      },
    );
    await fc.assert(test, { numRuns: RUNS });
  }).timeout(20_000);

  it('in the address gets no 5xx and no stack', async () => {
    const odd = fc.oneof(fc.webPath(), fc.string(), fc.constantFrom('%', '//', '/%ff', '/../..'));
    const test = fc.asyncProperty(
      path,
      odd,
      fc.webQueryParameters(),
      async (where, more, query) => {
        const address = `${where()}${more.replaceAll(/[^\x21-\x7e]/g, '%')}?${query}`;
        const head = `GET /v3/directline${address} HTTP/1.1\r\nHost: x\r\nConnection: close`;
        const got = await sendRaw(server.url, `${head}\r\nAuthorization: Bearer ${SECRET}\r\n\r\n`);
        check(Number(/^HTTP\/1\.1 (\d+)/.exec(got)?.[1]), got);
      },
    );
    await fc.assert(test, { numRuns: RUNS });
  }).timeout(20_000);

  it('in the address of an upgrade is refused, and the server lives on', async () => {
    const odd = fc.oneof(fc.webPath(), fc.string(), fc.constantFrom('%', '//', '/%ff', '?t=%ff'));
    const test = fc.asyncProperty(odd, async (more) => {
      const address = `/v3/directline${more.replaceAll(/[^\x21-\x7e]/g, '%')}`;
      const head = `GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket`;
      const got = await sendRaw(server.url, `${head}\r\n\r\n`);
      check(Number(/^HTTP\/1\.1 (\d+)/.exec(got)?.[1]), got);
    });
    await fc.assert(test, { numRuns: RUNS });
    expect((await ask(`${server.url}/healthz`)).status).to.equal(200);
  }).timeout(20_000);
});

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return 'null';
  }
}
