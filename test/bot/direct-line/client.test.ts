import { expect } from 'chai';
import { type Client, connect, generateToken } from '../../support/direct-line-client.ts';
import { startServer, type TestServer } from '../../support/server.ts';

/** Reconnects fast: directlinejs waits 3 to 15 s at random, and our `random` says 0. */
const RECONNECT_MS = 9000;

for (const webSocket of [true, false]) {
  const way = webSocket ? 'a WebSocket' : 'polling';

  describe(`botframework-directlinejs over ${way}`, () => {
    let server: TestServer;
    let client: Client;

    beforeEach(async () => {
      server = await startServer();
      const { token } = await generateToken(server.directLine);
      client = connect({ token, domain: server.directLine, webSocket });
    });
    afterEach(async () => {
      client.end();
      await server.close();
    });

    it('greets once, then echoes and answers in order', async () => {
      await client.until(() => client.botTexts().length === 1);
      await client.say('hello');
      await client.say('there');
      await client.until(() => client.botTexts().length === 3);
      expect(
        client.activities.map((a) => (a.type === 'message' ? a.text : a.type)),
      ).to.include.members([
        'welcome: visitor',
        'hello',
        'echo: 2 hello',
        'there',
        'echo: 3 there',
      ]);
      const texts = client.activities.map((a) => (a.type === 'message' ? a.text : ''));
      expect(texts.indexOf('hello')).to.be.lessThan(texts.indexOf('echo: 2 hello'));
    });

    it('echoes with the token’s user and the client’s own id, whatever `from` says', async () => {
      await client.say('hello', 'mine-1');
      await client.until(() => client.botTexts().length === 2);
      const echo = client.activities.find((a) => a.type === 'message' && a.text === 'hello');
      expect(echo?.from).to.deep.equal({ id: 'dl_alice', role: 'user' });
      expect(echo?.channelData.clientActivityID).to.equal('mine-1');
    });

    it('takes the same clientActivityID twice as one message', async () => {
      const first = await client.say('hello', 'twice');
      const second = await client.say('hello', 'twice');
      await client.until(() => client.botTexts().length === 2);
      expect(second).to.equal(first);
      await server.engine.worker.idle();
      expect(client.botTexts()).to.deep.equal(['welcome: visitor', 'echo: 2 hello']);
    });
  });
}

describe('botframework-directlinejs after a reload', () => {
  it('is shown the whole conversation from watermark 0, and goes on in it', async () => {
    const server = await startServer();
    const { token, conversationId } = await generateToken(server.directLine);
    const domain = server.directLine;
    const first = connect({ token, domain, webSocket: true });
    await first.say('before');
    await first.until(() => first.botTexts().length === 2);
    first.end();
    const second = connect({ token, domain, webSocket: true, conversationId, watermark: '0' });
    await second.until(() => second.activities.length === 3);
    await second.say('after');
    await second.until(() => second.botTexts().length === 3);
    expect(second.botTexts()).to.deep.equal([
      'welcome: visitor',
      'echo: 2 before',
      'echo: 3 after',
    ]);
    second.end();
    await server.close();
  });

  it('gets a fresh token for the conversation from its refresh', async () => {
    const server = await startServer();
    const { token } = await generateToken(server.directLine);
    const client = connect({ token, domain: server.directLine, webSocket: true });
    await client.until(() => client.botTexts().length === 1);
    const fresh = await client.refresh();
    expect(fresh).to.match(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    await client.say('still signed in');
    await client.until(() => client.botTexts().length === 2);
    client.end();
    await server.close();
  });
});

describe('botframework-directlinejs after a break', () => {
  it('misses and repeats nothing when its socket was cut', async function () {
    this.timeout(20_000);
    const server = await startServer();
    const { token } = await generateToken(server.directLine);
    const client = connect({ token, domain: server.directLine, webSocket: true });
    await client.until(() => client.botTexts().length === 1);
    server.dropSockets();
    await client.say('while away');
    await client.until(() => client.botTexts().length === 2, RECONNECT_MS);
    await client.say('back');
    await client.until(() => client.botTexts().length === 3);
    const texts = client.activities.map((a) => (a.type === 'message' ? a.text : a.type));
    expect(texts).to.deep.equal([
      'welcome: visitor',
      'while away',
      'echo: 2 while away',
      'back',
      'echo: 3 back',
    ]);
    client.end();
    await server.close();
  });
});
