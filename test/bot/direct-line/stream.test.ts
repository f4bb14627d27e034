import { expect } from 'chai';
import { WebSocket } from 'ws';
import { generateToken, type Token, until } from '../../support/direct-line-client.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { ask, sendRaw } from '../../support/server-request.ts';

interface Open {
  readonly socket: WebSocket;
  readonly texts: string[];
  readonly watermarks: string[];
  readonly frames: string[];
  closed?: number;
}

describe('the Direct Line stream', () => {
  let server: TestServer;
  let alice: Token;
  before(async () => {
    server = await startServer({
      keepAliveMs: 50,
      pollMs: 50,
      allowedOrigins: ['https://shop.example'],
    });
  });
  after(() => server.close());
  beforeEach(async () => {
    alice = await generateToken(server.directLine);
  });

  const streamUrl = async (watermark = '0'): Promise<string> => {
    const path = `/conversations/${alice.conversationId}?watermark=${watermark}`;
    const { json } = await ask(server.directLine + path, { bearer: alice.token });
    return String(json?.streamUrl);
  };
  const say = (text: string) =>
    ask(`${server.directLine}/conversations/${alice.conversationId}/activities`, {
      bearer: alice.token,
      json: { type: 'message', text },
    });
  const open = (url: string, origin?: string): Open => {
    const socket = new WebSocket(url, origin === undefined ? {} : { origin });
    const seen: Open = { socket, texts: [], watermarks: [], frames: [] };
    socket.on('message', (data) => {
      seen.frames.push(String(data));
      if (String(data) === '') return;
      const set = JSON.parse(String(data));
      seen.watermarks.push(set.watermark);
      seen.texts.push(...set.activities.map((a: { text: string }) => a.text));
    });
    socket.on('close', (code) => {
      seen.closed = code;
    });
    socket.on('error', () => undefined);
    return seen;
  };
  const statusOf = (url: string, origin?: string) =>
    new Promise<number | undefined>((resolve) => {
      const socket = new WebSocket(url, origin === undefined ? {} : { origin });
      socket.on('unexpected-response', (_req, res) => resolve(res.statusCode));
      socket.on('open', () => {
        socket.terminate();
        resolve(101);
      });
      socket.on('error', () => undefined);
    });

  it('replays what came after the watermark, then sends what comes', async () => {
    await say('one');
    await server.engine.worker.idle();
    const tab = open(await streamUrl('1'));
    await until(() => tab.texts.length === 1);
    await say('two');
    await until(() => tab.texts.length === 3);
    expect(tab.texts).to.deep.equal(['echo: 1 one', 'two', 'echo: 2 two']);
    expect(tab.watermarks.at(-1)).to.equal('4');
    tab.socket.terminate();
  });

  it('sends everything to two tabs at once, to each in order and once', async () => {
    const tabs = [open(await streamUrl()), open(await streamUrl())];
    await Promise.all(Array.from({ length: 10 }, (_, i) => say(`m${i}`)));
    await until(() => tabs.every((tab) => tab.texts.length === 20));
    expect(tabs[0]?.texts).to.deep.equal(tabs[1]?.texts);
    expect(new Set(tabs[0]?.texts).size).to.equal(20);
    for (const tab of tabs) tab.socket.terminate();
  });

  it('sends what another process stored', async () => {
    const tab = open(await streamUrl());
    await until(() => tab.socket.readyState === tab.socket.OPEN);
    const { store } = server;
    const activity = { type: 'message', text: 'from elsewhere' };
    await store.run((tx) =>
      store.conversations.append(
        tx,
        alice.conversationId,
        [{ id: `else-${alice.conversationId}`, from: 'bot', activity }],
        1 as never,
      ),
    );
    await until(() => tab.texts.length === 1);
    expect(tab.texts).to.deep.equal(['from elsewhere']);
    tab.socket.terminate();
  });

  it('keeps the line alive with empty messages and takes the client’s', async () => {
    const tab = open(await streamUrl());
    await until(() => tab.frames.filter((frame) => frame === '').length >= 2);
    tab.socket.send('');
    tab.socket.send('anything');
    await say('still there');
    await until(() => tab.texts.length === 2);
    tab.socket.terminate();
  });

  it('cuts a client that sends too much', async () => {
    const tab = open(await streamUrl());
    await until(() => tab.socket.readyState === tab.socket.OPEN);
    tab.socket.send('x'.repeat(65 * 1024));
    await until(() => tab.closed !== undefined);
    expect(tab.closed).to.equal(1009);
  });

  it('opens for its own token alone: not for a page’s, an old, a foreign or a changed one', async () => {
    const url = new URL(await streamUrl());
    const withToken = (t: string) => {
      const changed = new URL(url);
      changed.searchParams.set('t', t);
      return changed.toString();
    };
    expect(await statusOf(withToken(''))).to.equal(403);
    expect(await statusOf(withToken(alice.token))).to.equal(403);
    expect(await statusOf(withToken(`${url.searchParams.get('t')}x`))).to.equal(403);
    const bob = await generateToken(server.directLine, 'dl_bob');
    expect(
      await statusOf(url.toString().replace(alice.conversationId, bob.conversationId)),
    ).to.equal(404);
    expect(await statusOf(url.toString().replace('/stream', '/other'))).to.equal(404);
  });

  it('opens for our own page and listed ones, and refuses another Origin', async () => {
    expect(await statusOf(await streamUrl(), server.url)).to.equal(101);
    expect(await statusOf(await streamUrl(), 'https://shop.example')).to.equal(101);
    expect(await statusOf(await streamUrl(), 'https://evil.example')).to.equal(403);
    expect(await statusOf(await streamUrl(), 'null')).to.equal(403);
  });

  it('opens 20 times for a conversation, also when 60 ask at once, and again when one left', async () => {
    const url = await streamUrl();
    const tabs = Array.from({ length: 60 }, () => open(url));
    const { CONNECTING, OPEN } = WebSocket;
    await until(() => tabs.every(({ socket }) => socket.readyState !== CONNECTING));
    const opened = tabs.filter(({ socket }) => socket.readyState === OPEN);
    expect(opened).to.have.length(20);
    opened[0]?.socket.terminate();
    await until(async () => (await statusOf(url)) === 101);
    for (const { socket } of tabs) socket.terminate();
  });

  it('leaves a request that offers another protocol to the routes, body and all', async () => {
    const body = JSON.stringify({ type: 'message', text: 'by h2c' });
    const path = `/v3/directline/conversations/${alice.conversationId}/activities`;
    const head = [
      `POST ${path} HTTP/1.1`,
      ...['Host: x', `Authorization: Bearer ${alice.token}`, 'Content-Type: application/json'],
      ...['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk'],
      `Content-Length: ${body.length}`,
    ].join('\r\n');
    const next = 'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const got = await sendRaw(server.url, `${head}\r\n\r\n${body}${next}`);
    expect(got.match(/HTTP\/1\.1 \d+/g)).to.deep.equal(['HTTP/1.1 200', 'HTTP/1.1 200']);
    expect(got).to.match(/"id":/);
  });

  it('closes when its conversation is gone', async () => {
    const { store } = server;
    const tab = open(await streamUrl());
    await until(() => tab.socket.readyState === tab.socket.OPEN);
    const { lastSeqs } = store.conversations;
    const patched = store.conversations as { lastSeqs: typeof lastSeqs };
    patched.lastSeqs = () => Promise.resolve(new Map());
    try {
      await until(() => tab.closed !== undefined);
    } finally {
      patched.lastSeqs = lastSeqs;
    }
    expect(tab.closed).to.equal(4404);
  });
});
