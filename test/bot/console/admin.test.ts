import { expect } from 'chai';
import { readDeskSettings } from '../../../services/handoff/desk-settings.ts';
import { verifyAudit } from '../../../services/staff/audit.ts';
import { type Browser, type ConsoleServer, consoleServer, signedIn } from './console-server.ts';

describe('what an admin does in the console', () => {
  let server: ConsoleServer;
  let dora: Browser;
  let _csrf = '';

  beforeEach(async () => {
    server = await consoleServer();
    dora = await signedIn(server, await server.member('dora', 'admin'));
    await server.member('agnes', 'agent');
    _csrf = await dora.csrf();
  });
  afterEach(() => server.close());

  const post = (path: string, fields: Record<string, string> = {}) =>
    dora.post(path, { _csrf, ...fields });
  const find = (id: string) => server.store.run((tx) => server.store.staff.accounts.find(tx, id));
  const actions = async () => {
    const rows = await server.store.run((tx) => server.store.audit.page(tx, { limit: 20 }));
    expect(await verifyAudit(server.store)).to.include({ ok: true });
    return rows.map(({ action, actor }) => `${actor} ${action}`);
  };

  it('adds somebody, and sees the one-time password this once', async () => {
    const fields = { name: 'Zoe Berg', login: 'Zoe@Shop.example', role: 'case_manager' };
    const { status, html } = await post('/console/people', fields);
    expect(status).to.equal(200);
    const password = /class="secret">([a-z0-9-]{23})</.exec(html)?.[1] ?? '';
    expect(password).to.have.lengthOf(23);
    expect((await dora.get('/console/people')).html)
      .to.contain('Zoe Berg')
      .and.contain('zoe@shop.example')
      .and.not.contain(password);
    const signIn = { login: 'zoe@shop.example', password };
    expect((await server.browser().post('/console/sign-in', signIn)).status).to.equal(303);
    expect(await actions()).to.include('dora staff.add');
  });

  it('is told what is wrong with a name', async () => {
    const add = async (fields: Record<string, string>) => {
      const asked = { name: 'Zoe', login: 'zoe', role: 'agent', ...fields };
      return post('/console/people', asked);
    };
    expect((await add({ login: 'AGNES' })).html).to.contain('has this sign-in name already');
    expect((await add({ login: 'a b' })).html).to.contain('A sign-in name has');
    expect((await add({ name: '<script>alert(1)</script>' })).html)
      .to.contain('A name has')
      .and.not.contain('<script>alert');
    expect((await add({ role: 'owner' })).status).to.equal(400);
  });

  it('changes roles, lets people go, signs them out; but there is always an admin', async () => {
    await post('/console/people/agnes', { name: 'Agnes B', role: 'case_manager', active: 'on' });
    expect(await find('agnes')).to.include({ name: 'Agnes B', role: 'case_manager' });
    await post('/console/people/agnes', { role: 'case_manager' });
    expect(await find('agnes')).to.include({ active: false });
    for (const fields of [{ role: 'admin' }, { role: 'agent', active: 'on' }] as const)
      expect((await post('/console/people/dora', fields)).html).to.contain('the only admin');
    expect(await find('dora')).to.include({ active: true, role: 'admin' });
    expect((await post('/console/people/nobody', { role: 'agent' })).html).to.contain(
      'nobody like',
    );
    const ben = await signedIn(server, await server.member('ben', 'agent'));
    await post('/console/people/ben/sign-out');
    expect((await ben.get('/console/account')).status).to.equal(303);
  });

  it('sets somebody back who lost their phone: one-time password, new app, no session', async () => {
    const ben = await server.member('ben', 'agent');
    const before = await signedIn(server, ben);
    const { html } = await post('/console/people/ben/reset');
    expect(html).to.contain('One-time password');
    expect((await before.get('/console/account')).status).to.equal(303);
    const now = await find('ben');
    expect(now).to.have.property('totpConfirmed', false);
    expect(now).not.to.have.property('totpSealed');
  });

  it('puts a removed reply back as it was, with one press', async () => {
    const text = 'Hi "{{ buyer.name }}" & <co>';
    await post('/console/canned', { key: 'back', title: 'Back', text });
    const { html } = await post('/console/canned/back/remove');
    expect(html).to.contain('/back is removed.').and.contain('Undo');
    const field = (name: string) =>
      (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '')
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&#x3D;', '=')
        .replaceAll('&amp;', '&');
    expect(field('text')).to.equal(text);
    const again = { again: '1', key: field('key'), title: field('title'), text: field('text') };
    const back = await post('/console/canned', again);
    expect(back.status).to.equal(303);
    expect((await dora.get('/console/canned?edit=back')).html).to.contain('Change /back');
    await post('/console/canned/back/remove');
    expect((await post('/console/canned/back/remove')).status, 'removed twice').to.equal(303);
  });

  it('writes replies with the fields that there are, and no program', async () => {
    const put = (fields: Record<string, string>) =>
      post('/console/canned', { key: 'hi', title: 'Hi', text: 'Hi {{ buyer.name }}', ...fields });
    expect((await put({})).status).to.equal(303);
    expect((await put({ text: 'x {{constructor}}' })).html).to.contain('There is no field');
    expect((await put({ text: '{{#with this}}x{{/with}}' })).status).to.equal(422);
    expect((await put({ key: 'Not A Key' })).html).to.contain('A short name has');
    expect((await put({ title: ' ' })).html).to.contain('title');
    expect((await put({ text: 'x'.repeat(2001) })).html).to.contain('too long');
    const listed = await dora.get('/console/canned?edit=hi');
    expect(listed.html).to.contain('Hi {{ buyer.name }}').and.contain('Change /hi');
    await put({ text: '<img src=x onerror=alert(1)>' });
    expect((await dora.get('/console/canned')).html).not.to.contain('<img');
    await post('/console/canned/hi/remove');
    expect((await dora.get('/console/canned')).html).to.contain('There are none yet');
    expect(await actions()).to.include.members(['dora canned.put', 'dora canned.remove']);
  });

  it('sets the hours and limits of the desk', async () => {
    const settings = () =>
      server.store.run((tx) =>
        readDeskSettings({ store: server.store, tx, rulebooks: server.deps.rulebooks }),
      );
    const { html } = await dora.get('/console/hours');
    expect(html).to.contain('Open now, until Sun, 22 Nov 2026, 20:00 UTC');
    const fields = {
      ...{ timeZone: 'Europe/Madrid', closedOn: '2026-12-25\n2027-01-01' },
      ...{ day1: '09:00-13:00, 14:00-18:00', day2: '00:00 - 24:00', day3: '' },
      ...{ answerWithinMinutes: '5', agentSilentMinutes: '7', buyerSilentHours: '24' },
      ...{ approveAbove: '0', approveAboveIn: 'jpy 30000\nRUB: 20000\n', wordHours: '12' },
    };
    expect((await post('/console/hours', fields)).status).to.equal(303);
    const saved = await settings();
    expect(saved).to.deep.include({
      hours: {
        timeZone: 'Europe/Madrid',
        days: {
          1: [
            { from: '09:00', to: '13:00' },
            { from: '14:00', to: '18:00' },
          ],
          2: [{ from: '00:00', to: '24:00' }],
        },
        closedOn: ['2026-12-25', '2027-01-01'],
      },
      ...{ answerWithinMinutes: 5, approveAbove: 0, undoSeconds: 10 },
      approveAboveIn: { JPY: 30_000, RUB: 20_000 },
    });
    const refused = [
      { timeZone: 'Madrid' },
      { closedOn: '2026-02-30' },
      { day1: '18:00-09:00' },
      { day1: '9-17' },
      { day1: '09:00-25:00' },
      { approveAbove: '-1' },
      { approveAboveIn: 'JPY much' },
      { approveAboveIn: '30000' },
      { wordHours: '1.5' },
    ];
    for (const wrong of refused) {
      const answer = await post('/console/hours', { ...fields, ...wrong } as Record<
        string,
        string
      >);
      expect(answer.status, JSON.stringify(wrong)).to.equal(422);
      expect(answer.html).to.contain('role="alert"');
    }
    expect(await settings()).to.deep.equal(saved);
    expect(await actions()).to.include('dora desk.settings');
  });

  it('reads the audit by subject and by person, and checks its seals', async () => {
    await post('/console/people/agnes', { role: 'case_manager', active: 'on' });
    const about = (await dora.get('/console/audit?subject=staff+agnes')).html;
    expect(about).to.contain('Changed somebody’s role').and.contain('from: agent');
    expect(about).to.not.contain('Signed in');
    expect((await dora.get('/console/audit?actor=dora')).html).to.contain('Signed in');
    expect((await dora.get('/console/audit?actor=nobody')).html).to.contain('Nothing like that');
    const hostile = '"><script>alert(1)</script>';
    const { html } = await dora.get(`/console/audit?subject=${encodeURIComponent(hostile)}`);
    expect(html).not.to.contain('<script>alert');
    const checked = await post('/console/audit/verify');
    expect(checked.html).to.contain('as they were written');
    // A whole page with a way back for a browser without scripts, a part of one for htmx.
    expect(checked.html).to.contain('<h1>').and.contain('href="/console/audit"');
    const headers = { 'HX-Request': 'true' };
    const part = await dora.post('/console/audit/verify', { _csrf }, headers);
    expect(part.html).to.contain('as they were written').and.not.contain('<h1>');
  });

  it('goes back in the audit page by page', async () => {
    for (let n = 0; n < 60; n += 1)
      await server.store.run((tx) =>
        server.store.audit.append(tx, {
          ...{ at: server.clock.now(), actor: 'dora', role: 'admin', action: `test.${n}` },
          ...{ subject: 'staff dora', details: {} },
        }),
      );
    const { html } = await dora.get('/console/audit?actor=dora');
    expect(html).to.contain('test.59').and.not.contain('test.5<');
    const older = /href="(\/console\/audit\?[^"]*before[^"]*)"/.exec(html)?.[1] ?? '';
    const next = await dora.get(older.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(next.html).to.contain('test.5<').and.not.contain('>Older<');
  });

  it('sees which keys there are, and no secret', async () => {
    expect((await dora.get('/console/keys')).html)
      .to.contain('<code>shop</code>')
      .and.contain('read');
  });

  it('changes their own password with the old one, and is signed out elsewhere', async () => {
    const member = await find('dora');
    if (!member) throw new Error('no dora');
    const elsewhere = await signedIn(server, member);
    const change = (current: string, password: string) =>
      post('/console/account/password', { current, password });
    expect((await change('wrong', 'a new long password')).html).to.contain('not right');
    expect((await change('correct horse battery', 'short')).html).to.contain('too short');
    expect((await change('correct horse battery', 'correct horse battery')).html).to.contain(
      'old one',
    );
    const done = await change('correct horse battery', 'a new long password');
    expect(done.headers.get('location')).to.contain('done=password');
    expect((await elsewhere.get('/console/account')).status).to.equal(303);
    expect((await dora.get('/console/account')).status).to.equal(200);
  });

  it('switches shortcuts of one letter off and on', async () => {
    await post('/console/account/keys');
    expect((await dora.get('/console/account')).html).to.contain('data-single-keys="off"');
    await post('/console/account/keys', { singleKeys: 'on' });
    expect((await dora.get('/console/account')).html).to.contain('data-single-keys="on"');
  });
});
