import { request } from 'node:http';
import { expect } from 'chai';
import { answered, fragment, goTo, page } from '../../../bot/console/answer.ts';
import { type ConsoleRoute, everybody } from '../../../bot/console/route.ts';
import { type ConsoleStream, openStream } from '../../../bot/console/stream.ts';
import { changeStaff } from '../../../services/staff/manage-staff.ts';
import { asActor } from '../../../services/staff/staff-context.ts';
import type { StaffMember, StaffRole } from '../../../services/staff-port.ts';
import { type Browser, type ConsoleServer, consoleServer, signedIn } from './console-server.ts';

const cli = { id: 'cli', role: 'system' } as const;

describe('the gate of the console', () => {
  let server: ConsoleServer;
  let member: Record<StaffRole, StaffMember>;
  let browser: Record<StaffRole, Browser>;
  const done: string[] = [];
  let stream: ConsoleStream | undefined;

  const route = (
    method: ConsoleRoute['method'],
    path: ConsoleRoute['path'],
    handle: ConsoleRoute['handle'],
  ): ConsoleRoute => ({ method, path, roles: everybody, handle });

  before(async () => {
    server = await consoleServer({
      recheckMs: 20,
      more: (deps) => [
        route('post', '/console/test/:what', async ({ params, form }) => {
          done.push(`${params.what} ${form.get('words')}`);
          return goTo('/console/account');
        }),
        route('get', '/console/test/page', async () => page({ title: 'a "b" <c>', html: '<p>x' })),
        route('get', '/console/test/fragment', async () => fragment('<i>', { say: 'Grüße "✓"' })),
        route('get', '/console/test/fault', () => Promise.reject(new Error('secret detail'))),
        route('get', '/console/test/feed', async (visit) => {
          stream = openStream(visit, deps);
          stream.send({ id: 7, event: 'row', data: 'one\ntwo' });
          return answered;
        }),
      ],
    });
    member = {
      agent: await server.member('agnes', 'agent'),
      case_manager: await server.member('clara', 'case_manager'),
      admin: await server.member('dora', 'admin'),
    };
    browser = {
      agent: await signedIn(server, member.agent),
      case_manager: await signedIn(server, member.case_manager),
      admin: await signedIn(server, member.admin),
    };
  });
  after(() => server.close());

  it('lets nobody through without a session, to any route', async () => {
    for (const { method, path } of server.routes) {
      const answer = await server.browser()[method](path);
      expect(answer.status, `${method} ${path}`).to.equal(303);
      expect(answer.headers.get('location')).to.match(/^\/console\/sign-in/);
      const byHtmx = await server.browser()[method](path, { 'HX-Request': 'true' } as never);
      expect(byHtmx.html, 'nothing of the page').to.equal('');
    }
  });

  it('lets each role through to its routes and to no other', async () => {
    for (const role of everybody) {
      const _csrf = await browser[role].csrf();
      for (const one of server.routes.filter(({ path }) => !path.includes('/test/'))) {
        const path = one.path.replace(/:\w+/g, 'nothing-like-that');
        // Streams would never end, and the desk is not in this test: who is refused is refused before that.
        if (one.roles.includes(role) && (one.quiet || isDesk(path))) continue;
        const answer =
          one.method === 'get'
            ? await browser[role].get(path)
            : await browser[role].post(path, { _csrf });
        const words = `${role} ${one.method} ${path}`;
        if (one.roles.includes(role)) expect(answer.status, words).not.to.equal(403);
        else expect(answer.status, words).to.equal(403);
      }
    }
  });

  /** Screens of the desk's: their own tests walk them. */
  const isDesk = (path: string) =>
    !/^\/console\/(audit|people|hours|canned|keys|account)/.test(path);

  it('keeps people, hours, replies and keys for admins, and the audit for them and case managers', () => {
    const open = (role: StaffRole) =>
      server.routes.filter(({ roles }) => roles.includes(role)).map(({ path }) => path);
    const adminOnly = /^\/console\/(people|hours|canned|keys|audit\/verify)/;
    for (const role of ['agent', 'case_manager'] as const)
      expect(open(role).filter((path) => adminOnly.test(path))).to.deep.equal([]);
    expect(open('agent')).not.to.include('/console/audit');
    expect(open('case_manager')).to.include('/console/audit');
    expect(open('admin').filter((path) => adminOnly.test(path))).to.have.length.above(5);
  });

  it('changes nothing without the token of the session, or for another page', async () => {
    const _csrf = await browser.agent.csrf();
    const other = await browser.admin.csrf();
    const post = async (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      (await browser.agent.post('/console/test/thing', { words: 'w', ...fields }, headers)).status;
    expect(await post({})).to.equal(403);
    expect(await post({ _csrf: other })).to.equal(403);
    expect(await post({ _csrf: `${_csrf}x` })).to.equal(403);
    expect(await post({ _csrf }, { Origin: 'https://evil.example' })).to.equal(403);
    expect(await post({ _csrf }, { Origin: 'null' })).to.equal(403);
    expect(await post({ _csrf }, { 'Sec-Fetch-Site': 'cross-site' })).to.equal(403);
    expect(await post({ _csrf }, { 'Content-Type': 'text/plain' })).to.equal(415);
    expect(done).to.deep.equal([]);
    expect(await post({ _csrf })).to.equal(303);
    expect(await post({}, { 'X-CSRF-Token': _csrf })).to.equal(303);
    expect(done).to.deep.equal(['thing w', 'thing w']);
  });

  it('has a policy without anything inline, in nobody\u2019s frame, and escapes what it is given', async () => {
    const { headers, html } = await browser.agent.get('/console/test/page');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).to.contain("default-src 'none'").and.contain("frame-ancestors 'none'");
    expect(policy)
      .to.contain("script-src 'self'")
      .and.not.match(/unsafe|nonce|https?:|\*/);
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(html).to.contain('<title>a &quot;b&quot; &lt;c&gt; - Resolve</title>');
    expect(html).not.to.match(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/);
    expect(html).to.contain('"allowEval":false').and.contain('"includeIndicatorStyles":false');
  });

  it('shows the tabs of one\u2019s role alone', async () => {
    const tabs = async (role: StaffRole) =>
      [
        ...(await browser[role].get('/console/account')).html.matchAll(
          /<a href="(\/console\/\w+)">/g,
        ),
      ]
        .map(([, path]) => path)
        .filter((path) => path !== '/console/account');
    expect(await tabs('agent')).not.to.include('/console/people');
    expect(await tabs('admin')).to.include('/console/people');
  });

  it('answers htmx with fragments, a spoken line, or a move of the page', async () => {
    const headers = { 'HX-Request': 'true' };
    const said = await browser.agent.get('/console/test/fragment', headers);
    expect(said.html).to.equal('<i>');
    expect(JSON.parse(said.headers.get('hx-trigger') ?? '')).to.deep.equal({ say: 'Grüße "✓"' });
    const csrf = { 'X-CSRF-Token': await browser.agent.csrf() };
    const moved = await browser.agent.post('/console/test/x', {}, { ...headers, ...csrf });
    expect([moved.status, moved.headers.get('hx-redirect')]).to.deep.equal([
      ...[204, '/console/account'],
    ]);
    const refused = await browser.agent.get('/console/people', headers);
    expect([refused.status, refused.html]).to.deep.equal([403, '']);
    expect(refused.headers.get('hx-trigger')).to.contain('not for your role');
    const out = await server.browser().get('/console/account', headers);
    expect([out.status, out.headers.get('hx-redirect')]).to.deep.equal([401, null]);
    expect(out.headers.get('hx-trigger')).to.contain('signed-out');
  });

  it('says that something went wrong, and nothing of what', async () => {
    const { status, html } = await browser.agent.get('/console/test/fault');
    expect(status).to.equal(500);
    expect(html).to.contain('Something went wrong').and.not.contain('secret detail');
  });

  interface Heard {
    readonly status: number;
    text: string;
    readonly ended: Promise<void>;
    /** Resolves when the words have come. */
    until(words: string): Promise<void>;
  }

  const listen = (cookie: string): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const headers = { Cookie: cookie, Accept: 'text/event-stream' };
      request(`${server.url}/console/test/feed`, { headers }, (res) => {
        const waiting: { words: string; go: () => void }[] = [];
        const heard: Heard = {
          ...{ status: res.statusCode ?? 0, text: '' },
          ended: new Promise((end) => res.on('end', end)),
          until: (words) =>
            new Promise((go) => {
              if (heard.text.includes(words)) go();
              else waiting.push({ words, go });
            }),
        };
        res.on('data', (chunk: Buffer) => {
          heard.text += chunk.toString();
          for (const { words, go } of waiting) if (heard.text.includes(words)) go();
        });
        resolve(heard);
      })
        .on('error', reject)
        .end();
    });

  it('ends an open stream when its session is revoked, its person let go, or their role changed', async () => {
    const ben = await server.member('ben', 'agent');
    const ends = [
      () =>
        server.store.run((tx) =>
          server.store.staff.sessions.revoke(tx, { staffId: 'ben' }, server.wallClock.now()),
        ),
      () =>
        asActor(server.deps.staff, cli, (ctx) =>
          changeStaff(ctx, { id: 'ben', role: 'case_manager' }),
        ),
      () =>
        asActor(server.deps.staff, cli, (ctx) => changeStaff(ctx, { id: 'ben', active: false })),
    ];
    for (const end of ends) {
      const heard = await listen((await signedIn(server, ben)).cookie);
      await heard.until('id: 7\nevent: row\ndata: one\ndata: two\n\n');
      await heard.until(': here');
      await end();
      await heard.ended;
      expect(heard.text).to.match(/event: signed-out\ndata: \n\n$/);
      expect(stream?.send({ event: 'row', data: '' })).to.equal(false);
    }
  });

  it('answers a stream of nobody with 401', async () => {
    expect((await listen('')).status).to.equal(401);
  });
});
