import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect } from 'chai';
import type { Cloud } from '../../../bot/adapters/cloud.ts';
import { NotSent } from '../../../bot/adapters/cloud-http-client.ts';
import { NotNow, Undeliverable } from '../../../bot/outbox.ts';
import type { JsonObject } from '../../../services/ports.ts';
import { APP, credentials, endpointsAt, openWorld, serve, type World } from './cloud-world.ts';

interface Sent {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

describe('sending to a channel', () => {
  const sent: Sent[] = [];
  let answer: (res: ServerResponse, count: number) => void;
  let connector: Awaited<ReturnType<typeof serve>>;
  let world: World;

  before(async () => {
    connector = await serve((req, res) => {
      void readSent(req).then((one) => answer(res, sent.push(one)));
    });
    const endpoints = endpointsAt('http://127.0.0.1:9');
    const config = { appId: APP, loopbackDemo: true, endpoints };
    world = await openWorld(config, { credentials, deadline: 150 });
  });
  after(async () => {
    connector.close();
    await world.close();
  });
  beforeEach(() => {
    sent.length = 0;
    answer = (res) => respond(res, 200);
  });

  const reference = (): JsonObject => ({
    activityId: 'a-1',
    channelId: 'msteams',
    serviceUrl: connector.url,
    conversation: { id: 'a:1' },
    user: { id: '29:ana' },
    bot: { id: '28:bot', name: 'Resolve' },
  });
  const messageOf = (text: string): JsonObject => ({
    type: 'message',
    text,
    from: { id: 'resolve' },
  });
  const one = messageOf('One');
  const messages = [one, messageOf('Two')];

  it('posts each message in order, with our token, as the bot of that conversation', async () => {
    await world.cloud.send(reference(), messages);
    expect(sent.map(({ body }) => body.text)).to.deep.equal(['One', 'Two']);
    expect(sent[0]).to.include({ authorization: 'Bearer CANARY-outgoing' });
    expect(sent[0]?.path).to.equal('/v3/conversations/a%3A1/activities/a-1');
    expect(sent[0]?.body).to.deep.include({
      conversation: { id: 'a:1' },
      recipient: { id: '29:ana' },
      from: { id: '28:bot', name: 'Resolve' },
    });
    expect(one).to.deep.equal(messageOf('One'));
  });

  it('sends no token to an address that is not trusted', async () => {
    for (const serviceUrl of ['http://169.254.169.254/', 'https://evil.example/', 5, null]) {
      const fault = await faultOf(world.cloud, { ...reference(), serviceUrl }, [one]);
      expect(fault).to.be.instanceOf(Undeliverable);
    }
    expect(sent).to.deep.equal([]);
  });

  it('may try again when the channel asks to slow down, but does not do so itself', async () => {
    const asked: readonly [Record<string, string>, number][] = [
      [{ 'retry-after': '7' }, 7_000],
      [
        { 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT', date: 'Mon, 23 Nov 2026 12:00:00 GMT' },
        30_000,
      ],
      [{ 'retry-after': 'soon' }, 0],
      [{}, 0],
    ];
    for (const [headers, waitMs] of asked) {
      answer = (res) => respond(res, 429, headers);
      const fault = await faultOf(world.cloud, reference(), [one]);
      expect(fault).to.be.instanceOf(NotNow);
      expect(fault).to.include({ waitMs });
    }
    expect(sent).to.have.length(asked.length);
  });

  it('may try again when nobody listened', async () => {
    const gone = await serve(() => {});
    gone.close();
    const fault = await faultOf(world.cloud, { ...reference(), serviceUrl: gone.url }, [one]);
    expect(fault).to.be.instanceOf(NotSent);
  });

  it('may try again when our own credentials were refused', async () => {
    answer = (res) => respond(res, 401);
    expect(await faultOf(world.cloud, reference(), [one])).to.be.instanceOf(NotSent);
  });

  const doubtful: readonly [string, (res: ServerResponse) => void][] = [
    ['a 500', (res) => respond(res, 500)],
    ['a 502', (res) => respond(res, 502)],
    ['a 503', (res) => respond(res, 503)],
    ['a 408', (res) => respond(res, 408)],
    ['a connection that breaks', (res) => res.destroy()],
    ['an answer that never comes', () => {}],
    ['a redirect', (res) => respond(res, 302, { location: 'http://169.254.169.254/' })],
  ];
  for (const [what, happens] of doubtful)
    it(`never says it twice after ${what}`, async () => {
      answer = happens;
      const fault = await faultOf(world.cloud, reference(), [one]);
      expect(fault).to.be.instanceOf(Undeliverable);
      expect(String(fault)).to.include('ambiguous');
      expect(sent).to.have.length(1);
    });

  it('gives up when the channel refuses for good', async () => {
    for (const status of [400, 403, 404, 413]) {
      answer = (res) => respond(res, status);
      const fault = await faultOf(world.cloud, reference(), [one]);
      expect(fault, String(status)).to.be.instanceOf(Undeliverable);
      expect(String(fault)).to.include(String(status));
    }
  });

  it('does not repeat what has arrived when a later message fails', async () => {
    answer = (res, count) => respond(res, count === 1 ? 200 : 429);
    const fault = await faultOf(world.cloud, reference(), messages);
    expect(fault).to.be.instanceOf(Undeliverable);
    expect(sent).to.have.length(2);
  });

  it('I31: says nothing of the token in a failure', async () => {
    for (const status of [403, 429, 500]) {
      answer = (res) => respond(res, status);
      const fault = await faultOf(world.cloud, reference(), [one]);
      expect(JSON.stringify(fault) + (fault as Error).stack).to.not.include('CANARY');
      expect((fault as Error).cause).to.equal(undefined);
    }
  });
});

async function readSent(req: IncomingMessage): Promise<Sent> {
  let text = '';
  for await (const chunk of req) text += chunk;
  const body = JSON.parse(text || '{}') as Record<string, unknown>;
  return { path: req.url ?? '', authorization: req.headers.authorization, body };
}

function respond(res: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end('{"id":"srv-1"}');
}

function faultOf(cloud: Cloud, reference: JsonObject, activities: readonly JsonObject[]) {
  return cloud.send(reference, activities).then(
    () => undefined,
    (fault: unknown) => fault,
  );
}
