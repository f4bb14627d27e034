import { expect } from 'chai';
import { orderOutput } from '../../../bot/http/api/order-schema.ts';
import { type ApiServer, anOrderBody, startApi } from './api-server.ts';

interface Fault {
  readonly path: string;
  readonly code: string;
}

describe('the API of orders', () => {
  let api: ApiServer;
  before(async () => {
    api = await startApi();
  });
  after(() => api.close());

  const put = (json: unknown, id = '9000000000000001') =>
    api.call(`/orders/${id}`, { method: 'PUT', json });
  const faultsOf = async (json: unknown) => {
    const answer = await put(json, '9000000000000666');
    return {
      status: answer.status,
      paths: ((answer.json?.errors ?? []) as readonly Fault[]).map(({ path }) => path),
    };
  };

  it('stores an order and gives it back with what its buyer may do', async () => {
    const stored = await put(anOrderBody);
    expect(stored.json).to.deep.equal({ orderId: '9000000000000001', version: 1, applied: true });
    const { json, status } = await api.call('/orders/9000000000000001');
    expect(status).to.equal(200);
    const order = orderOutput.parse(json);
    expect(order.buyer).to.deep.equal(anOrderBody.buyer);
    expect(order.shippedAt).to.equal('2026-11-01T09:00:00.000Z');
    expect(order.items[0]).to.deep.equal({
      ...anOrderBody.items[0],
      allowedActions: ['open'],
      refused: [],
    });
  });

  it('ignores a version that is not newer', async () => {
    await put({ ...anOrderBody, version: 3 }, '9000000000000002');
    const older = await put({ ...anOrderBody, version: 2 }, '9000000000000002');
    expect(older.status).to.equal(200);
    expect(older.json).to.deep.equal({ orderId: '9000000000000002', version: 3, applied: false });
  });

  it('says every reason for which nothing can be done, with its dates', async () => {
    await put({ ...anOrderBody, shippedAt: '2026-11-20T12:00:00Z' }, '9000000000000003');
    const { json } = await api.call('/orders/9000000000000003');
    const [item] = orderOutput.parse(json).items;
    expect(item?.allowedActions).to.deep.equal([]);
    expect(item?.refused).to.deep.equal([
      {
        action: 'open',
        code: 'too_early',
        rule: 'disputeOpensOnDay',
        from: '2026-12-01T00:00:00.000Z',
      },
    ]);
  });

  it('says what the buyer may do about a dispute, and what not any more', async () => {
    const { json } = await api.call('/orders/8130224500587421');
    const [item] = orderOutput.parse(json).items;
    expect(item?.disputeId).to.match(/^D\d{10}$/);
    expect(item?.allowedActions).to.include.members(['cancel', 'propose', 'add_evidence']);
    expect(item?.refused).to.deep.include({
      action: 'open',
      code: 'dispute_live',
      rule: 'oneLiveDispute',
    });
    expect(item?.refused.map(({ action }) => action)).to.include.members(['appeal', 'ship_back']);
  });

  it('names the path of every field that is wrong, unknown ones included', async () => {
    const [item] = anOrderBody.items;
    const wrong = {
      ...anOrderBody,
      colour: 'red',
      version: 1.5,
      placedAt: '2026-10-30',
      buyer: { ...anOrderBody.buyer, phone: '1' },
      items: [{ ...item, paid: 24.9 }],
    };
    expect(await faultsOf(wrong)).to.deep.equal({
      status: 400,
      paths: ['version', 'buyer.phone', 'placedAt', 'items.0.paid', 'colour'],
    });
    expect(await faultsOf(undefined)).to.deep.include({ status: 400 });
    expect(await faultsOf([])).to.deep.include({ status: 400, paths: [''] });
  });

  it('refuses dates from the future, impossible orders of them, and unknown currencies', async () => {
    const cases: readonly (readonly [object, string])[] = [
      [{ completedAt: '2027-01-01T00:00:00Z' }, 'completedAt'],
      [{ completedAt: '2026-10-31T00:00:00Z' }, 'completedAt'],
      [{ currency: 'QQQ' }, 'currency'],
      [{ currency: 'JPY' }, 'items.0.paid'],
      [{ buyer: { ...anOrderBody.buyer, timeZone: 'Mars/Base' } }, 'buyer.timeZone'],
    ];
    for (const [change, path] of cases) {
      const found = await faultsOf({ ...anOrderBody, ...change });
      expect(found.paths, JSON.stringify(change)).to.include(path);
      expect(found.status).to.equal(422);
    }
  });

  it('answers 404 for an order that is not there', async () => {
    const { status, json } = await api.call('/orders/0000000000000000');
    expect(status).to.equal(404);
    expect(json).to.include({ code: 'not_found', status: 404 });
  });
});
