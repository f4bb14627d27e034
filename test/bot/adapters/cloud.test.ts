import { expect } from 'chai';
import {
  APP,
  activity,
  credentials,
  endpointsAt,
  ISSUER,
  type Minting,
  mint,
  openWorld,
  SERVICE_URL,
  serve,
  serveKeys,
  type World,
} from './cloud-world.ts';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const problemOf = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('POST /api/messages', () => {
  let keys: Awaited<ReturnType<typeof serveKeys>>;
  let world: World;

  before(async () => {
    keys = await serveKeys();
    const config = { appId: APP, loopbackDemo: false, endpoints: endpointsAt(keys.url) };
    world = await openWorld(config, { credentials });
  });
  after(async () => {
    keys.close();
    await world.close();
  });
  beforeEach(() => {
    world.received.length = 0;
    world.log.length = 0;
  });

  it('receives an activity with a valid token and answers 200', async () => {
    const { status } = await world.post(activity(), bearer(mint()));
    expect(status).to.equal(200);
    expect(world.received).to.have.length(1);
    const [arrival] = world.received;
    expect(arrival?.activity).to.deep.equal({
      type: 'message',
      id: 'a-1',
      text: 'Where is my parcel?',
      channelId: 'msteams',
      serviceUrl: SERVICE_URL,
      from: { id: '29:ana', name: 'Ana', aadObjectId: 'x' },
      recipient: { id: '28:bot', name: 'Resolve' },
      conversation: { id: 'a:1', conversationType: 'personal', tenantId: 't' },
      timestamp: '2026-11-23T06:00:00Z',
    });
    expect(arrival?.reference).to.deep.include({
      activityId: 'a-1',
      channelId: 'msteams',
      serviceUrl: SERVICE_URL,
      user: { id: '29:ana', name: 'Ana', aadObjectId: 'x' },
      bot: { id: '28:bot', name: 'Resolve' },
    });
  });

  it('hears what was said to it without its own name', async () => {
    const mention = { type: 'mention', text: '<at>Resolve</at>', mentioned: { id: '28:bot' } };
    const said = activity({ text: '<at>Resolve</at> my refund', entities: [mention] });
    await world.post(said, bearer(mint()));
    expect(world.received[0]?.activity.text).to.equal('my refund');
  });

  describe('answers a bare 401 and receives nothing', () => {
    const entra = (tenant: string) => `https://sts.windows.net/${tenant}/`;
    const own = { ver: '1.0', appid: APP, iss: entra('d6d49420-f39b-4df7-a1dc-d59a935871db') };
    const newEmulator =
      'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0';
    const soon = Math.floor(Date.now() / 1000) + 3600;
    /** Twenty forged ones, and more of the same kinds. */
    const tokens: readonly [string, Record<string, unknown>, Minting?][] = [
      ['1: signed with none', {}, { alg: 'none' }],
      ['2: signed with None', {}, { alg: 'None' }],
      ['3: signed with HS256 and the public key', {}, { alg: 'HS256' }],
      ['4: signed by a stranger under the issuer’s key id', {}, { byStranger: true }],
      ['5: that brings the key to verify it', {}, { withOwnKey: true }],
      ['6: by an unknown key', {}, { kid: 'k2' }],
      ['7: by no key', {}, { kid: '' }],
      ['8: for another audience', { aud: '99999999-2222-3333-4444-555555555555' }],
      ['9: without an audience', { aud: undefined }],
      ['10: of another issuer', { iss: 'https://evil.example' }],
      ['11: without an issuer', { iss: undefined }],
      ['12: for another serviceUrl', { serviceurl: 'https://smba.trafficmanager.net/amer/' }],
      ['13: without a serviceUrl', { serviceurl: undefined }],
      ['14: that expired an hour ago', {}, { life: -3600 }],
      ['15: that never expires', { exp: undefined }],
      ['16: that is not valid yet', { nbf: soon }],
      ['17: that is the own outgoing one, as the Emulator’s', own],
      ['18: of the new Emulator', { ver: '2.0', azp: APP, iss: newEmulator }],
      ['19: of another tenant', { ...own, iss: entra('99999999-aaaa-bbbb-cccc-dddddddddddd') }],
      ['20: of a skill', { ...own, appid: '99999999-2222-3333-4444-555555555555' }],
      ['21: of an issuer that only looks like ours', { iss: `${ISSUER}/` }],
      [
        '22: of a government’s Emulator',
        { ...own, iss: entra('cab8a31a-1906-4287-a0d8-4eff66b95f6e') },
      ],
      ['23: that expired six minutes ago', {}, { life: -360 }],
    ];
    for (const [what, claims, minting] of tokens)
      it(`to a forged token ${what}`, () => isRefused(activity(), bearer(mint(claims, minting))));

    const [head = '', body = '', signature = ''] = mint().split('.');
    const changed = Buffer.from(body, 'base64url').toString().replace('emea', 'amer');
    const headers: readonly [string, Record<string, string>][] = [
      ['no header', {}],
      ['an empty header', { authorization: '' }],
      ['another scheme', { authorization: `Basic ${mint()}` }],
      ['no token', { authorization: 'Bearer' }],
      ['two tokens', { authorization: `Bearer ${mint()} ${mint()}` }],
      ['a signature of something else', bearer(`${head}.${body}.AAAA`)],
      [
        'a changed body',
        bearer(`${head}.${Buffer.from(changed).toString('base64url')}.${signature}`),
      ],
      ['a token without a signature', bearer(`${head}.${body}.`)],
      ['a token that is no JSON', bearer('AAAA.AAAA.AAAA')],
      ['a token that is not even base64', bearer('?.?.?')],
      ['a token of JSON null', bearer(`${head}.bnVsbA.${signature}`)],
      ['a very long token', bearer(`${head}.${'A'.repeat(11_000)}.${signature}`)],
    ];
    for (const [what, header] of headers) it(`to ${what}`, () => isRefused(activity(), header));

    const activities: readonly [string, Record<string, unknown>][] = [
      ['without a serviceUrl', { serviceUrl: undefined }],
      ['with an empty serviceUrl', { serviceUrl: '' }],
      ['of a channel that the key is not for', { channelId: 'webchat' }],
      ['of a channel with keys of its own', { channelId: 'AseChannel' }],
    ];
    for (const [what, changes] of activities)
      it(`to an activity ${what}`, () => isRefused(activity(changes), bearer(mint())));

    const places = [
      'http://169.254.169.254/',
      'http://smba.trafficmanager.net/emea/',
      'https://smba.trafficmanager.net:8443/',
      'https://smba.trafficmanager.net.evil.example/',
      'https://evilbotframework.com/',
      'https://a:b@smba.trafficmanager.net/',
      'http://127.0.0.1:3978/',
      'http://localhost/',
      'file:///etc/passwd',
      'nonsense',
    ];
    for (const serviceUrl of places)
      it(`to a valid token for ${serviceUrl}`, () =>
        isRefused(activity({ serviceUrl }), bearer(mint({ serviceurl: serviceUrl }))));
  });

  async function isRefused(body: unknown, header: Record<string, string>) {
    const { status, type, text } = await world.post(body, header);
    expect(status).to.equal(401);
    expect(type).to.equal('application/problem+json');
    expect(problemOf(text)).to.deep.equal({
      title: 'Unauthorized',
      status: 401,
      code: 'unauthorized',
    });
    expect(world.received).to.deep.equal([]);
  }

  it('tolerates clocks that differ by five minutes', async () => {
    const { status } = await world.post(activity(), bearer(mint({}, { life: -120 })));
    expect(status).to.equal(200);
  });

  it('takes the other channels of Azure Bot Service at their own address', async () => {
    const serviceUrl = 'https://directline.botframework.com/';
    const body = activity({ channelId: 'directline', serviceUrl });
    const { status } = await world.post(body, bearer(mint({ serviceurl: serviceUrl })));
    expect(status).to.equal(200);
  });

  describe('answers 400 before it looks at the token', () => {
    const bodies: readonly [string, unknown][] = [
      ['no JSON', '{"type":'],
      ['a list', [activity()]],
      ['null', 'null'],
      ['a number as its type', activity({ type: 5 })],
      ['no type', activity({ type: undefined })],
      ['no sender', activity({ from: undefined })],
      ['no conversation', activity({ conversation: {} })],
      ['no channel', activity({ channelId: undefined })],
      ['a text that is none', activity({ text: { toString: 'x' } })],
      ['forty levels', `${'{"value":'.repeat(40)}1${'}'.repeat(40)}`],
    ];
    for (const [what, body] of bodies)
      it(`to a body with ${what}`, async () => {
        const { status, type } = await world.post(body, bearer(mint()));
        expect([status, type]).to.deep.equal([400, 'application/problem+json']);
        expect(world.received).to.deep.equal([]);
      });
  });

  it('answers 415 to a compressed body', async () => {
    const headers = { ...bearer(mint()), 'content-encoding': 'gzip' };
    expect((await world.post(activity(), headers)).status).to.equal(415);
  });

  it('answers 501 to an invoke with a valid token, 401 without', async () => {
    const invoke = activity({ type: 'invoke', name: 'task/fetch', value: {} });
    expect((await world.post(invoke, bearer(mint()))).status).to.equal(501);
    expect((await world.post(invoke)).status).to.equal(401);
    expect(world.received).to.deep.equal([]);
  });

  it('answers a bare 500 with a reference when the activity can not be stored', async () => {
    const config = { appId: APP, loopbackDemo: false, endpoints: endpointsAt(keys.url) };
    const receive = () => Promise.reject(new Error('CANARY: db password'));
    const failing = await openWorld(config, { credentials, receive });
    const { status, type, text } = await failing.post(activity(), bearer(mint()));
    await failing.close();
    expect([status, type]).to.deep.equal([500, 'application/problem+json']);
    const title = 'Internal Server Error';
    expect(problemOf(text)).to.deep.equal({
      ...{ title, status: 500, code: 'fault', reference: 'fault-1' },
    });
    expect(failing.log.join('')).to.include('"reference":"fault-1"');
  });

  it('answers 500, not 401, when the keys can not be read or take too long', async () => {
    const gone = { appId: APP, loopbackDemo: false, endpoints: endpointsAt('http://127.0.0.1:9') };
    const unreachable = await openWorld(gone, { credentials });
    expect((await unreachable.post(activity(), bearer(mint()))).status).to.equal(500);
    await unreachable.close();
    const silent = await serve(() => {});
    const slow = { ...gone, endpoints: endpointsAt(silent.url) };
    const waiting = await openWorld(slow, { credentials, deadline: 100 });
    expect((await waiting.post(activity(), bearer(mint()))).status).to.equal(500);
    await waiting.close();
    silent.close();
  });

  it('I31: prints nothing, and logs no token', async () => {
    const { write } = process.stderr;
    const printed: unknown[] = [];
    process.stderr.write = (chunk: unknown) => printed.push(chunk) > 0;
    try {
      await world.post(activity(), bearer(mint({}, { alg: 'HS256' })));
      await world.post(activity(), bearer(mint({}, { life: -3600 })));
    } finally {
      process.stderr.write = write;
    }
    expect(printed).to.deep.equal([]);
    expect(world.log).to.have.length(2);
    expect(world.log.join('')).to.not.include('eyJ');
  });
});

describe('POST /api/messages without an app id', () => {
  const local = () => activity({ serviceUrl: 'http://localhost:56150/_connector' });

  it('answers nobody, not even this machine', async () => {
    const world = await openWorld({ loopbackDemo: false });
    expect((await world.post(local())).status).to.equal(401);
    expect((await world.post(activity(), bearer(mint()))).status).to.equal(401);
    expect(world.received).to.deep.equal([]);
    await world.close();
  });

  it('answers this machine in the demo, for a connector of this machine', async () => {
    const world = await openWorld({ loopbackDemo: true });
    expect((await world.post(local())).status).to.equal(200);
    expect(world.received).to.have.length(1);
    const evil = activity({ serviceUrl: 'http://169.254.169.254/' });
    expect((await world.post(evil)).status).to.equal(401);
    await world.close();
  });

  it('does not take what a proxy forwarded for this machine', async () => {
    const world = await openWorld({ loopbackDemo: true });
    for (const header of ['x-forwarded-for', 'forwarded'])
      expect((await world.post(local(), { [header]: '203.0.113.7' })).status).to.equal(401);
    expect(world.received).to.deep.equal([]);
    await world.close();
  });
});
