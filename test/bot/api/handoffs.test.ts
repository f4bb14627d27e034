import { expect } from 'chai';
import fc from 'fast-check';
import { offerToHub } from '../../../services/handoff/hub-offer.ts';
import { requestPerson } from '../../../services/handoff/request-person.ts';
import { type ApiServer, READ_SECRET, startApi } from './api-server.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 80);

describe('the external hub’s routes', () => {
  let api: ApiServer;
  before(async () => {
    api = await startApi();
  });
  after(() => api.close());

  let cases = 0;
  /** A case that the hub was offered; answers the path of its routes. */
  const offered = async (): Promise<{ readonly path: string; readonly chat: string }> => {
    cases += 1;
    const chat = `hub-chat-${cases}`;
    const ids = { next: (kind: string) => `${kind}-hub-${cases}` };
    const { store, rulebooks, clock } = api;
    return store.run(async (tx) => {
      const now = clock.now();
      const ctx = { tx, store, rulebooks, ids, now, principal: { kind: 'system' } } as const;
      await store.conversations.create(tx, {
        ...{ id: chat, channel: 'directline', userId: 'dl_x', locale: 'en', startedAt: now },
      });
      const { handoff } = await requestPerson(ctx, {
        ...{ conversationId: chat, reason: 'asked', wish: '' },
        capsule: { slots: {}, misses: 0 },
      });
      await offerToHub(ctx, handoff.id, 15);
      return { path: `/handoffs/${handoff.id}`, chat };
    });
  };
  const post = (path: string, json: unknown, key?: string) =>
    api.call(path, { json, ...(key !== undefined && { headers: { 'idempotency-key': key } }) });
  const texts = (chat: string) =>
    api.store.run(async (tx) =>
      (await api.store.conversations.messagesAfter(tx, chat, 0, 100)).map(
        ({ activity }) => activity.text,
      ),
    );

  it('need the scope of their own', async () => {
    const { path } = await offered();
    for (const [route, json] of [
      ['status', { state: 'accepted' }],
      ['messages', { text: 'Hi' }],
    ] as const) {
      const refused = await api.call(`${path}/${route}`, { json, bearer: READ_SECRET });
      expect(refused.status).to.equal(403);
    }
  });

  it('take Bot Framework’s activities as they are, with whatever else is in them', async () => {
    const { path, chat } = await offered();
    const event = {
      ...{ type: 'event', name: 'handoff.status', id: 'x', timestamp: 'now', channelId: 'hub' },
      ...{
        value: { state: 'accepted', message: null, more: [1] },
        from: { name: 'Dana', id: '1' },
      },
      ...{ conversation: { id: 'y' }, relatesTo: {} },
    };
    const accepted = await post(`${path}/status`, event);
    expect(accepted.json).to.include({ taken: true, owner: 'hub' });
    const message = { type: 'message', text: 'Hello', from: { name: 'Dana' }, entities: [] };
    expect((await post(`${path}/messages`, message)).status).to.equal(200);
    expect(await texts(chat)).to.deep.equal(['Dana joined', 'Hello']);
  });

  it('say a message once under its key, and never another one under it', async () => {
    const { path, chat } = await offered();
    await post(`${path}/status`, { state: 'accepted' });
    // Too early once, with the same key: that it was refused then does not stand.
    const other = await offered();
    expect((await post(`${other.path}/messages`, { text: 'Hi' }, 'early')).status).to.equal(409);
    await post(`${other.path}/status`, { state: 'accepted' });
    expect((await post(`${other.path}/messages`, { text: 'Hi' }, 'early')).status).to.equal(200);
    for (const _ of [1, 2])
      expect((await post(`${path}/messages`, { text: 'Hello' }, 'k')).status).to.equal(200);
    expect((await post(`${path}/messages`, { text: 'Bye' }, 'k')).status).to.equal(409);
    expect(await texts(chat)).to.deep.equal([' joined', 'Hello']);
  });

  it('answer 200 to a state that nobody knows, and it is logged', async () => {
    const { path } = await offered();
    const before = api.logged.length;
    const answer = await post(`${path}/status`, { state: 'queued-up', message: 'Number 7' });
    expect(answer.status).to.equal(200);
    expect(answer.json).to.include({ taken: false, owner: 'hub' });
    expect(api.logged.slice(before).join()).to.include('queued-up').and.not.include('Number 7');
  });

  it('know no case that the hub was not offered', async () => {
    for (const id of ['nobody', '-_dash', 'D1000000001']) {
      expect((await post(`/handoffs/${id}/status`, { state: 'completed' })).status).to.equal(404);
      expect((await post(`/handoffs/${id}/messages`, { text: 'Hi' })).status).to.equal(404);
    }
  });

  it('refuse a name or a text that is none', async () => {
    const { path } = await offered();
    await post(`${path}/status`, { state: 'accepted' });
    const bad = [
      ...[{ text: '' }, { text: ' \n ' }, { text: 'x'.repeat(4_001) }, { text: 'a\u0000b' }],
      ...[
        { text: 'a', agent: { name: 'Da\nna' } },
        { text: 'a', agent: { name: 'x'.repeat(81) } },
      ],
      ...[{}, [], 'Hi', { text: { toString: 'x' } }, { text: 'a', more: 1 }],
    ];
    for (const json of bad)
      expect((await post(`${path}/messages`, json)).status, JSON.stringify(json)).to.equal(400);
  });

  it('have no fault of their own, whatever is sent', async function () {
    this.timeout(60_000);
    const word = fc.oneof(
      fc.constantFrom('accepted', 'failed', 'completed', 'handoff.status', 'event', 'message'),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    const name = fc.record({ name: fc.oneof(word, fc.jsonValue()) });
    const body = fc.oneof(
      fc.record(
        {
          ...{ type: word, name: word, state: word, text: word, agent: name, from: name },
          value: fc.oneof(fc.record({ state: word, message: word }), fc.jsonValue()),
          message: fc.oneof(word, fc.constant(null)),
        },
        { requiredKeys: [] },
      ),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('status', 'messages'), body, async (route, json) => {
        const { path } = await offered();
        await post(`${path}/status`, { state: 'accepted' });
        const { status } = await post(`${path}/${route}`, json);
        expect(status).to.be.oneOf([200, 400, 409]);
      }),
      { numRuns },
    );
  });
});
