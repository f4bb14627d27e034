import { expect } from 'chai';
import { findOrder } from '../../../services/orders/find-order.ts';
import { listOrders } from '../../../services/orders/list-orders.ts';
import type { Principal, Store } from '../../../services/ports.ts';
import { aBuyer, anOrder, at, daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, ana, codes, done, opened, putAs, stranger, system } from '../disputes/world.ts';

describe('My Orders', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());
  const as = actingOn(() => store);

  it("lists the buyer's orders, newest first, and nobody else's", async () => {
    await putAs(as);
    await putAs(as, anOrder({ id: '8011223344556678', placedAt: at('2026-10-31T09:00:00Z') }));
    await putAs(as, anOrder({ id: '8011223344556679', buyer: aBuyer({ id: 'b-2' }) }));
    const ids = (await as(ana, noon, listOrders)).map(({ order }) => order.id);
    expect(ids).to.deep.equal(['8011223344556678', '8011223344556677']);
    const others: readonly Principal[] = [
      system,
      { kind: 'visitor' },
      { kind: 'buyer', id: 'b-3' },
    ];
    for (const principal of others) expect(await as(principal, noon, listOrders)).to.deep.equal([]);
  });

  it('tells a foreign order and an unknown one in the same words', async () => {
    const { id } = await putAs(as);
    const foreign = await as(stranger, noon, (ctx) => findOrder(ctx, id));
    const unknown = await as(ana, noon, (ctx) => findOrder(ctx, '8000000000000000'));
    expect(codes(foreign)).to.deep.equal(['not_found']);
    expect(foreign).to.deep.equal(unknown);
  });

  it('says from when and until when each item may be disputed', async () => {
    const { id } = await putAs(as);
    const view = done(await as(ana, noon, (ctx) => findOrder(ctx, id)));
    expect(view).to.include({
      opensAt: at('2026-11-12T00:00:00Z'),
      closesAt: at('2026-12-06T00:00:00Z'),
      protectionEndsAt: at('2026-12-06T00:00:00Z'),
      protectionAboutToEnd: false,
    });
    expect(view.items.map(({ whyNotOpen }) => whyNotOpen)).to.deep.equal([[]]);
  });

  it('gives every reason at once when a dispute is impossible', async () => {
    const { id } = await putAs(as, anOrder({ agreementAt: noon }));
    const view = done(await as(ana, daysAfter(noon, 30), (ctx) => findOrder(ctx, id)));
    expect(view.items[0]?.whyNotOpen.map(({ code }) => code)).to.have.members([
      'agreement_recorded',
      'window_closed',
      'protection_ended',
      'nothing_left_to_refund',
    ]);
  });

  it('counts money as paid to the seller as soon as protection has ended, sweep or no sweep', async () => {
    const { id } = await putAs(as);
    const releasedAt = async (iso: string) =>
      done(await as(ana, at(iso), (ctx) => findOrder(ctx, id))).items[0]?.money.released;
    expect(await releasedAt('2026-12-05T23:59:59.999Z')).to.equal(0n);
    expect(await releasedAt('2026-12-06T00:00:00Z')).to.equal(2490n);
  });

  it('shows the newest dispute of an item, and that it stands in the way', async () => {
    const { dispute, order } = await opened(as);
    const [listed] = await as(ana, noon, listOrders);
    const found = done(await as(ana, noon, (ctx) => findOrder(ctx, order.id)));
    expect(listed).to.deep.equal(found);
    expect(found.items[0]?.dispute?.dispute).to.deep.equal(dispute);
    expect(found.items[0]?.whyNotOpen).to.deep.include({
      code: 'dispute_live',
      rule: 'oneLiveDispute',
      facts: { disputeId: dispute.id },
    });
  });

  it('shows the money as the clock should have moved it', async () => {
    const { order } = await opened(as);
    const view = done(await as(ana, daysAfter(noon, 6), (ctx) => findOrder(ctx, order.id)));
    expect(view.items[0]?.money).to.include({ instructed: 2490n });
    expect(view.items[0]?.dispute?.label).to.equal('finished');
  });
});
