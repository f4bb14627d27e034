import { expect } from 'chai';
import { sellerMessageOutput } from '../../../bot/http/api/dispute-schema.ts';
import { type ApiServer, startApi } from './api-server.ts';

const lamp = '8130224500587421';

describe('the API of the seller’s messages', () => {
  let api: ApiServer;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const post = (json: unknown, key: string, order = lamp) =>
    api.call(`/orders/${order}/seller-messages`, { json, headers: { 'idempotency-key': key } });
  const stored = () => api.store.run((tx) => api.store.sellerMessages.ofOrder(tx, lamp));

  it('stores the seller’s words once for a key', async () => {
    const answer = await post({ text: ' It left <b>today</b>. ' }, 'k-1');
    expect(answer.status, answer.text).to.equal(200);
    expect(sellerMessageOutput.parse(answer.json)).to.include({
      ...{ orderId: lamp, buyerId: 'emma', sellerId: 'bright-home', from: 'seller' },
      ...{ text: 'It left <b>today</b>.', at: '2026-11-23T12:00:00.000Z' },
    });
    const again = await post({ text: ' It left <b>today</b>. ' }, 'k-1');
    expect(again.text).to.equal(answer.text);
    expect((await post({ text: 'Other words' }, 'k-1')).status).to.equal(409);
    expect((await stored()).map(({ text, state }) => [text, state])).to.deep.equal([
      ['It left <b>today</b>.', 'waiting'],
    ]);
  });

  it('refuses words that are missing, blank or too long, and an order that is not there', async () => {
    expect((await post({}, 'k-1')).status).to.equal(400);
    expect((await post({ text: ' ' }, 'k-2')).json?.code).to.equal('text_missing');
    expect((await post({ text: 'a'.repeat(5000) }, 'k-3')).json?.code).to.equal('text_too_long');
    expect((await post({ text: 'Hello' }, 'k-4', '1')).status).to.equal(404);
    expect(await stored()).to.deep.equal([]);
  });
});
