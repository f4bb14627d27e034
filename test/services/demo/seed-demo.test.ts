import { expect } from 'chai';
import { sweep } from '../../../services/deadlines/sweep.ts';
import { listBuyers } from '../../../services/demo/list-buyers.ts';
import { NotADemo } from '../../../services/demo/mark-demo.ts';
import { resetDemo } from '../../../services/demo/reset-demo.ts';
import { seedDemo } from '../../../services/demo/seed-demo.ts';
import type { RefusalCode } from '../../../services/domain/refusal.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { warranty } from '../../../services/domain/warranty.ts';
import { listOrders } from '../../../services/orders/list-orders.ts';
import { putOrder } from '../../../services/orders/put-order.ts';
import { trackOrder } from '../../../services/orders/track-order.ts';
import type { Store } from '../../../services/ports.ts';
import { refundStatus } from '../../../services/refunds/refund-status.ts';
import { reset } from '../../../services/store/open-store.ts';
import { anOrder, at, daysAfter, noon } from '../../support/fixtures.ts';
import { forEachStore, memoryStore } from '../../support/stores.ts';
import { actingOn, countingIds, done, rulebooks, rules } from '../disputes/world.ts';

const system = { kind: 'system' } as const;

describe('the demo marketplace', () => {
  let store: Store;
  const ids = countingIds();
  const as = actingOn(() => store, ids);
  const deps = (now: Instant) => ({ store, rulebooks, ids, clock: { now: () => now } });
  const ordersOf = (id: string, now = noon) => as({ kind: 'buyer', id }, now, listOrders);
  const allOrders = async () =>
    (await Promise.all(listBuyers().map(({ id }) => ordersOf(id)))).flat();

  beforeEach(async () => {
    store = await memoryStore();
    expect(await seedDemo(deps(noon))).to.equal(true);
  });
  afterEach(() => store.close());

  it('has its buyers from all the countries that the rules tell apart', async () => {
    expect(listBuyers().map(({ country }) => country)).to.include.members([
      'ES',
      'RU',
      'US',
      'DE',
      'GB',
      'BR',
    ]);
    for (const distinct of ['id', 'locale', 'timeZone'] as const)
      expect(new Set(listBuyers().map((buyer) => buyer[distinct])).size).to.be.greaterThan(5);
    for (const { id } of listBuyers()) expect(await ordersOf(id)).not.to.deep.equal([]);
  });

  it('has sixteen-digit orders that begin with 8130, each once', async () => {
    const numbers = (await allOrders()).map(({ order }) => order.id);
    expect(numbers.length).to.be.greaterThan(13);
    for (const number of numbers) expect(number).to.match(/^8130\d{12}$/);
    expect(new Set(numbers).size).to.equal(numbers.length);
  });

  it('has every reason why a dispute cannot be opened, and items on which it can', async () => {
    const items = (await allOrders()).flatMap((view) => view.items);
    const reasons: readonly RefusalCode[] = [
      'not_shipped',
      'order_cancelled',
      'too_early',
      'window_closed',
      'protection_ended',
      'agreement_recorded',
      'dispute_live',
      'nothing_left_to_refund',
    ];
    const seen = new Set(items.flatMap(({ whyNotOpen }) => whyNotOpen.map(({ code }) => code)));
    expect([...seen]).to.have.members(reasons);
    expect(items.filter(({ whyNotOpen }) => whyNotOpen.length === 0).length).to.be.greaterThan(4);
  });

  it('has a dispute in every state, with every label and every act of a buyer', async () => {
    const views = (await allOrders())
      .flatMap(({ items }) => items)
      .flatMap(({ dispute }) => (dispute ? [dispute] : []));
    expect(new Set(views.map(({ dispute }) => dispute.phase.state))).to.have.all.keys(
      'awaiting_seller',
      'awaiting_buyer',
      'in_mediation',
      'evidence_requested',
      'return_to_ship',
      'return_in_transit',
      'refund_pending',
      'closed',
      'in_appeal',
    );
    expect(new Set(views.map(({ label }) => label)).size).to.equal(3);
    expect(
      new Set(views.flatMap(({ allowed }) => allowed.map(({ type }) => type))),
    ).to.include.keys(
      'propose',
      'accept_offer',
      'cancel',
      'add_evidence',
      'ship_back',
      'appeal',
      'survey',
    );
    const endings = views.map(({ dispute }) => dispute.outcome?.reason);
    expect(endings).to.include.members([
      'seller_agreed',
      'seller_timeout',
      'ruling_rejected',
      'buyer_cancelled',
    ]);
  });

  it('has a ruling that can be appealed and one for which it is too late', async () => {
    const closed = (await allOrders())
      .flatMap(({ items }) => items)
      .flatMap(({ dispute }) => (dispute ? [dispute] : []))
      .filter(({ dispute }) => dispute.outcome?.by === 'case_management' && !dispute.appeal);
    const appealable = closed.map(({ allowed }) => allowed.some(({ type }) => type === 'appeal'));
    expect(appealable).to.have.members([true, false]);
  });

  it('has every kind of parcel', async () => {
    const parcels = [];
    for (const { id } of listBuyers())
      for (const { order } of await ordersOf(id)) {
        const tracked = await as({ kind: 'buyer', id }, noon, (ctx) => trackOrder(ctx, order.id));
        parcels.push(...done(tracked).parcels);
      }
    expect(new Set(parcels.map(({ progress }) => progress))).to.include.keys(
      'awaiting_first_scan',
      'first_scan_overdue',
      'in_transit',
      'delivered',
      'exception',
    );
    const overdue = parcels.filter(({ progress }) => progress === 'first_scan_overdue');
    expect(overdue.map(({ format }) => format)).to.include('s10_valid');
    expect(parcels.map(({ format }) => format)).to.include('s10_invalid');
  });

  it('has protection that is about to end, refunds on their way and one that arrived', async () => {
    expect((await allOrders()).some((view) => view.protectionAboutToEnd)).to.equal(true);
    const refunds = await Promise.all(
      listBuyers().map(({ id }) => as({ kind: 'buyer', id }, noon, refundStatus)),
    );
    expect(new Set(refunds.flat().map(({ state }) => state))).to.have.all.keys(
      'instructed',
      'completed',
    );
  });

  it('has a phone and a tablet under warranty, a phone where none is offered, a domestic return', async () => {
    const lines = (await allOrders()).flatMap(({ order }) =>
      order.items.map((item) => ({ order, item })),
    );
    expect(lines.some(({ item }) => item.domesticReturn)).to.equal(true);
    const verdicts = lines
      .filter(({ item }) => item.warranty)
      .map(({ order, item }) => `${item.category} ${warranty(order, item, noon, rules).verdict}`);
    expect(verdicts).to.have.members(['phone covered', 'tablet covered', 'phone not_in_country']);
  });

  it('lets the first buyer live the whole story', async () => {
    const [first] = listBuyers();
    const orders = await ordersOf(first?.id ?? '');
    const items = orders.flatMap(({ order, items: lines }) =>
      lines.map((line) => ({ order, line, allowed: line.dispute?.allowed ?? [] })),
    );
    const may = (type: string) =>
      items.filter(({ allowed }) => allowed.some((action) => action.type === type));
    const open = items.filter(({ line }) => line.whyNotOpen.length === 0);
    expect(
      open.some(({ order }) => order.status === 'shipped'),
      'not received',
    ).to.equal(true);
    expect(
      open.some(({ order }) => order.status === 'completed'),
      'as described',
    ).to.equal(true);
    expect(may('cancel'), 'cancel').not.to.deep.equal([]);
    expect(may('appeal'), 'appeal').not.to.deep.equal([]);
    const tooEarly = items.flatMap(({ line }) =>
      line.whyNotOpen.filter(({ code }) => code === 'too_early'),
    );
    expect(tooEarly.map(({ from }) => from)).to.deep.equal([at('2026-11-29T00:00:00Z')]);
  });

  it('is seeded once, and again after a reset, by the clock of that day', async () => {
    expect(await seedDemo(deps(noon))).to.equal(false);
    const before = await ordersOf('emma');
    const later = daysAfter(noon, 5);
    await resetDemo({ ...deps(later), reset: () => reset(store) });
    const after = await ordersOf('emma', later);
    expect(after.map(({ order }) => order.id)).to.deep.equal(before.map(({ order }) => order.id));
    expect(after[0]?.order.placedAt).to.equal(daysAfter(before[0]?.order.placedAt ?? noon, 5));
  });

  it('neither fills nor empties a database with orders that no demo put there', async () => {
    const real = await memoryStore();
    const theirs = { store: real, rulebooks, ids, clock: { now: () => noon } };
    await real.run((tx) => {
      const ctx = { tx, store: real, rulebooks, ids, now: noon, principal: system };
      return putOrder(ctx, anOrder());
    });
    const emptied = { ...theirs, reset: () => reset(real) };
    for (const act of [() => seedDemo(theirs), () => resetDemo(emptied)]) {
      const fault = await act().then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(fault).to.be.instanceOf(NotADemo);
    }
    expect(await real.run((tx) => real.orders.buyers(tx))).to.have.length(1);
    await real.close();
  });

  it('leaves the sweep nothing but what ended long ago', async () => {
    const swept = await sweep(store, rulebooks, ids, { now: () => noon });
    expect(swept.faults).to.deep.equal([]);
    expect(await sweep(store, rulebooks, ids, { now: () => noon })).to.include({ fired: 0 });
  });
});

describe('the demo marketplace, whenever it is seeded', () => {
  const moments = [
    '2026-11-22T00:00:00.000Z',
    '2026-11-22T23:59:59.999Z',
    '2027-01-01T00:30:00.000Z',
    '2027-03-28T01:30:00.000Z',
    '2028-02-29T12:34:56.789Z',
  ];
  for (const moment of moments)
    it(`breaks no rule at ${moment}`, async () => {
      const store = await memoryStore();
      const clock = { now: () => at(moment) };
      const seeded = await seedDemo({ store, rulebooks, ids: countingIds(), clock });
      await store.close();
      expect(seeded).to.equal(true);
    });
});

describe('seeding the demo on two nodes at once', () => {
  forEachStore((db) => {
    it('is done by one of them', async function () {
      this.timeout(60_000);
      const second = await db.secondStore();
      const ids = countingIds();
      const seeded = await Promise.all(
        [db.store(), second].map((store) =>
          seedDemo({ store, rulebooks, ids, clock: { now: () => noon } }),
        ),
      );
      expect(seeded).to.have.members([true, false]);
    });
  });
});
