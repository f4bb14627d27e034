import { expect } from 'chai';
import { signJwt } from '../../../bot/http/jwt.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { CHAT_SECRET, SECRET, startServer, type TestServer } from '../../support/server.ts';
import { ask } from '../../support/server-request.ts';

const exp = Math.floor(Date.now() / 1000) + 300;
const tokenOf = (sub: string) => signJwt({ sub, exp }, CHAT_SECRET);

describe('POST /chat/session', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer();
  });
  after(() => server.close());

  const open = async (json: object, cookie?: string, headers: Record<string, string> = {}) => {
    const answer = await ask(`${server.url}/chat/session`, {
      json,
      headers: { ...headers, ...(cookie ? { cookie } : {}) },
    });
    const setCookie = answer.headers.get('set-cookie') ?? '';
    return { ...answer, setCookie, cookie: setCookie.split(';')[0] };
  };
  const conversation = async (id: unknown) =>
    server.store.run((tx) => server.store.conversations.find(tx, String(id)));

  it('opens a visitor’s conversation that greets, with a token and a stream', async () => {
    const { status, json, setCookie } = await open({});
    expect(status).to.equal(200);
    expect(json).to.have.keys('conversationId', 'token', 'expiresIn', 'streamUrl');
    expect(setCookie).to.match(/^resolve_chat=.*; Path=\/chat; .*HttpOnly; SameSite=Lax$/);
    await server.engine.worker.idle();
    const activities = await ask(
      `${server.directLine}/conversations/${json?.conversationId}/activities`,
      { bearer: String(json?.token) },
    );
    expect(activities.json?.activities).to.have.length(1);
    expect(await conversation(json?.conversationId)).to.not.have.property('buyerId');
  });

  it('knows the buyer by the shop’s token', async () => {
    const { json } = await open({ token: tokenOf('ana') });
    expect(await conversation(json?.conversationId)).to.include({
      buyerId: 'ana',
      userId: 'dl_ana',
    });
  });

  it('refuses an invalid and an expired token, and opens nothing', async () => {
    const bad = await open({ token: signJwt({ sub: 'ana', exp }, 'another secret') });
    expect([bad.status, bad.json?.code]).to.deep.equal([401, 'token_invalid']);
    const old = await open({ token: signJwt({ sub: 'ana', exp: exp - 1000 }, CHAT_SECRET) });
    expect([old.status, old.json?.code]).to.deep.equal([401, 'token_expired']);
    for (const later of [2 * 86_400, 1e308]) {
      const eternal = await open({ token: signJwt({ sub: 'ana', exp: exp + later }, CHAT_SECRET) });
      expect([eternal.status, eternal.json?.code]).to.deep.equal([401, 'token_invalid']);
    }
    const nobody = await open({ token: signJwt({ exp }, CHAT_SECRET) });
    expect(nobody.status).to.equal(401);
  });

  it('never opens a chat of another channel, though the buyer is signed in there', async () => {
    const { store } = server;
    const sms = { id: 'cloud-sms', channel: 'sms', userId: '+34600111222', locale: 'en' };
    await store.run((tx) =>
      store.conversations.create(tx, { ...sms, buyerId: 'ana', startedAt: 0 as Instant }),
    );
    const { json } = await open({ token: tokenOf('ana'), conversationId: 'cloud-sms' });
    expect(json?.conversationId).to.be.a('string').and.not.equal('cloud-sms');
  });

  it('resumes the browser’s conversation: a visitor’s by cookie, a buyer’s with their token', async () => {
    const visitor = await open({});
    const again = await open({}, visitor.cookie);
    expect(again.json?.conversationId).to.equal(visitor.json?.conversationId);
    const ana = await open({ token: tokenOf('ana') });
    const back = await open({ token: tokenOf('ana') }, ana.cookie);
    expect(back.json?.conversationId).to.equal(ana.json?.conversationId);
    const named = { token: tokenOf('ana'), conversationId: ana.json?.conversationId };
    expect((await open(named)).json?.conversationId).to.equal(ana.json?.conversationId);
  });

  it('resumes a signed-in chat on reload by cookie and name together, never by one of them', async () => {
    const ana = await open({ token: tokenOf('ana') });
    const { conversationId } = ana.json ?? {};
    expect((await open({ conversationId }, ana.cookie)).json?.conversationId).to.equal(
      conversationId,
    );
    for (const other of [await open({}, ana.cookie), await open({ conversationId })]) {
      expect(other.status).to.equal(200);
      expect(other.json?.conversationId).to.not.equal(conversationId);
      expect(await conversation(other.json?.conversationId)).to.not.have.property('buyerId');
    }
  });

  it('never resumes with another buyer’s token, whatever is sent beside it', async () => {
    const ana = await open({ token: tokenOf('ana') });
    const { conversationId } = ana.json ?? {};
    const bob = await open({ token: tokenOf('bob'), conversationId }, ana.cookie);
    expect(bob.json?.conversationId).to.not.equal(conversationId);
    expect(await conversation(bob.json?.conversationId)).to.include({ buyerId: 'bob' });
  });

  it('starts anew when a visitor signs in, and does not take a forged cookie', async () => {
    const visitor = await open({});
    const ana = await open({ token: tokenOf('ana') }, visitor.cookie);
    expect(ana.json?.conversationId).to.not.equal(visitor.json?.conversationId);
    const forged = `resolve_chat=${signJwt({ conv: visitor.json?.conversationId, exp }, SECRET)}`;
    expect((await open({}, forged)).json?.conversationId).to.not.equal(
      visitor.json?.conversationId,
    );
  });

  it('begins a new conversation on request, and the cookie is that one’s', async () => {
    const ana = await open({ token: tokenOf('ana') });
    const fresh = await open({ token: tokenOf('ana'), fresh: true }, ana.cookie);
    expect(fresh.json?.conversationId).to.not.equal(ana.json?.conversationId);
    expect(await conversation(ana.json?.conversationId)).to.include({ buyerId: 'ana' });
    const back = await open({ token: tokenOf('ana') }, fresh.cookie);
    expect(back.json?.conversationId).to.equal(fresh.json?.conversationId);
  });

  it('keeps a cookie that tells its holder nothing', async () => {
    const { json, cookie } = await open({ token: tokenOf('ana') });
    const value = String(cookie).slice('resolve_chat='.length);
    const parts = [value, ...value.split('.')].map((part) => Buffer.from(part, 'base64url'));
    for (const part of parts)
      expect(part.toString('latin1')).to.not.include(String(json?.conversationId));
  });

  it('is not for pages of other sites, and takes no unknown keys', async () => {
    expect((await open({}, undefined, { origin: 'https://evil.example' })).status).to.equal(403);
    expect((await open({}, undefined, { origin: server.url })).status).to.equal(200);
    expect((await open({ buyerId: 'ana' })).status).to.equal(400);
    expect((await open([])).status).to.equal(400);
  });
});

