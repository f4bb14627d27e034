import { expect } from 'chai';
import { signJwt } from '../../../bot/http/jwt.ts';
import type { Incoming } from '../../../dialogs/kit/reply.ts';
import { aBuyer, anItem, anOrder } from '../../support/fixtures.ts';
import { CHAT_SECRET, startServer, type TestServer } from '../../support/server.ts';
import { testConverse } from '../../support/server-dialog.ts';
import { ask } from '../../support/server-request.ts';

const exp = Math.floor(Date.now() / 1000) + 300;

describe('the order in the shop’s token', () => {
  const heard: Incoming[] = [];
  let server: TestServer;
  before(async () => {
    server = await startServer({
      converse: (incoming, state, scene, context) => {
        heard.push(incoming);
        return testConverse(incoming, state, scene, context);
      },
    });
    const items = [anItem({ id: 'i-1' }), anItem({ id: 'i-2' })];
    await server.store.run(async (tx) => {
      await server.store.orders.put(tx, anOrder({ id: 'O1', buyer: aBuyer({ id: 'ana' }), items }));
      await server.store.orders.put(tx, anOrder({ id: 'O2', buyer: aBuyer({ id: 'bob' }) }));
    });
  });
  after(() => server.close());
  beforeEach(() => {
    heard.length = 0;
  });

  const open = async (claims: object, body: object = {}) => {
    const token = signJwt({ sub: 'ana', exp, ...claims }, CHAT_SECRET);
    const { status, json } = await ask(`${server.url}/chat/session`, { json: { token, ...body } });
    expect(status).to.equal(200);
    await server.engine.worker.idle();
    return String(json?.conversationId);
  };

  it('is what a new conversation begins with, and its item', async () => {
    await open({ order: 'O1' });
    await open({ order: 'O1', item: 'i-2' });
    await open({});
    expect(heard).to.deep.equal([
      { kind: 'joined', about: { orderId: 'O1' } },
      { kind: 'joined', about: { orderId: 'O1', itemId: 'i-2' } },
      { kind: 'joined' },
    ]);
  });

  it('reaches a conversation that goes on when the buyer comes from a page, and not on a reconnect', async () => {
    const conversationId = await open({});
    await open({ order: 'O1' }, { conversationId, arrived: true });
    await open({ order: 'O1' }, { conversationId });
    await open({}, { conversationId, arrived: true });
    expect(heard).to.deep.equal([{ kind: 'joined' }, { kind: 'joined', about: { orderId: 'O1' } }]);
  });

  it('is ignored and logged if it is not this buyer’s, like an item that the order has not', async () => {
    for (const order of ['O2', 'nothing']) await open({ order });
    await open({ order: 'O1', item: 'i-9' });
    expect(heard).to.deep.equal([
      { kind: 'joined' },
      { kind: 'joined' },
      { kind: 'joined', about: { orderId: 'O1' } },
    ]);
    const logged = server.logged.filter((line) => line.includes("not this buyer's"));
    expect(logged.map((line) => JSON.parse(line).orderId)).to.deep.equal(['O2', 'nothing', 'O1']);
  });

  it('can’t be made up by a client', async () => {
    const token = signJwt({ sub: 'ana', exp }, CHAT_SECRET);
    const { json } = await ask(`${server.url}/chat/session`, { json: { token } });
    const about = { looking: { orderId: 'O1' }, orderId: 'O1', value: { orderId: 'O1' } };
    for (const type of ['conversationUpdate', 'event'])
      await ask(`${server.directLine}/conversations/${json?.conversationId}/activities`, {
        bearer: String(json?.token),
        json: { type, ...about },
      });
    await server.engine.worker.idle();
    expect(heard).to.deep.equal([{ kind: 'joined' }]);
  });

  it('is ignored if it is no name of an order at all', async () => {
    for (const order of [7, '', 'x'.repeat(129), { id: 'O1' }]) await open({ order });
    expect(heard.every((one) => one.kind === 'joined' && !one.about)).to.equal(true);
  });
});
