import { expect } from 'chai';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { type EventOutput, eventOutput, pageOf } from '../../../bot/http/api/dispute-schema.ts';
import { createOutbox, type Outbox } from '../../../bot/outbox.ts';
import { createWebhooks } from '../../../bot/webhooks.ts';
import { checkWebhookUrl, guardedLookup, isOpenAddress } from '../../../bot/webhooks-address.ts';
import { systemClock } from '../../../services/gateways/clock.ts';
import { sequentialIds } from '../../../services/gateways/ids.ts';
import { sendSellerMessage } from '../../../services/orders/send-seller-message.ts';
import { type ApiServer, startApi } from './api-server.ts';
import { type Received, type Receiver, startReceiver } from './receiver.ts';

const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const older = `whsec_${Buffer.from('fedcba9876543210fedcba9876543210').toString('base64')}`;
const lamp = '8130224500587421';
const log = pino({ level: 'silent' });
const day = 86_400_000;

describe('the webhooks', () => {
  let api: ApiServer;
  let shop: Receiver;
  let outbox: Outbox;
  beforeEach(async () => {
    api = await startApi();
    shop = await startReceiver();
    outbox = outboxTo(shop.url);
  });
  afterEach(async () => {
    await shop.close();
    await api.close();
  });

  const outboxTo = (url: string | undefined, deadlineMs?: number) =>
    createOutbox({
      ...{ store: api.store, clock: api.clock, log },
      ...createWebhooks({
        ...{ store: api.store, rulebooks: api.rulebooks, wallClock: systemClock() },
        target: url === undefined ? undefined : { url, secrets: [older, secret] },
        allowLoopback: true,
        ...(deadlineMs !== undefined && { deadlineMs }),
      }),
    });
  const deliverAll = async (to = outbox) => {
    while ((await to.deliver()).sent > 0);
  };
  const verified = ({ body, headers }: Received): EventOutput =>
    eventOutput.parse({
      id: headers['webhook-id'],
      ...(new Webhook(secret).verify(body, headers) as object),
    });
  const told = () => shop.got.map(verified);
  const post = (path: string, json: unknown) => api.call(path, { json });
  const lampDispute = async () => {
    const { json } = await api.call('/disputes?state=awaiting_seller&buyer=emma');
    return pageOf(eventOutput.shape.data.shape.dispute.unwrap()).parse(json).items[0]?.id ?? '';
  };

  it('are verified by an independent library, under both secrets while one is replaced', async () => {
    await deliverAll();
    expect(shop.got.length).to.be.greaterThan(10);
    for (const one of shop.got) {
      expect(() => new Webhook(secret).verify(one.body, one.headers)).to.not.throw();
      expect(() => new Webhook(older).verify(one.body, one.headers)).to.not.throw();
      expect(() => new Webhook(secret).verify(`${one.body} `, one.headers)).to.throw();
      expect(one.headers['webhook-id']).to.match(/^msg_[\w-]{27}$/);
    }
  });

  it('tell of a dispute in the order of its events, the refund after what caused it', async () => {
    await deliverAll();
    shop.got.length = 0;
    const id = await lampDispute();
    const offer = { remedy: 'refund_only', amount: '9.50' };
    await post(`/disputes/${id}/seller-response`, {
      action: 'counter',
      proposalVersion: 1,
      ...offer,
    });
    await post(`/disputes/${id}/seller-response`, { action: 'accept', proposalVersion: 2 });
    await post(`/refunds/${id}.R1/result`, { result: 'completed' });
    await deliverAll();
    const events = told();
    expect(events.map(({ type, data }) => [type, data.seq])).to.deep.equal([
      ['dispute.proposed', 2],
      ['dispute.agreed', 3],
      ['refund.requested', 3],
      ['dispute.closed', 4],
    ]);
    expect(events[0]?.data.dispute).to.include({ id, state: 'awaiting_buyer', seq: 2 });
    expect(events[0]?.data.dispute?.events).to.have.length(2);
    expect(events[1]?.data.dispute).to.include({ id, state: 'refund_pending', seq: 3 });
    expect(events[2]?.data.refund).to.deep.equal({
      ...{ id: `${id}.R1`, disputeId: id, orderId: lamp, itemId: '1' },
      ...{ amount: '24.90', currency: 'USD', paymentMethod: 'credit_card' },
    });
  });

  it('bring the buyer’s words for the seller, word for word, also when they are replayed', async () => {
    await deliverAll();
    shop.got.length = 0;
    await api.store.run((tx) =>
      sendSellerMessage(
        {
          ...{ tx, store: api.store, rulebooks: api.rulebooks, ids: sequentialIds(900) },
          ...{ now: api.clock.now(), principal: { kind: 'buyer', id: 'emma' } },
        },
        { orderId: lamp, text: 'Where is the <b>shade</b>?' },
      ),
    );
    await deliverAll();
    const [event, ...more] = told();
    expect(more).to.deep.equal([]);
    expect(event?.type).to.equal('seller_message.created');
    expect(event?.data).to.deep.equal({
      message: {
        ...{ id: 'outbox-900', orderId: lamp, buyerId: 'emma', sellerId: 'bright-home' },
        ...{ from: 'buyer', text: 'Where is the <b>shade</b>?', at: '2026-11-23T12:00:00.000Z' },
      },
    });
  });

  it('are sent again until they are taken, the same ones, and hold back the rest of their dispute', async () => {
    await deliverAll();
    shop.got.length = 0;
    shop.status = 503;
    const id = await lampDispute();
    await post(`/disputes/${id}/seller-response`, { action: 'accept', proposalVersion: 1 });
    await post(`/refunds/${id}.R1/result`, { result: 'completed' });
    for (let hour = 0; hour < 5; hour += 1) {
      expect((await outbox.deliver()).sent).to.equal(0);
      api.clock.advance(day / 24);
    }
    shop.status = 200;
    await outbox.deliver();
    expect(told().map(({ type }) => type)).to.deep.equal(['dispute.agreed', 'refund.requested']);
    await deliverAll();
    expect(told().map(({ type }) => type)).to.deep.equal([
      'dispute.agreed',
      'refund.requested',
      'dispute.closed',
    ]);
  });

  it('wait for as long as the marketplace asks', async () => {
    await deliverAll();
    await post(`/orders/${lamp}/chargeback`, { itemId: '1' });
    shop.status = 429;
    shop.headers = { 'retry-after': '600' };
    expect((await outbox.deliver()).failed).to.equal(1);
    shop.status = 200;
    api.clock.advance(599_000);
    expect(await outbox.deliver()).to.deep.equal({ sent: 0, failed: 0 });
    api.clock.advance(1_000);
    expect((await outbox.deliver()).sent).to.equal(1);
  });

  it('are parked after 3 days and can still be read at /events, the very same', async () => {
    shop.status = 500;
    const id = await lampDispute();
    await post(`/disputes/${id}/seller-response`, { action: 'accept', proposalVersion: 1 });
    await outbox.deliver();
    api.clock.advance(4 * day);
    while ((await outbox.deliver()).failed > 0);
    shop.status = 200;
    await deliverAll();
    expect(shop.got).to.deep.equal([]);
    const replayed = await replay();
    expect(replayed.map(({ type }) => type)).to.include('refund.requested');
  });

  const replay = async (): Promise<readonly EventOutput[]> => {
    const events: EventOutput[] = [];
    for (let after = ''; ; ) {
      const { json } = await api.call(`/events${after}`);
      const page = pageOf(eventOutput).parse(json);
      if (page.items.length === 0) return events;
      events.push(...page.items);
      after = `?after=${page.nextCursor}`;
    }
  };

  it('are at /events as they were sent, with the same ids, whatever has happened since', async () => {
    await deliverAll();
    const sent = new Map(told().map((event) => [event.id, event]));
    api.clock.advance(40 * day);
    await api.sweep();
    const replayed = await replay();
    expect(replayed.length).to.be.greaterThan(sent.size);
    for (const event of replayed.slice(0, sent.size))
      expect(event).to.deep.equal(sent.get(event.id));
    expect(new Set(replayed.map(({ id }) => id)).size).to.equal(replayed.length);
  });

  it('never tell of a refund that a chargeback stopped in time, not even at /events', async () => {
    await deliverAll();
    shop.status = 503;
    const id = await lampDispute();
    await post(`/disputes/${id}/seller-response`, { action: 'accept', proposalVersion: 1 });
    await outbox.deliver();
    await post(`/orders/${lamp}/chargeback`, { itemId: '1' });
    shop.status = 200;
    shop.got.length = 0;
    api.clock.advance(day);
    await deliverAll();
    expect(told().map(({ type }) => type)).to.deep.equal(['dispute.agreed', 'dispute.closed']);
    const refunds = (await replay()).filter(({ data }) => data.refund?.disputeId === id);
    expect(refunds).to.deep.equal([]);
  });

  it('count as told where there is no address, so that nothing waits for ever', async () => {
    await deliverAll(outboxTo(undefined));
    const waiting = await api.store.run((tx) => api.store.outbox.oldestWaiting(tx));
    expect(waiting).to.equal(undefined);
    expect((await replay()).length).to.be.greaterThan(10);
  });

  it('follow no redirect and wait for no answer for ever', async () => {
    shop.status = 302;
    shop.headers = { location: shop.url };
    expect((await outbox.deliver()).sent).to.equal(0);
    shop.status = -1;
    api.clock.advance(60_000);
    const { sent, failed } = await outboxTo(shop.url, 100).deliver();
    expect([sent, failed > 0]).to.deep.equal([0, true]);
  });

  it('go to no private address, whatever a name resolves to', async () => {
    for (const address of [
      ...['10.0.0.1', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0'],
      ...['127.0.0.1', '::1', '::', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '::ffff:127.0.0.1'],
      ...['64:ff9b::a00:1', '2002:a00:1::', 'no address'],
    ])
      expect(isOpenAddress(address, false), address).to.equal(false);
    for (const address of ['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34'])
      expect(isOpenAddress(address, false), address).to.equal(true);
    const fault = await new Promise((resolve) =>
      guardedLookup(false)('localhost', {}, (error) => resolve(error)),
    );
    expect(String(fault)).to.contain('private or reserved');
  });

  it('need https and an open address, but in a demo on this machine', () => {
    for (const url of [
      ...[
        'http://shop.example/',
        'https://10.0.0.1/',
        'https://[::ffff:a00:1]/',
        'https://0x7f.1/',
      ],
      ...['https://user:word@shop.example/', 'http://localhost/', 'ftp://shop.example/'],
    ])
      expect(() => checkWebhookUrl(url, false), url).to.throw();
    expect(checkWebhookUrl('https://shop.example/hooks', false).pathname).to.equal('/hooks');
    expect(checkWebhookUrl('http://localhost:4000/hooks', true).port).to.equal('4000');
    expect(() => checkWebhookUrl('http://192.168.0.2/', true)).to.throw();
  });
});
