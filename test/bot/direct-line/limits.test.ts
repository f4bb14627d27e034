import { expect } from 'chai';
import { createRateLimiter } from '../../../bot/http/rate-limit.ts';
import { generateToken, type Token } from '../../support/direct-line-client.ts';
import { SECRET, startServer, type TestServer } from '../../support/server.ts';
import { ask } from '../../support/server-request.ts';

interface Shown {
  readonly type: string;
  readonly text?: string;
  readonly value?: { readonly contentUrl?: string };
}

describe('what one conversation may store and read', () => {
  let server: TestServer;
  let alice: Token;
  before(async () => {
    server = await startServer({
      activityLimit: createRateLimiter({ burst: 30, perSecond: 2 }, () => 0),
      converse: async () => ({ messages: [], state: {} }),
    });
  });
  after(() => server.close());
  beforeEach(async () => {
    alice = await generateToken(server.directLine);
  });

  const own = () => `${server.directLine}/conversations/${alice.conversationId}/activities`;
  const post = (json: unknown) => ask(own(), { bearer: alice.token, json });
  const read = async (watermark = '') => {
    const answer = await ask(`${own()}?watermark=${watermark}`, { bearer: alice.token });
    return {
      ...{ bytes: answer.text.length, watermark: String(answer.json?.watermark) },
      activities: answer.json?.activities as readonly Shown[],
    };
  };

  it('is 10,000 characters of a message, and of an event no text at all', async () => {
    await post({ type: 'message', text: 'x'.repeat(250_000) });
    await post({ type: 'event', name: 'noise', text: 'x'.repeat(250_000) });
    const [message, event] = (await read()).activities;
    expect(message?.text).to.have.length(10_000);
    expect(event).to.not.have.property('text');
  });

  it('is a value of 10,000 characters', async () => {
    const value = (many: number) =>
      Object.fromEntries(Array.from({ length: many }, (_, n) => [`k${n}`, 'x'.repeat(1900)]));
    expect((await post({ type: 'message', value: value(5) })).status).to.equal(200);
    expect((await post({ type: 'message', value: value(6) })).status).to.equal(400);
  });

  it('is read in pages of about 512 KB, and the watermark leads through all of them', async () => {
    const { store } = server;
    const text = 'x'.repeat(10_000);
    const messages = Array.from({ length: 120 }, (_, n) => ({
      ...{ id: `big-${alice.conversationId}-${n}`, from: 'bot' as const },
      activity: { type: 'message', text },
    }));
    const at = 1 as never;
    await store.run((tx) => store.conversations.append(tx, alice.conversationId, messages, at));
    let watermark = '';
    let seen = 0;
    for (let page = await read(); page.activities.length > 0; page = await read(watermark)) {
      expect(page.bytes).to.be.below(900_000);
      seen += page.activities.length;
      watermark = page.watermark;
    }
    expect(seen).to.equal(120);
  });

  it('is 30 activities in a row', async () => {
    for (let n = 0; n < 30; n += 1)
      expect((await post({ type: 'typing' })).status).to.be.equal(200);
    const refused = await post({ type: 'typing' });
    expect([refused.status, refused.headers.get('retry-after')]).to.deep.equal([429, '1']);
  });

  it('is nothing where there is no conversation, not even for the secret', async () => {
    const path = `${server.directLine}/conversations/nowhere/activities`;
    const answer = await ask(path, { bearer: SECRET, json: { type: 'typing' } });
    expect(answer.status).to.equal(404);
  });

  it('is no address of ours that a client made up', async () => {
    const contentUrl = 'upload:AAAAAAAAAAAAAAAAAAAAAA';
    await post({ type: 'message', text: 'x', value: { contentUrl } });
    expect((await read()).activities[0]?.value?.contentUrl).to.equal(contentUrl);
  });

  it('does not take the greeting away: a client’s key is no key of ours', async () => {
    await post({ type: 'message', text: 'x', channelData: { clientActivityID: 'joined' } });
    const start = await ask(`${server.directLine}/conversations`, {
      ...{ method: 'POST', bearer: alice.token },
    });
    expect(start.status).to.equal(201);
  });
});
