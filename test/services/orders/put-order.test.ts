import { expect } from 'chai';
import type { Order } from '../../../services/domain/order.ts';
import { putOrder } from '../../../services/orders/put-order.ts';
import type { Store } from '../../../services/ports.ts';
import { aBuyer, anItem, anOrder, at, hoursAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, ana, done, system } from '../disputes/world.ts';

describe('putting an order', () => {
  let store: Store;
  beforeEach(async () => {
    store = await memoryStore();
  });
  afterEach(() => store.close());
  const as = actingOn(() => store);
  const put = (order: Order) => as(system, noon, (ctx) => putOrder(ctx, order));
  const faults = async (changes: Partial<Order>) => {
    const result = await put(anOrder(changes));
    return result.ok ? [] : result.refusals.map(({ path, code }) => `${path} ${code}`);
  };

  it('applies a newer version and ignores one that is as old or older', async () => {
    expect(done(await put(anOrder({ version: 2 })))).to.deep.equal({ applied: true });
    expect(done(await put(anOrder({ version: 2 })))).to.deep.equal({ applied: false });
    expect(done(await put(anOrder({ version: 1, status: 'paid' })))).to.deep.equal({
      applied: false,
    });
    expect(done(await put(anOrder({ version: 3, agreementAt: noon })))).to.deep.equal({
      applied: true,
    });
    const stored = await as(system, noon, ({ tx }) => store.orders.find(tx, system, anOrder().id));
    expect(stored).to.include({ version: 3, agreementAt: noon });
  });

  it('takes an order that is complete now, to the millisecond', async () => {
    expect(await faults({ completedAt: noon })).to.deep.equal([]);
  });

  const cases: readonly [string, Partial<Order>, readonly string[]][] = [
    [
      'a completion before the shipping',
      { completedAt: at('2026-10-31T00:00:00Z') },
      ['completedAt too_early'],
    ],
    [
      'a shipping before the order',
      { placedAt: at('2026-11-02T00:00:00Z') },
      ['shippedAt too_early'],
    ],
    ['a date from the future', { completedAt: hoursAfter(noon, 1) }, ['completedAt in_the_future']],
    [
      'an agreement before the order',
      { agreementAt: at('2026-01-01T00:00:00Z') },
      ['agreementAt too_early'],
    ],
    [
      'a protection that ended before the order',
      { protectionEndsAt: at('2026-01-01T00:00:00Z') },
      ['protectionEndsAt too_early'],
    ],
    [
      'an unknown currency, on the order and not once more on the item',
      { currency: 'XYZ', items: [anItem({ paid: { minor: 1n, currency: 'XYZ' } })] },
      ['currency unknown_currency'],
    ],
    [
      'another currency on an item',
      { items: [anItem({ paid: { minor: 1n, currency: 'EUR' } })] },
      ['items.0.paid other_currency'],
    ],
    [
      'nothing paid, twice',
      {
        items: [
          anItem({ paid: { minor: 0n, currency: 'USD' } }),
          anItem({ id: 'i-2', paid: { minor: -5n, currency: 'USD' } }),
        ],
      },
      ['items.0.paid not_positive', 'items.1.paid not_positive'],
    ],
    ['an item id that comes twice', { items: [anItem(), anItem()] }, ['items.1.id not_unique']],
    ['half a piece', { items: [anItem({ quantity: 0.5 })] }, ['items.0.quantity not_positive']],
    ['no items', { items: [] }, ['items missing']],
    ['a completion of a shipped order', { status: 'shipped' }, ['completedAt not_expected']],
    [
      'dates of an order that was only paid',
      { status: 'paid' },
      ['shippedAt not_expected', 'completedAt not_expected'],
    ],
    [
      'a parcel without a number, seen tomorrow',
      {
        shipments: [
          {
            trackingNumber: ' ',
            carrier: 'X',
            events: [{ at: hoursAfter(noon, 24), status: 'in_transit' }],
          },
        ],
      },
      ['shipments.0.trackingNumber missing', 'shipments.0.events.0.at in_the_future'],
    ],
    [
      'a buyer from nowhere',
      { buyer: aBuyer({ country: 'es', locale: '??', timeZone: 'Mars/Olympus' }) },
      [
        'buyer.country unknown_country',
        'buyer.locale unknown_locale',
        'buyer.timeZone unknown_time_zone',
      ],
    ],
  ];
  for (const [name, changes, expected] of cases)
    it(`refuses ${name}`, async () => {
      expect(await faults(changes)).to.deep.equal(expected);
    });

  it('refuses a completed order without its dates', async () => {
    const { shippedAt: _shipped, completedAt: _completed, ...order } = anOrder();
    const result = await put(order);
    expect(result).to.deep.equal({
      ok: false,
      refusals: [
        { path: 'shippedAt', code: 'missing' },
        { path: 'completedAt', code: 'missing' },
      ],
    });
  });

  it('stores nothing of an order with a fault', async () => {
    await faults({ items: [] });
    expect(
      await as(system, noon, ({ tx }) => store.orders.find(tx, system, anOrder().id)),
    ).to.equal(undefined);
  });

  it('refuses a newer version that changes what money and disputes stand on', async () => {
    done(await put(anOrder({ items: [anItem(), anItem({ id: 'i-2' })] })));
    const changed = await faults({
      version: 2,
      buyer: aBuyer({ id: 'b-2' }),
      items: [anItem({ paid: { minor: 1n, currency: 'USD' } })],
    });
    expect(changed).to.deep.equal([
      'buyer.id changed',
      'items.0.paid changed',
      'items.i-2 missing',
    ]);
  });

  it('is for the marketplace alone', async () => {
    const attempt = await as(ana, noon, (ctx) => putOrder(ctx, anOrder())).catch(String);
    expect(attempt).to.equal('Error: buyer may not put orders.');
  });
});
