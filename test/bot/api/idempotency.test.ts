import { expect } from 'chai';
import { idempotent } from '../../../bot/http/api/idempotent.ts';
import { createRulebook } from '../../../services/domain/rulebook.ts';
import { sequentialIds } from '../../../services/gateways/ids.ts';
import type { Context, Store } from '../../../services/ports.ts';
import { faultOf } from '../../support/fault-of.ts';
import { daysAfter, noon } from '../../support/fixtures.ts';
import { forEachStore } from '../../support/stores.ts';
import { type ApiServer, READ_SECRET, startApi } from './api-server.ts';

const lamp = '8130224500587421';
const path = `/orders/${lamp}/chargeback`;

describe('an idempotency key', () => {
  let api: ApiServer;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const post = (key: string, json: unknown, to = path) =>
    api.call(to, { json, headers: { 'idempotency-key': key } });

  it('is asked for on every POST', async () => {
    const answer = await api.call(path, {
      json: { itemId: '1' },
      headers: { 'idempotency-key': '' },
    });
    expect(answer).to.include({ status: 400 });
    expect(answer.json?.code).to.equal('idempotency_key_missing');
    expect((await post('x'.repeat(256), { itemId: '1' })).status).to.equal(400);
  });

  it('gives the same answer to the same request and does nothing again', async () => {
    const first = await post('k', { itemId: '1' });
    const second = await post('k', { itemId: '1' });
    expect(first.status).to.equal(200);
    expect(second.text).to.equal(first.text);
    expect(second.headers.get('idempotent-replayed')).to.equal('true');
    expect(first.headers.get('idempotent-replayed')).to.equal(null);
  });

  it('gives a no of the rules again, too', async () => {
    await post('k1', { itemId: '1' });
    const first = await post('k2', { itemId: '1' });
    const second = await post('k2', { itemId: '1' });
    expect(first.status).to.equal(409);
    expect(second).to.deep.include({ status: 409, text: first.text });
    expect(second.headers.get('content-type')).to.equal('application/problem+json');
  });

  it('refuses another body and another address, and changes nothing', async () => {
    await post('k', { itemId: '2' });
    await post('k', { itemId: '1' });
    for (const [json, to] of [
      [{ itemId: '2' }, path],
      [{ itemId: '1' }, '/orders/8130224500541093/chargeback'],
    ] as const) {
      const answer = await post('k', json, to);
      expect(answer.status).to.equal(409);
      expect(answer.json?.code).to.equal('idempotency_key_reused');
    }
  });

  it('is free again after a request that was wrong or came too soon', async () => {
    expect((await post('k', { item: '1' })).status).to.equal(400);
    expect((await post('k', { itemId: '1' }, '/orders/123/chargeback')).status).to.equal(404);
    expect((await post('k', { itemId: '1' })).status).to.equal(200);
  });

  it('has one winner among twenty requests at once, and the others read its answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post('race', { itemId: '1' })),
    );
    expect(new Set(answers.map(({ text }) => text)).size).to.equal(1);
    const replayed = answers.filter(({ headers }) => headers.has('idempotent-replayed'));
    expect(replayed).to.have.length(19);
  });

  it('belongs to one client: another one never reads its answer', async () => {
    await post('k', { itemId: '1' });
    const other = await api.call(path, {
      ...{ json: { itemId: '1' }, bearer: READ_SECRET },
      headers: { 'idempotency-key': 'k' },
    });
    expect(other.status).to.equal(403);
  });
});

describe('the work under an idempotency key', () => {
  forEachStore((db) => {
    const rulebook = createRulebook({ policyZone: 'UTC', holidays: [] });
    const contextOf = (store: Store, tx: Context['tx'], now = noon): Context => ({
      ...{ tx, store, now, ids: sequentialIds(), principal: { kind: 'system' } },
      rulebooks: { current: rulebook, of: () => rulebook },
    });
    let done = 0;
    const work = async () => {
      done += 1;
      return { status: 200, body: { done } };
    };
    const run = (store: Store, { client = 'c', now = noon } = {}) =>
      store.run((tx) =>
        idempotent(contextOf(store, tx, now), { client, key: 'k', request: 'r' }, work),
      );
    beforeEach(() => {
      done = 0;
    });

    it('is done once by two nodes at once', async () => {
      const nodes = [db.store(), await db.secondStore()];
      const answers = await Promise.all(nodes.map((store) => run(store)));
      expect(done).to.equal(1);
      expect(answers.map(({ body }) => body)).to.deep.equal([{ done: 1 }, { done: 1 }]);
      expect(answers.map(({ replayed }) => replayed)).to.have.members([true, false]);
    });

    it('is done for each client by itself, and again when the answer was dropped with age', async () => {
      await run(db.store());
      await run(db.store(), { client: 'd' });
      expect(done).to.equal(2);
      await run(db.store(), { now: daysAfter(noon, 29) });
      expect(done).to.equal(2);
      await run(db.store(), { now: daysAfter(noon, 31) });
      expect(done).to.equal(3);
    });

    it('leaves no key behind when it fails', async () => {
      const failing = () =>
        db
          .store()
          .run((tx) =>
            idempotent(contextOf(db.store(), tx), { client: 'c', key: 'k', request: 'r' }, () =>
              Promise.reject(new Error('no power')),
            ),
          );
      expect(await faultOf(failing)).to.contain('no power');
      expect((await run(db.store())).replayed).to.equal(false);
    });
  });
});
