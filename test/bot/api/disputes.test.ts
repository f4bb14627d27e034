import { expect } from 'chai';
import { type DisputeOutput, disputeOutput, pageOf } from '../../../bot/http/api/dispute-schema.ts';
import { orderOutput } from '../../../bot/http/api/order-schema.ts';
import { type ApiServer, startApi } from './api-server.ts';

const lamp = '8130224500587421';
const jacket = '8130224500541093';
const clock = '8130224500498560';
const speaker = '8130559100634418';

describe('the API of disputes', () => {
  let api: ApiServer;
  beforeEach(async () => {
    api = await startApi();
  });
  afterEach(() => api.close());

  const listed = async (query = '') => {
    const { json, status } = await api.call(`/disputes${query}`);
    expect(status).to.equal(200);
    return pageOf(disputeOutput).parse(json);
  };
  const about = async (orderId: string): Promise<DisputeOutput> => {
    const found = (await listed()).items.find((dispute) => dispute.orderId === orderId);
    if (!found) throw new Error(`No dispute about ${orderId}`);
    return found;
  };
  const post = (path: string, json: unknown) => api.call(path, { json });

  it('reads as interfaces.md says', async () => {
    const { id } = await about(lamp);
    const { json } = await api.call(`/disputes/${id}`);
    const { events, ...dispute } = disputeOutput.parse(json);
    expect(dispute).to.deep.equal({
      ...{ id, seq: 1, orderId: lamp, itemId: '1', buyerId: 'emma', sellerId: 'bright-home' },
      ...{ state: 'awaiting_seller', label: 'in_progress' },
      ...{ reason: 'not_as_described', subReason: 'damaged', remedy: 'refund_only' },
      description: 'The lamp arrived with a cracked shade and does not switch on.',
      ...{ amount: '24.90', currency: 'USD', openedAt: '2026-11-21T12:00:00.000Z' },
      rulebookVersion: api.rulebooks.current.version,
      proposalVersion: 1,
      proposals: [
        {
          ...{ version: 1, by: 'buyer', remedy: 'refund_only', amount: '24.90' },
          at: '2026-11-21T12:00:00.000Z',
        },
      ],
      ...{ evidence: [], refunds: [] },
      deadlines: [{ rule: 'sellerResponse', party: 'seller', at: '2026-11-26T12:00:00.000Z' }],
      allowedActions: {
        buyer: ['propose', 'cancel', 'add_evidence'],
        seller: ['accept', 'refuse', 'counter', 'add_evidence'],
      },
    });
    expect(events).to.deep.equal([
      {
        ...{ seq: 1, type: 'open', rule: 'disputeOpensOnDay', at: '2026-11-21T12:00:00.000Z' },
        actor: { role: 'buyer', id: 'emma' },
      },
    ]);
  });

  it('lists by state, buyer and seller', async () => {
    const all = (await listed()).items;
    expect(all.length).to.be.greaterThan(5);
    const opened = all.map(({ openedAt }) => openedAt);
    expect(opened).to.deep.equal(opened.toSorted().reverse());
    const ofEmma = await listed('?buyer=emma&state=awaiting_seller');
    expect(ofEmma.items.map(({ orderId }) => orderId)).to.deep.equal([lamp]);
    const ofSeller = await listed('?seller=bright-home');
    expect(new Set(ofSeller.items.map(({ sellerId }) => sellerId))).to.deep.equal(
      new Set(['bright-home']),
    );
    expect((await listed('?buyer=nobody')).items).to.deep.equal([]);
  });

  it('refuses an unknown filter, one that is there twice and a cursor that is none', async () => {
    for (const query of ['?colour=red', '?state=open', '?buyer=a&buyer=b', '?cursor=zzz'])
      expect((await api.call(`/disputes${query}`)).status, query).to.equal(400);
  });

  it('takes the seller’s counter, refusal and acceptance', async () => {
    const { id } = await about(lamp);
    const path = `/disputes/${id}/seller-response`;
    const offer = { remedy: 'refund_only', amount: '12.00', message: 'Half of it?' };
    const countered = await post(path, { action: 'counter', proposalVersion: 1, ...offer });
    expect(countered.json).to.include({ state: 'awaiting_buyer', proposalVersion: 2, seq: 2 });
    const stale = await post(path, { action: 'accept', proposalVersion: 3 });
    expect(stale).to.include({ status: 409 });
    expect(stale.json?.code).to.equal('proposal_outdated');
    const accepted = await post(path, { action: 'accept', proposalVersion: 2 });
    expect(accepted.status, accepted.text).to.equal(200);
    expect(disputeOutput.parse(accepted.json).refunds).to.have.length(1);
  });

  it('refuses an amount above what was paid, with the rule and its facts', async () => {
    const { id } = await about(lamp);
    const answer = await post(`/disputes/${id}/seller-response`, {
      ...{ action: 'counter', proposalVersion: 1, remedy: 'refund_only', amount: '24.91' },
    });
    expect(answer.status).to.equal(422);
    expect(answer.headers.get('content-type')).to.equal('application/problem+json');
    expect(answer.json).to.deep.include({
      code: 'amount_too_large',
      refusals: [
        {
          ...{ code: 'amount_too_large', rule: 'refundCeiling' },
          facts: { amount: '24.91', min: '0.01', max: '24.90', currency: 'USD' },
        },
      ],
    });
    const digits = await post(`/disputes/${id}/seller-response`, {
      ...{ action: 'counter', proposalVersion: 1, remedy: 'refund_only', amount: '1.234' },
    });
    expect(digits.status).to.equal(422);
    expect(digits.json?.errors).to.have.deep.nested.property('[0].path', 'amount');
  });

  it('takes a request for evidence, a ruling and the decision of its appeal', async () => {
    const { id } = await about(speaker);
    const asked = await post(`/disputes/${id}/evidence-request`, {
      ...{ party: 'buyer', what: 'A photo of the box' },
    });
    expect(asked.json).to.include({ state: 'evidence_requested' });
    api.clock.advance(3 * 86_400_000);
    const ruled = await post(`/disputes/${id}/ruling`, {
      ...{ outcome: 'partial', remedy: 'refund_only', amount: '20.00', reason: 'Shared blame.' },
    });
    const dispute = disputeOutput.parse(ruled.json);
    expect(dispute).to.include({ state: 'refund_pending', closeReason: 'ruling_partial' });
    expect(dispute.ruling).to.include({ outcome: 'partial', amount: '20.00' });
    expect(dispute.events.at(-1)?.actor).to.deep.equal({ role: 'case_manager', id: 'api:full' });
    const early = await post(`/disputes/${id}/appeal-decision`, {
      ...{ decision: 'upheld', reason: 'Yes.' },
    });
    expect(early.json).to.include({ code: 'wrong_state', status: 409 });
  });

  it('takes what became of a refund, once', async () => {
    const [refund] = (await about(jacket)).refunds;
    expect(refund).to.include({ amount: '20.00', state: 'instructed' });
    const path = `/refunds/${refund?.id}/result`;
    const failed = await post(path, { result: 'failed', reason: 'card expired' });
    expect(failed.status, failed.text).to.equal(200);
    const completed = await post(path, { result: 'completed' });
    expect(completed.json).to.include({ state: 'closed', closeReason: 'seller_agreed' });
    const again = await post(path, { result: 'completed' });
    expect(again.json).to.include({ code: 'refund_settled' });
    const unknown = await post('/refunds/D9.R1/result', { result: 'completed' });
    expect(unknown.status).to.equal(404);
  });

  it('takes a return that came back, and one that is contested', async () => {
    const [dispute] = (await listed('?state=return_in_transit')).items;
    expect(dispute?.return).to.have.keys('carrier', 'trackingNumber', 'shippedAt');
    expect(dispute).to.not.have.any.keys('closeReason', 'closedAt');
    expect(dispute?.allowedActions.seller).to.include.members(['confirm_receipt']);
    const path = `/disputes/${dispute?.id}/return-receipt`;
    const contested = await post(path, { result: 'contested', reason: 'The box was empty.' });
    expect(contested.json).to.include({ state: 'in_mediation' });
    const late = await post(path, { result: 'confirmed' });
    expect(late.json).to.include({ code: 'wrong_state', status: 409 });
  });

  it('takes the decision of an appeal, which pays the difference', async () => {
    const [dispute] = (await listed('?state=in_appeal')).items;
    const before = dispute?.refunds.length ?? 0;
    const decided = await post(`/disputes/${dispute?.id}/appeal-decision`, {
      ...{ decision: 'upheld', reason: 'The new photos show the fault.' },
    });
    const { refunds, appeal, state } = disputeOutput.parse(decided.json);
    expect(state).to.equal('refund_pending');
    expect(refunds).to.have.length(before + 1);
    expect(appeal).to.include({ decision: 'upheld' });
    expect(appeal?.decisionReason).to.equal('The new photos show the fault.');
  });

  it('closes the item’s dispute on a chargeback', async () => {
    const answer = await post(`/orders/${lamp}/chargeback`, { itemId: '1' });
    expect(answer.json).to.include({ state: 'closed', closeReason: 'superseded_chargeback' });
    const none = await post(`/orders/${lamp}/chargeback`, { itemId: '7' });
    expect(none.status).to.equal(404);
  });

  it('takes a chargeback of an item that nobody disputed, as often as it is told', async () => {
    const path = '/orders/8130224500601736/chargeback';
    const first = await post(path, { itemId: '2' });
    expect(first.status).to.equal(200);
    expect(first.json).to.deep.equal({
      ...{ orderId: '8130224500601736', itemId: '2' },
      chargedBackAt: '2026-11-23T12:00:00.000Z',
    });
    api.clock.advance(86_400_000);
    expect((await post(path, { itemId: '2' })).json).to.deep.equal(first.json);
    const { json } = await api.call('/orders/8130224500601736');
    const [other, item] = orderOutput.parse(json).items;
    expect(item).to.include({ chargedBackAt: '2026-11-23T12:00:00.000Z' });
    expect(item?.allowedActions).to.deep.equal([]);
    expect(item?.refused).to.deep.equal([
      { action: 'open', code: 'charged_back', rule: 'chargeback' },
    ]);
    expect(other?.allowedActions).to.deep.equal(['open']);
  });

  it('learns from a PUT of the order when a return has arrived', async () => {
    const [dispute] = (await listed('?state=return_in_transit')).items;
    const path = `/orders/${dispute?.orderId}`;
    const order = orderOutput.parse((await api.call(path)).json);
    const { trackingNumber = '', carrier = '' } = dispute?.return ?? {};
    const at = '2026-11-22T12:00:00.000Z';
    const shipments = [{ trackingNumber, carrier, events: [{ at, status: 'delivered' }] }];
    const items = order.items.map(
      ({ allowedActions: _a, refused: _r, disputeId: _d, ...item }) => item,
    );
    const { id: _id, ...same } = order;
    const json = { ...same, version: order.version + 1, shipments, items };
    expect((await api.call(path, { method: 'PUT', json })).json).to.include({ applied: true });
    const after = disputeOutput.parse((await api.call(`/disputes/${dispute?.id}`)).json);
    expect(after.return?.deliveredAt).to.equal(at);
    expect(after.deadlines).to.deep.equal([
      { rule: 'sellerReceiptTracked', party: 'seller', at: '2026-12-02T12:00:00.000Z' },
    ]);
  });

  it('shows what the clock should have done, before the sweep did it', async () => {
    const { id } = await about(lamp);
    api.clock.advance(3 * 86_400_000);
    const { json } = await api.call(`/disputes/${id}`);
    const dispute = disputeOutput.parse(json);
    expect(dispute).to.include({ state: 'refund_pending', closeReason: 'seller_timeout' });
    expect(dispute.events.at(-1)).to.include({
      type: 'seller_timeout',
      at: '2026-11-26T12:00:00.000Z',
    });
  });

  it('asks for the reason where the schema needs it', async () => {
    const { id } = await about(clock);
    for (const [path, json] of [
      ['return-receipt', { result: 'contested' }],
      ['return-receipt', {}],
      ['ruling', { outcome: 'full' }],
      ['appeal-decision', { decision: 'maybe', reason: 'x' }],
      ['seller-response', { action: 'counter', proposalVersion: 1, remedy: 'refund_only' }],
    ] as const) {
      const answer = await post(`/disputes/${id}/${path}`, json);
      expect(answer.status, path).to.equal(400);
      expect(answer.json?.errors, path).to.have.length(1);
    }
  });
});