describe('a sign-in', () => {
  const HOUR_MS = 3_600_000;
  const time = { ms: Date.parse('2026-11-23T00:00:00Z') };
  const at = (hours: number) => {
    time.ms = Date.parse('2026-11-23T00:00:00Z') + hours * HOUR_MS;
  };
  let server: TestServer;
  before(async () => {
    server = await startServer({ wallClock: { now: () => time.ms as Instant } });
  });
  after(() => server.close());
  beforeEach(() => at(0));

  const open = async (json: object, cookie = '') => {
    const answer = await ask(`${server.url}/chat/session`, { json, headers: { cookie } });
    const setCookie = answer.headers.get('set-cookie') ?? '';
    return {
      id: String(answer.json?.conversationId),
      bearer: String(answer.json?.token),
      cookie: String(setCookie.split(';')[0]),
      maxAge: Number(/Max-Age=(\d+)/.exec(setCookie)?.[1]),
    };
  };
  const signIn = () =>
    open({ token: signJwt({ sub: 'ana', exp: time.ms / 1000 + 300 }, CHAT_SECRET) });
  const call = (path: string, bearer: string, method = 'POST') =>
    ask(server.directLine + path, { method, bearer });

  it('ends after a day, however often the chat was resumed by cookie', async () => {
    const ana = await signIn();
    expect(ana.maxAge).to.equal(86_400);
    let last = ana;
    for (const hour of [10, 20, 23.75]) {
      at(hour);
      last = await open({ conversationId: ana.id }, last.cookie);
      expect(last.id).to.equal(ana.id);
      expect(last.maxAge).to.equal(86_400 - hour * 3600);
    }
    // The last token was had a quarter of an hour before the end, and lives no longer.
    at(24);
    expect((await call('/tokens/refresh', last.bearer)).status).to.equal(403);
    const anew = await open({ conversationId: ana.id }, last.cookie);
    expect(anew.id).to.not.equal(ana.id);
  });

  it('begins anew with the shop’s word on the buyer', async () => {
    const ana = await signIn();
    at(30);
    const again = await signIn();
    expect(again.maxAge).to.equal(86_400);
    const token = signJwt({ sub: 'ana', exp: time.ms / 1000 + 300 }, CHAT_SECRET);
    expect((await open({ token, conversationId: ana.id })).id).to.equal(ana.id);
  });

  it('is not made longer by the Direct Line routes that hand out tokens', async () => {
    const { id, cookie } = await signIn();
    const routes = [
      ['/conversations', 'POST'],
      [`/conversations/${id}`, 'GET'],
      ['/tokens/refresh', 'POST'],
    ] as const;
    for (const [path, method] of routes) {
      at(23.25);
      const resumed = await open({ conversationId: id }, cookie);
      at(23.7);
      const given = await call(path, resumed.bearer, method);
      expect(given.status, path).to.be.lessThan(300);
      const token = String(given.json?.token);
      at(24);
      for (const [other, verb] of routes)
        expect((await call(other, token, verb)).status, `${path}, then ${other}`).to.equal(403);
    }
  });
});

describe('the health routes', () => {
  it('say alive, ready, and not ready once the database is gone', async () => {
    const server = await startServer();
    expect((await ask(`${server.url}/healthz`)).json).to.deep.equal({ status: 'ok' });
    expect((await ask(`${server.url}/readyz`)).json).to.deep.equal({
      status: 'ready',
      checks: { database: 'ok', outbox: 'ok' },
    });
    for (const path of ['/healthz', '/readyz']) {
      const head = await ask(server.url + path, { method: 'HEAD' });
      expect([head.status, head.json]).to.deep.equal([200, undefined]);
    }
    await server.store.close();
    expect((await ask(`${server.url}/healthz`)).status).to.equal(200);
    const gone = await ask(`${server.url}/readyz`);
    expect([gone.status, gone.json?.status]).to.deep.equal([503, 'not ready']);
    await server.close().catch(() => undefined);
  });
});
