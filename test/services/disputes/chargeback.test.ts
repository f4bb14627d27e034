import { expect } from 'chai';
import { sweep } from '../../../services/deadlines/sweep.ts';
import { cancelDispute } from '../../../services/disputes/cancel-dispute.ts';
import { openDispute } from '../../../services/disputes/open-dispute.ts';
import { recordChargeback } from '../../../services/disputes/record-chargeback.ts';
import { findOrder } from '../../../services/orders/find-order.ts';
import type { Principal, Store } from '../../../services/ports.ts';
import { anOrder, daysAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import {
  actingOn,
  aForm,
  ana,
  codes,
  countingIds,
  done,
  opened,
  putAs,
  rulebooks,
  seller,
  system,
} from './world.ts';

const { id: orderId } = anOrder();
const item = { orderId, itemId: 'i-1' };

describe('a chargeback', () => {
  let store: Store;
  const as = actingOn(() => store);
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());

  const report = (now = noon, principal: Principal = system, what = item) =>
    as(principal, now, (ctx) => recordChargeback(ctx, what));
  const open = (now = noon) => as(ana, now, (ctx) => openDispute(ctx, { ...item, form: aForm() }));
  const money = async () => (await store.run((tx) => store.orders.money(tx, orderId))).get('i-1');
  const waiting = () => store.run((tx) => store.outbox.due(tx, 'release', daysAfter(noon, 400), 9));

  it('of an item that nobody disputed is recorded on the item, as often as it is told', async () => {
    await putAs(as);
    expect(done(await report())).to.deep.equal({ ...item, at: noon });
    expect(done(await report(daysAfter(noon, 2)))).to.deep.equal({ ...item, at: noon });
    expect((await money())?.chargedBackAt).to.equal(noon);
  });

  it('lets no dispute be opened about the item, and says why', async () => {
    await putAs(as);
    done(await report());
    const refused = await open(daysAfter(noon, 1));
    expect(refused.ok ? [] : refused.refusals).to.deep.equal([
      { code: 'charged_back', rule: 'chargeback', facts: { chargedBackAt: noon } },
    ]);
    const view = done(await as(ana, noon, (ctx) => findOrder(ctx, orderId)));
    expect(view.items[0]?.whyNotOpen.map(({ code }) => code)).to.deep.equal(['charged_back']);
  });

  it('keeps the money of the item from the seller, also when protection has ended', async () => {
    await putAs(as);
    done(await report());
    const clock = { now: () => daysAfter(noon, 60) };
    expect(await sweep(store, rulebooks, countingIds(), clock)).to.include({ fired: 0 });
    expect((await money())?.released).to.equal(0n);
    expect(await store.run((tx) => store.orders.heldPast(tx, clock.now(), 9))).to.deep.equal([]);
  });

  it('stops a release that has not left yet', async () => {
    await putAs(as);
    const clock = { now: () => daysAfter(noon, 60) };
    await sweep(store, rulebooks, countingIds(), clock);
    expect(await waiting()).to.have.length(1);
    done(await report(daysAfter(noon, 61)));
    expect(await waiting()).to.deep.equal([]);
  });

  it('of an item with a dispute ends it, and marks the item as well', async () => {
    await opened(as);
    const { view } = done(await report(daysAfter(noon, 1)));
    expect(view?.dispute.outcome?.reason).to.equal('superseded_chargeback');
    expect((await money())?.chargedBackAt).to.equal(daysAfter(noon, 1));
    expect(codes(await open(daysAfter(noon, 2)))).to.deep.equal(['charged_back']);
    expect(codes(await report(daysAfter(noon, 2)))).to.deep.equal(['already_superseded']);
  });

  it('of an item whose dispute was cancelled keeps it from being disputed again', async () => {
    const { dispute } = await opened(as);
    const { id: disputeId, seq: expectedSeq } = dispute;
    done(await as(ana, noon, (ctx) => cancelDispute(ctx, { disputeId, expectedSeq })));
    done(await report(daysAfter(noon, 1)));
    expect(codes(await open(daysAfter(noon, 2)))).to.deep.equal(['charged_back']);
  });

  it('stands when a newer version of the order comes', async () => {
    await putAs(as);
    done(await report());
    await putAs(as, anOrder({ version: 2 }));
    expect((await money())?.chargedBackAt).to.equal(noon);
  });

  it('is told by the marketplace alone, of an item that is there', async () => {
    await putAs(as);
    for (const principal of [ana, seller])
      expect(codes(await report(noon, principal))).to.deep.equal(['not_found']);
    for (const what of [
      { ...item, itemId: 'i-9' },
      { ...item, orderId: 'nowhere' },
    ])
      expect(codes(await report(noon, system, what))).to.deep.equal(['not_found']);
    expect(await money()).to.not.have.property('chargedBackAt');
  });
});
