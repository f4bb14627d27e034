import { expect } from 'chai';
import { ownPath } from '../../../bot/console/sign-in-routes.ts';
import { stepAt } from '../../../services/gateways/totp.ts';
import { verifyAudit } from '../../../services/staff/audit.ts';
import { addStaff, changeStaff, resetStaff } from '../../../services/staff/manage-staff.ts';
import { asActor } from '../../../services/staff/staff-context.ts';
import type { StaffMember } from '../../../services/staff-port.ts';
import { codeOf } from './code-of.ts';
import { type ConsoleServer, consoleServer, PASSWORD, signedIn } from './console-server.ts';

const cli = { id: 'cli', role: 'system' } as const;

describe('signing in to the console', () => {
  let server: ConsoleServer;
  let agnes: StaffMember;

  beforeEach(async () => {
    server = await consoleServer();
    agnes = await server.member('agnes', 'agent');
    await server.member('dora', 'admin');
  });
  afterEach(() => server.close());

  const tryAs = (fields: Record<string, string>, address = '192.0.2.1') =>
    server
      .browser()
      .post(
        '/console/sign-in',
        { login: 'agnes', password: PASSWORD, code: server.code(agnes), ...fields },
        { 'x-test-address': address },
      );

  it('needs name, password and code, and leads to the start page', async () => {
    const browser = await signedIn(server, agnes);
    expect((await browser.get('/console')).headers.get('location')).to.match(/^\/console\/\w+/);
    const account = await browser.get('/console/account');
    expect(account.status).to.equal(200);
    expect(account.html).to.contain('Name agnes').and.contain('This browser');
  });

  it('takes the name in any case, and the code with its space', async () => {
    const code = server.code(agnes);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    expect((await tryAs({ login: ' AGNES ', code: spaced })).status).to.equal(303);
  });

  it('answers the same to a wrong password, a wrong code and a name that nobody has', async () => {
    const answers = [
      await tryAs({ password: 'something else 1' }),
      await tryAs({ code: '000000' }),
      await tryAs({ code: '' }),
      await tryAs({ login: 'nobody' }),
    ];
    for (const { status, html, headers } of answers) {
      expect(status).to.equal(401);
      expect(headers.has('set-cookie')).to.equal(false);
      expect(html.replace(/value="\w+"/, '')).to.equal(answers[0]?.html.replace(/value="\w+"/, ''));
      expect(html).to.contain('That is not right');
    }
  });

  it('hashes the password also for a name that nobody has', async () => {
    const seen: (string | undefined)[] = [];
    const { verifyPassword } = server.credentials;
    const watched = { ...server.credentials };
    Object.assign(server.deps.staff, {
      credentials: Object.assign(watched, {
        verifyPassword: (password: string, hash: string | undefined) => {
          seen.push(hash);
          return verifyPassword(password, hash);
        },
      }),
    });
    await tryAs({ login: 'nobody' });
    await tryAs({ login: 'agnes' });
    expect(seen).to.deep.equal([undefined, agnes.passwordHash]);
  });

  it('takes a code once, also the one before and the one after, but no older one', async () => {
    const now = server.code(agnes);
    expect((await tryAs({ code: server.code(agnes, -2) })).status).to.equal(401);
    expect((await tryAs({ code: server.code(agnes, -1) })).status).to.equal(303);
    expect((await tryAs({ code: now })).status).to.equal(303);
    expect((await tryAs({ code: now })).status).to.equal(401);
    expect((await tryAs({ code: server.code(agnes, -1) })).status).to.equal(401);
    expect((await tryAs({ code: server.code(agnes, 1) })).status).to.equal(303);
  });

  it('makes whoever fails again and again wait longer each time, whether or not the name exists', async () => {
    for (const login of ['agnes', 'nobody']) {
      for (let n = 0; n < 5; n += 1)
        expect((await tryAs({ login, password: `wrong ${n}` })).status).to.equal(401);
      const locked = await tryAs({ login });
      expect(locked.status, login).to.equal(429);
      expect(locked.headers.get('retry-after')).to.equal('15');
      expect(locked.html).to.contain('Wait 15 seconds');
      server.wallClock.advance(15_000);
      expect((await tryAs({ login, password: 'wrong again' })).status).to.equal(401);
      expect((await tryAs({ login })).headers.get('retry-after'), login).to.equal('30');
      server.wallClock.advance(30_000);
    }
    expect((await tryAs({})).status).to.equal(303);
    expect((await tryAs({ password: 'wrong' })).status, 'counted anew').to.equal(401);
  });

  it('makes an address wait that tries many names, and not its neighbour', async () => {
    for (let n = 0; n < 61; n += 1)
      expect((await tryAs({ login: `name-${n}` }, '203.0.113.9')).status).to.equal(401);
    expect((await tryAs({}, '203.0.113.9')).status).to.equal(429);
    expect((await tryAs({}, '203.0.113.10')).status).to.equal(303);
  });

  it('is refused to a form of another page, whatever it knows', async () => {
    const fields = { login: 'agnes', password: PASSWORD, code: server.code(agnes) };
    const from = (headers: Record<string, string>) =>
      server.browser().post('/console/sign-in', fields, headers);
    expect((await from({ Origin: 'https://evil.example' })).status).to.equal(403);
    expect((await from({ Origin: 'null' })).status).to.equal(403);
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await from({ 'Sec-Fetch-Site': site })).status, site).to.equal(403);
    expect((await from({})).status).to.equal(303);
  });

  it('gives a cookie that no script and no other page can use', async () => {
    const { headers } = await tryAs({});
    expect(headers.get('set-cookie')).to.match(
      /^resolve_console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const safe = await consoleServer({ https: true });
    try {
      const ben = await safe.member('ben', 'agent');
      const fields = { login: 'ben', password: PASSWORD, code: safe.code(ben) };
      const answer = await safe.browser().post('/console/sign-in', fields);
      expect(answer.headers.get('set-cookie')).to.match(
        /^__Host-resolve_console=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
      );
    } finally {
      await safe.close();
    }
  });

  it('is kept as a hash, and only as that', async () => {
    const browser = await signedIn(server, agnes);
    const token = browser.cookie.split('=')[1] ?? '';
    const [session] = await server.store.run((tx) =>
      server.store.staff.sessions.ofStaff(tx, 'agnes'),
    );
    expect(session?.tokenHash).to.equal(server.credentials.hashToken(token)).and.not.equal(token);
  });

  it('goes on to the page that was asked for, if it is one of the console', async () => {
    const away = await server.browser().get('/console/audit?actor=ben');
    expect(away.headers.get('location')).to.equal(
      '/console/sign-in?next=%2Fconsole%2Faudit%3Factor%3Dben',
    );
    const next = '/console/audit?actor=ben';
    expect((await tryAs({ next })).headers.get('location')).to.equal(next);
    for (const foreign of ['//evil.example', 'https://evil.example', '/chat', '/console/../chat'])
      expect(ownPath(foreign), foreign).to.equal('');
  });

  it('ends after 30 minutes without use, and after 12 hours in any case', async () => {
    const status = async (browser: { get(path: string): Promise<{ status: number }> }) =>
      (await browser.get('/console/account')).status;
    const idle = await signedIn(server, agnes);
    server.wallClock.advance(30 * 60_000 - 1);
    expect(await status(idle)).to.equal(200);
    server.wallClock.advance(30 * 60_000);
    expect(await status(idle)).to.equal(303);
    const busy = await signedIn(server, agnes);
    for (let n = 0; n < 35; n += 1) {
      server.wallClock.advance(20 * 60_000);
      expect(await status(busy), String(n)).to.equal(200);
    }
    server.wallClock.advance(20 * 60_000);
    expect(await status(busy)).to.equal(303);
  });

  it('ends where one signs out, here or from another browser', async () => {
    const [here, there] = [await signedIn(server, agnes), await signedIn(server, agnes)];
    const list = await here.get('/console/account');
    expect(list.html.match(/Sign out<span/g)).to.have.lengthOf(1);
    const _csrf = await here.csrf();
    const done = await here.post('/console/account/sessions', { _csrf });
    expect(done.headers.get('location')).to.contain('done=sessions');
    expect((await there.get('/console/account')).status).to.equal(303);
    await here.post('/console/sign-out', { _csrf });
    expect(here.cookie).to.equal('');
  });

  it('begins with a one-time password by setting up the app and a password of one\u2019s own', async () => {
    const { staff } = server.deps;
    const added = await addStaff(staff, cli, { name: 'Zoe', login: 'zoe', role: 'agent' });
    if (!added.ok) throw new Error(added.refusals.code);
    const { password } = added.value;
    const browser = server.browser();
    const first = await browser.post('/console/sign-in', { login: 'zoe', password, code: '' });
    expect(first.headers.get('location')).to.equal('/console/enrol');
    expect((await browser.get('/console/account')).headers.get('location')).to.equal(
      '/console/enrol',
    );
    const page = await browser.get('/console/enrol');
    const secret = /class="secret">([A-Z2-7 ]+)</.exec(page.html)?.[1] ?? '';
    expect(page.html).to.contain('otpauth://totp/Resolve%3Azoe?secret&#x3D;');
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    const code = codeOf(secret, stepAt(server.wallClock.now()));
    const save = (fields: Record<string, string>) =>
      browser.post('/console/enrol', { _csrf, code, password: PASSWORD, ...fields });
    expect((await save({ password: 'short' })).html).to.contain('too short');
    expect((await save({ password: 'zoezoezoezoe' })).html).to.contain('too easy');
    expect((await save({ code: '000000' })).html).to.contain('code is not right');
    expect((await save({ _csrf: '' })).status).to.equal(403);
    expect((await save({})).headers.get('location')).to.equal('/console');
    expect((await browser.get('/console/account')).status).to.equal(200);
    const again = await server.browser().post('/console/sign-in', { login: 'zoe', password });
    expect(again.status, 'the one-time password is over').to.equal(401);
    server.wallClock.advance(60_000);
    const next = codeOf(secret, stepAt(server.wallClock.now()));
    const own = { login: 'zoe', password: PASSWORD, code: next };
    expect((await server.browser().post('/console/sign-in', own)).headers.get('location')).to.equal(
      '/console',
    );
  });

  it('does not take a one-time password after 72 hours', async () => {
    const { staff } = server.deps;
    const added = await addStaff(staff, cli, { name: 'Zoe', login: 'zoe', role: 'agent' });
    if (!added.ok) throw new Error(added.refusals.code);
    server.wallClock.advance(72 * 3_600_000);
    const { password } = added.value;
    expect(
      (await server.browser().post('/console/sign-in', { login: 'zoe', password })).status,
    ).to.equal(401);
  });

  it('ends at once for who is let go, set back, or made something else', async () => {
    const { staff } = server.deps;
    const browser = await signedIn(server, agnes);
    await asActor(staff, cli, (ctx) => changeStaff(ctx, { id: 'agnes', role: 'admin' }));
    expect((await browser.get('/console/people')).status).to.equal(200);
    await asActor(staff, cli, (ctx) => changeStaff(ctx, { id: 'agnes', role: 'agent' }));
    expect((await browser.get('/console/people')).status).to.equal(403);
    await asActor(staff, cli, (ctx) => changeStaff(ctx, { id: 'agnes', active: false }));
    expect((await browser.get('/console/account')).status).to.equal(303);
    expect((await tryAs({})).status).to.equal(401);
    const ben = await server.member('ben', 'agent');
    const bens = await signedIn(server, ben);
    await resetStaff(staff, cli, 'ben');
    expect((await bens.get('/console/account')).status).to.equal(303);
  });

  it('is in the audit, also where it failed, without what was typed', async () => {
    await tryAs({ login: 'my-secret-password' });
    await signedIn(server, agnes);
    const rows = await server.store.run((tx) => server.store.audit.page(tx, { limit: 9 }));
    expect(rows.map(({ action, actor, subject }) => [action, actor, subject])).to.deep.equal([
      ['staff.sign_in', 'agnes', 'staff agnes'],
      ['staff.sign_in_failed', 'nobody', 'staff unknown'],
    ]);
    expect(JSON.stringify(rows)).not.to.contain('secret-password');
    expect(await verifyAudit(server.store)).to.include({ ok: true, count: 2 });
  });

  it('has no button of the demo where there is no demo', async () => {
    expect((await server.browser().get('/console/sign-in')).html).not.to.contain('demo');
    expect(
      (await server.browser().post('/console/demo-sign-in', { who: 'agnes' })).status,
    ).to.equal(404);
  });
});

describe('the demo\u2019s sign-in', () => {
  it('is one press, for the demo\u2019s people alone', async () => {
    const server = await consoleServer({ demo: true });
    try {
      await server.member('real', 'admin');
      const made = await server.member('agnes', 'agent');
      const { passwordHash: _hash, totpSealed: _secret, ...bare } = made;
      await server.store.run((tx) =>
        server.store.staff.accounts.add(tx, { ...bare, id: 'ben', login: 'ben' }),
      );
      expect((await server.browser().get('/console/sign-in')).html).to.contain('Agnes Lindqvist');
      const press = (who: string, headers = {}) =>
        server.browser().post('/console/demo-sign-in', { who }, headers);
      expect((await press('ben')).status).to.equal(303);
      for (const who of ['real', 'nobody', ''])
        expect((await press(who)).status, who).to.equal(401);
      expect((await press('ben', { Origin: 'https://evil.example' })).status).to.equal(403);
    } finally {
      await server.close();
    }
  });
});
