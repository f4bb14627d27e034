import { expect } from 'chai';
import { readConfig } from '../../../bot/config.ts';
import { createOidc } from '../../../bot/console/oidc.ts';
import { changeStaff } from '../../../services/staff/manage-staff.ts';
import { asActor } from '../../../services/staff/staff-context.ts';
import { type Browser, type ConsoleServer, consoleServer } from './console-server.ts';
import { type Forgery, oidcServer } from './oidc-server.ts';

describe('a company\u2019s sign-in', () => {
  let provider: Awaited<ReturnType<typeof oidcServer>>;
  let server: ConsoleServer;

  before(async () => {
    provider = await oidcServer();
    const { issuer, clientId, clientSecret } = provider;
    const roles = [
      { value: 'support', role: 'agent' },
      { value: 'disputes', role: 'case_manager' },
      { value: 'leads', role: 'admin' },
    ] as const;
    const oidc = createOidc({ issuer, clientId, clientSecret, roleClaim: 'realm.roles', roles });
    server = await consoleServer({ oidc });
  });
  after(async () => {
    await server.close();
    await provider.close();
  });

  const mia = {
    sub: 'mia-1',
    preferred_username: 'mia@company.example',
    name: 'Mia Keller',
    realm: { roles: ['other', 'support'] },
  };

  const leave = async (browser: Browser, next = ''): Promise<URL> => {
    const away = await browser.get(`/console/oidc?next=${encodeURIComponent(next)}`);
    expect(away.status).to.equal(303);
    return new URL(away.headers.get('location') ?? '');
  };
  const back = (browser: Browser, to: URL) => browser.get(`${to.pathname}${to.search}`);
  const signIn = async (claims: Record<string, unknown>, forgery: Forgery = {}, next = '') => {
    const browser = server.browser();
    const answer = await back(
      browser,
      provider.signIn(await leave(browser, next), claims, forgery),
    );
    return { browser, answer };
  };
  const account = async (browser: Browser) => browser.get('/console/account');

  it('is offered, and goes there with PKCE, state and nonce', async () => {
    expect((await server.browser().get('/console/sign-in')).html).to.contain('company account');
    const asked = (await leave(server.browser())).searchParams;
    expect(Object.fromEntries(asked)).to.include({
      ...{ response_type: 'code', client_id: 'resolve', code_challenge_method: 'S256' },
      ...{ scope: 'openid profile email', redirect_uri: `${server.url}/console/oidc/callback` },
    });
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)).to.have.length.above(30);
  });

  it('adds who comes the first time, in the role of their group, and knows them again', async () => {
    const { browser, answer } = await signIn(mia, {}, '/console/audit');
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('refresh')).to.equal('0; url=/console/audit');
    expect((await account(browser)).html)
      .to.contain('Mia Keller')
      .and.contain('<dd>Agent</dd>');
    expect(browser.cookie).not.to.contain('oidc');
    await signIn({ ...mia, preferred_username: 'renamed@company.example' });
    const people = await server.store.run((tx) => server.store.staff.accounts.all(tx));
    expect(people.map(({ login }) => login)).to.deep.equal(['mia@company.example']);
  });

  it('takes the highest role that is named now', async () => {
    const { browser } = await signIn({ ...mia, realm: { roles: ['support', 'disputes'] } });
    expect((await account(browser)).html).to.contain('Case manager');
    await signIn(mia);
    expect((await account(browser)).html, 'also in the session from before').to.contain(
      '<dd>Agent',
    );
  });

  it('lets nobody in without a group, or whom we let go', async () => {
    for (const realm of [{ roles: [] }, { roles: 'supporters' }, {}, undefined]) {
      const { browser, answer } = await signIn({ ...mia, sub: 'x', realm });
      expect(answer.status).to.equal(403);
      expect(answer.html).to.contain('no role here');
      expect((await account(browser)).status).to.equal(303);
    }
    await signIn({ ...mia, sub: 'ex', preferred_username: 'ex' });
    const ex = await server.store.run((tx) => server.store.staff.accounts.byLogin(tx, 'ex'));
    const by = { id: 'cli', role: 'system' } as const;
    await asActor(server.deps.staff, by, (ctx) =>
      changeStaff(ctx, { id: ex?.id ?? '', active: false }),
    );
    expect((await signIn({ ...mia, sub: 'ex', preferred_username: 'ex' })).answer.status).to.equal(
      403,
    );
  });

  it('does not take over an account that has the same name', async () => {
    await server.member('owner@company.example', 'admin');
    const { answer } = await signIn({
      ...{ ...mia, sub: 'thief', preferred_username: 'owner@company.example' },
      realm: { roles: ['leads'] },
    });
    expect(answer.status).to.equal(403);
    expect(answer.html).to.contain('sign-in name already');
  });

  it('refuses tokens that were signed by others, for others, for another sign-in, or long ago', async () => {
    const forgeries: Record<string, Forgery> = {
      key: { foreignKey: true },
      audience: { claims: { aud: 'another' } },
      issuer: { claims: { iss: 'https://evil.example' } },
      nonce: { claims: { nonce: 'another' } },
      expired: { claims: { exp: 1_700_000_000, iat: 1_699_999_000 } },
    };
    for (const [name, forgery] of Object.entries(forgeries)) {
      const { browser, answer } = await signIn(mia, forgery);
      expect(answer.status, name).to.equal(403);
      expect((await account(browser)).status, name).to.equal(303);
    }
  });

  it('refuses to go on in another browser, with another state, twice, or too late', async () => {
    const browser = server.browser();
    const to = provider.signIn(await leave(browser), mia);
    expect((await back(server.browser(), to)).html).to.contain('in another browser');
    const changed = new URL(to);
    changed.searchParams.set('state', 'another');
    const second = server.browser();
    second.cookie = browser.cookie;
    expect((await back(second, changed)).status).to.equal(403);
    expect((await back(browser, to)).status).to.equal(200);
    expect((await back(browser, to)).status).to.equal(403);
    const late = server.browser();
    const url = provider.signIn(await leave(late), mia);
    server.wallClock.advance(10 * 60_000);
    expect((await back(late, url)).html).to.contain('too long ago');
  });

  it('is configured whole or not at all, and over https', () => {
    const faults = (env: Record<string, string>) => {
      const read = readConfig(env);
      return read.ok ? [] : read.faults.map(({ variable }) => variable);
    };
    const whole = {
      AGENT_OIDC_ISSUER: 'https://login.example',
      AGENT_OIDC_CLIENT_ID: 'a',
      AGENT_OIDC_CLIENT_SECRET: 'b',
      AGENT_OIDC_ROLES: 'cn=support,ou=x=agent',
    };
    expect(faults(whole)).to.deep.equal(['AGENT_OIDC_ROLES']);
    expect(faults({ ...whole, AGENT_OIDC_ROLES: 'support=agent,a=b=admin' })).to.deep.equal([]);
    expect(faults({ AGENT_OIDC_ISSUER: 'https://login.example' })).to.deep.equal([
      ...['AGENT_OIDC_CLIENT_ID', 'AGENT_OIDC_CLIENT_SECRET', 'AGENT_OIDC_ROLES'],
    ]);
    expect(
      faults({ ...whole, AGENT_OIDC_ROLES: 'a=agent', AGENT_OIDC_ISSUER: 'http://login.example' }),
    ).to.deep.equal(['AGENT_OIDC_ISSUER']);
  });
});
