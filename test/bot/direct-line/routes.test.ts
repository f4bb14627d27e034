import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { signJwt } from '../../../bot/http/jwt.ts';
import { generateToken, type Token, until } from '../../support/direct-line-client.ts';
import { noon } from '../../support/fixtures.ts';
import { SECRET, startServer, type TestServer } from '../../support/server.ts';
import { type Ask, ask } from '../../support/server-request.ts';

interface Shown {
  readonly type: string;
  readonly text?: string;
  readonly value?: unknown;
  readonly from: { readonly id: string; readonly role: string };
  readonly channelData: Record<string, unknown>;
}

describe('the Direct Line routes', () => {
  let server: TestServer;
  let alice: Token;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());
  beforeEach(async () => {
    alice = await generateToken(server.directLine);
  });

  const call = (path: string, request: Ask = {}) => ask(server.directLine + path, request);
  const own = (path = '') => `/conversations/${alice.conversationId}${path}`;
  const post = (json: unknown) => call(own('/activities'), { bearer: alice.token, json });
  const shown = async (watermark = ''): Promise<readonly Shown[]> => {
    await server.engine.worker.idle();
    const path = own(`/activities?watermark=${watermark}`);
    return (await call(path, { bearer: alice.token })).json?.activities as readonly Shown[];
  };
  const said = async (text: string) => {
    await post({ type: 'message', text });
    return (await shown()).map((activity) => activity.text);
  };

  it('make a token for the secret alone', async () => {
    const generate = (bearer?: string) =>
      call('/tokens/generate', { method: 'POST', ...(bearer ? { bearer } : {}) });
    expect((await generate(SECRET)).json).to.have.keys('conversationId', 'token', 'expires_in');
    expect((await generate('guess')).status).to.equal(403);
    expect((await generate()).status).to.equal(401);
    expect((await generate(alice.token)).status).to.equal(403);
  });

  it('start a conversation with 201 and say 200 the second time, greeting once', async () => {
    const start = () => call('/conversations', { method: 'POST', bearer: alice.token });
    const first = await start();
    expect(first.status).to.equal(201);
    expect(first.json).to.have.keys('conversationId', 'token', 'expires_in', 'streamUrl');
    expect((await start()).status).to.equal(200);
    expect(await shown()).to.have.length(1);
  });

  it('serve a client that has the secret in place of a token', async () => {
    const started = await call('/conversations', { bearer: SECRET, json: { user: { id: 'x' } } });
    const path = `/conversations/${started.json?.conversationId}/activities`;
    const json = { type: 'message', text: 'hi' };
    expect((await call(path, { bearer: SECRET, json })).status).to.equal(200);
  });

  it('know no conversation of another channel, not even for the secret', async () => {
    const { store } = server;
    const sms = { id: 'cloud-1', channel: 'sms', userId: '+1', locale: 'en', startedAt: noon };
    await store.run((tx) => store.conversations.create(tx, sms));
    for (const path of ['/conversations/cloud-1', '/conversations/cloud-1/activities'])
      expect((await call(path, { bearer: SECRET })).status, path).to.equal(404);
    const json = { type: 'message', text: 'hi' };
    const sent = await call('/conversations/cloud-1/activities', { bearer: SECRET, json });
    expect(sent.status).to.equal(404);
  });

  it('refresh a token, for the same conversation and user', async () => {
    const refresh = (bearer: string) => call('/tokens/refresh', { method: 'POST', bearer });
    const fresh = (await refresh(alice.token)).json;
    expect(fresh?.conversationId).to.equal(alice.conversationId);
    const bearer = String(fresh?.token);
    expect((await call(own('/activities'), { bearer })).status).to.equal(200);
  });

  it('answer 403 to a bad token, 401 to none, and 404 to one of another conversation', async () => {
    const path = own('/activities');
    const bad = await call(path, { bearer: 'a.b.c' });
    expect([bad.status, bad.json]).to.deep.equal([
      403,
      { error: { code: 'BadArgument', message: 'Invalid token or secret' } },
    ]);
    expect((await call(path)).status).to.equal(401);
    const bob = await generateToken(server.directLine, 'dl_bob');
    for (const route of [own(), path]) {
      const foreign = await call(route, { bearer: bob.token });
      expect([foreign.status, foreign.json?.error]).to.deep.equal([
        404,
        { code: 'ConversationNotFound', message: 'Conversation not found' },
      ]);
    }
    const written = await call(path, { bearer: bob.token, json: { type: 'message', text: 'x' } });
    expect(written.status).to.equal(404);
    const none = await call('/conversations/none/activities', { bearer: SECRET });
    expect(none.status).to.equal(404);
  });

  it('take no token of another kind or key', async () => {
    const { json } = await call(own(), { bearer: alice.token });
    const stream = new URL(String(json?.streamUrl)).searchParams.get('t') ?? '';
    expect((await call(own(), { bearer: stream })).status).to.equal(403);
    const claims = { conv: alice.conversationId, typ: 'conversation', exp: 9_999_999_999 };
    expect((await call(own(), { bearer: signJwt(claims, SECRET) })).status).to.equal(403);
  });

  it('believe nothing that a client writes of itself', async () => {
    const from = { id: 'dl_bob', role: 'bot', name: 'Resolve' };
    const forged = { serviceUrl: 'http://169.254.169.254/', conversation: { id: 'other' } };
    await post({ type: 'message', text: 'hi', from, ...forged, recipient: from, id: '1', x: 1 });
    const [echo] = await shown();
    expect(echo?.from).to.deep.equal({ id: 'dl_alice', role: 'user' });
    expect(echo).to.have.deep.property('conversation', { id: alice.conversationId });
    expect(echo).to.not.have.any.keys('serviceUrl', 'recipient', 'x');
  });

  it('keep of channelData what Web Chat needs back, and drop the rest', async () => {
    const channelData = {
      clientActivityID: 'c',
      attachmentSizes: [1],
      postBack: true,
      admin: true,
    };
    await post({ type: 'message', value: { action: 'x' }, channelData });
    const [echo] = await shown();
    expect(echo?.channelData).to.deep.equal({
      clientActivityID: 'c',
      attachmentSizes: [1],
      postBack: true,
      'webchat:sequence-id': 1,
    });
    expect(echo?.value).to.deep.equal({ action: 'x' });
  });

  it('page by watermark, which stays where it was when nothing came', async () => {
    await said('one');
    const read = (watermark: string) =>
      call(own(`/activities?watermark=${watermark}`), { bearer: alice.token });
    const all = await read('');
    expect(all.json?.watermark).to.equal('2');
    expect((await read('2')).json).to.deep.equal({ activities: [], watermark: '2' });
    expect((await read('1')).json?.activities).to.have.length(1);
    for (const odd of ['x', '-1', '1e3', '99999999999999']) {
      expect((await read(odd)).json?.activities, odd).to.have.length(2);
    }
  });

  it('neither store nor answer typing and what they do not know', async () => {
    for (const type of ['typing', 'endOfConversation', 'invoke', 'conversationUpdate']) {
      expect((await post({ type })).status).to.equal(200);
    }
    expect(await shown()).to.deep.equal([]);
  });

  it('answer 400 to what is no activity', async () => {
    const bad = [null, 5, 'x', [], {}, { type: 5 }, { type: 'message', text: 5 }];
    const nested = { type: 'message', value: { a: { toString: 'x' } } };
    const long = { type: 'message', value: { action: 'x'.repeat(2_001) } };
    for (const body of [...bad, nested, long]) {
      const { status, json } = await post(body);
      expect(status, JSON.stringify(body)).to.equal(400);
      expect(json).to.have.nested.property('error.code');
    }
  });

  it('refuse 256 KB and more, a compressed body, 30,000 levels', async () => {
    const headers = { 'content-type': 'application/json' };
    const raw = (body: string | Uint8Array, more = {}) =>
      call(own('/activities'), { bearer: alice.token, body, headers: { ...headers, ...more } });
    const big = await raw(JSON.stringify({ type: 'message', text: 'x'.repeat(256 * 1024) }));
    expect([big.status, big.json]).to.deep.equal([
      413,
      { error: { code: 'MessageSizeTooBig', message: 'The body is too large.' } },
    ]);
    const zipped = gzipSync(JSON.stringify({ type: 'message', text: 'x' }));
    expect((await raw(zipped, { 'content-encoding': 'gzip' })).status).to.equal(415);
    const deep = `{"type":"message","value":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
    expect((await raw(deep)).status).to.equal(400);
    expect(await said('still here')).to.deep.equal(['still here', 'echo: 1 still here']);
  });

  it('show in the transcript what the dialogs were given of a text of 100 KB', async () => {
    const [echo, ...answers] = await said('x'.repeat(100_000));
    expect(echo).to.have.length(10_000);
    // The channel splits long words of ours.
    const answered = answers.join('').replaceAll(/[^x]/g, '');
    expect(answered).to.have.length(10_000);
  });

  it('store odd texts: many dates, NUL, a lone surrogate', async () => {
    const dates = '1/'.repeat(100);
    expect(await said(dates)).to.include(`echo: 1 ${dates}`);
    expect(await said('a\u0000b'))
      .to.include('ab')
      .and.to.include('echo: 2 ab');
    expect(await said('a\ud800b')).to.include('a\ufffdb');
  });

  it('answer 429 with Retry-After while 20 messages wait', async () => {
    const slow = await startServer({
      converse: async () => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return { messages: [], state: {} };
      },
      databaseUrl: 'sqlite::memory:',
    });
    // The store has one connection, so what arrives during a turn is stored after it: fill the queue unseen.
    await slow.engine.worker.stop();
    const { conversationId, token } = await generateToken(slow.directLine);
    const url = `${slow.directLine}/conversations/${conversationId}/activities`;
    const send = () => ask(url, { bearer: token, json: { type: 'message', text: 'x' } });
    const statuses: number[] = [];
    for (let i = 0; i < 20; i += 1) statuses.push((await send()).status);
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
    const refused = await send();
    expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([429, '1']);
    await slow.close();
  });

  it('let pages of listed origins in by CORS, and no other', async () => {
    const open = await startServer({ allowedOrigins: ['https://shop.example'] });
    const preflight = (origin: string) =>
      ask(`${open.directLine}/conversations`, { method: 'OPTIONS', headers: { origin } });
    const allowed = await preflight('https://shop.example');
    expect(allowed.status).to.equal(204);
    expect(allowed.headers.get('access-control-allow-origin')).to.equal('https://shop.example');
    const refused = await preflight('https://evil.example');
    expect(refused.headers.get('access-control-allow-origin')).to.equal(null);
    await open.close();
  });

  it('find their conversations and answers again after a restart on the same store', async () => {
    const store = server.store;
    await said('before');
    const second = await startServer({ store });
    const url = `${second.directLine}/conversations/${alice.conversationId}/activities`;
    const read = async () => (await ask(url, { bearer: alice.token })).json?.activities;
    expect(await read()).to.have.length(2);
    await ask(url, { bearer: alice.token, json: { type: 'message', text: 'after' } });
    await until(async () => ((await read()) as unknown[]).length === 4);
    await second.close();
  });
});
