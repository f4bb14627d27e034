import { expect } from 'chai';
import type { Shipment } from '../../../services/domain/order.ts';
import { trackOrder } from '../../../services/orders/track-order.ts';
import type { Store } from '../../../services/ports.ts';
import { anOrder, aShippedOrder, at, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, ana, codes, done, putAs, stranger } from '../disputes/world.ts';

const shippedAt = at('2026-11-10T18:00:00Z');

describe('tracking an order', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());
  const as = actingOn(() => store);

  let version = 0;
  const tracked = async (parcel: Partial<Shipment>, iso: string) => {
    version += 1;
    const shipment = { trackingNumber: 'RB123456785CN', carrier: 'China Post', events: [] };
    const order = aShippedOrder({ version, shippedAt, shipments: [{ ...shipment, ...parcel }] });
    await putAs(as, order);
    return done(await as(ana, at(iso), (ctx) => trackOrder(ctx, order.id)));
  };

  it('dates the first scan from the shipping', async () => {
    const view = await tracked({}, '2026-11-11T00:00:00Z');
    expect(view.scanExpectedFrom).to.equal(at('2026-11-13T00:00:00Z'));
    expect(view.scanExpectedBy).to.equal(at('2026-11-17T00:00:00Z'));
  });

  it('waits for the first scan to the end of the last day, then calls it overdue', async () => {
    const before = await tracked({}, '2026-11-17T23:59:59.999Z');
    expect(before.parcels[0]?.progress).to.equal('awaiting_first_scan');
    const after = await tracked({}, '2026-11-18T00:00:00Z');
    expect(after.parcels[0]?.progress).to.equal('first_scan_overdue');
  });

  it('takes a label for no scan', async () => {
    const label = { at: shippedAt, status: 'label_created' } as const;
    const view = await tracked({ events: [label] }, '2026-11-20T00:00:00Z');
    expect(view.parcels[0]).to.deep.include({ progress: 'first_scan_overdue', lastEvent: label });
  });

  it('goes by the latest event, in whatever order the carrier sent them', async () => {
    const delivered = { at: at('2026-11-20T09:00:00Z'), status: 'delivered' } as const;
    const moving = { at: at('2026-11-15T09:00:00Z'), status: 'in_transit' } as const;
    const view = await tracked({ events: [delivered, moving] }, '2026-11-21T00:00:00Z');
    expect(view.parcels[0]).to.deep.include({ progress: 'delivered', lastEvent: delivered });
  });

  it('checks the last digit of an S10 number', async () => {
    const formats = [];
    for (const trackingNumber of ['RB123456785CN', 'RB123456789CN', '1Z999AA10123456784'])
      formats.push((await tracked({ trackingNumber }, '2026-11-11T00:00:00Z')).parcels[0]?.format);
    expect(formats).to.deep.equal(['s10_valid', 's10_invalid', 'other']);
  });

  it('expects nothing of an order that was not sent', async () => {
    const { shippedAt: _shipped, completedAt: _completed, ...unsent } = anOrder();
    await putAs(as, { ...unsent, status: 'paid', shipments: [] });
    const view = done(await as(ana, noon, (ctx) => trackOrder(ctx, unsent.id)));
    expect(view).to.have.all.keys('view', 'parcels');
    expect(view.parcels).to.deep.equal([]);
  });

  it('is nothing for strangers', async () => {
    const { id } = await putAs(as);
    expect(codes(await as(stranger, noon, (ctx) => trackOrder(ctx, id)))).to.deep.equal([
      'not_found',
    ]);
  });
});
