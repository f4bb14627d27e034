import { expect } from 'chai';
import { answerAsSeller } from '../../../services/disputes/answer-as-seller.ts';
import { findDispute } from '../../../services/disputes/find-dispute.ts';
import { shipBack } from '../../../services/disputes/ship-back.ts';
import type { Order, Shipment, TrackingEvent } from '../../../services/domain/order.ts';
import type { Instant } from '../../../services/domain/time.ts';
import { putOrder } from '../../../services/orders/put-order.ts';
import type { Store } from '../../../services/ports.ts';
import { anOrder, daysAfter, hoursAfter, noon } from '../../support/fixtures.ts';
import { memoryStore } from '../../support/stores.ts';
import { actingOn, aForm, ana, done, opened, seller, system } from '../disputes/world.ts';

const number = 'RB123456785CN';
const agreedAt = hoursAfter(noon, 1);
const shippedAt = hoursAfter(noon, 2);

describe('a return that the carrier has delivered', () => {
  let store: Store;
  let id: string;
  const as = actingOn(() => store);

  beforeEach(async () => {
    store = await memoryStore();
    const form = aForm({ remedy: 'return_and_refund' });
    id = (await opened(as, { form })).dispute.id;
    const accept = { type: 'accept', proposalVersion: 1 } as const;
    done(
      await as(seller, agreedAt, (ctx) => answerAsSeller(ctx, { disputeId: id, command: accept })),
    );
    const shipment = { carrier: 'Correos', trackingNumber: number };
    done(
      await as(ana, shippedAt, (ctx) =>
        shipBack(ctx, { disputeId: id, expectedSeq: 2, ...shipment }),
      ),
    );
  });
  afterEach(() => store.close());

  const parcel = (events: readonly TrackingEvent[], trackingNumber = number): Shipment => ({
    ...{ carrier: 'Correos', trackingNumber, events },
  });
  const delivered = (at: Instant): TrackingEvent => ({ at, status: 'delivered' });
  let version = 1;
  const put = async (now: Instant, shipments: readonly Shipment[], more: Partial<Order> = {}) => {
    version += 1;
    const order = anOrder({ version, shipments, ...more });
    return done(await as(system, now, (ctx) => putOrder(ctx, order)));
  };
  const view = async (now: Instant) => done(await as(ana, now, (ctx) => findDispute(ctx, id)));
  const receipt = async (now: Instant) =>
    (await view(now)).deadlines.find(({ party }) => party === 'seller');

  it('starts the shorter term of the seller at the instant of the delivery', async () => {
    const told = daysAfter(noon, 6);
    await put(told, [parcel([delivered(daysAfter(noon, 4))])]);
    expect(await receipt(told)).to.deep.include({
      rule: 'sellerReceiptTracked',
      at: daysAfter(noon, 14),
    });
    const events = await as(system, told, ({ tx }) => store.disputes.events(tx, id));
    expect(events.at(-1)).to.deep.include({
      type: 'return_delivered',
      actor: { role: 'clock', id: 'carrier' },
      at: daysAfter(noon, 4),
    });
  });

  it('is recorded once, at its first delivery, whatever the order says later', async () => {
    await put(daysAfter(noon, 6), [
      parcel([delivered(daysAfter(noon, 5)), delivered(daysAfter(noon, 4))]),
    ]);
    await put(daysAfter(noon, 7), [parcel([delivered(daysAfter(noon, 7))])]);
    expect((await view(daysAfter(noon, 7))).dispute.seq).to.equal(4);
    expect((await receipt(daysAfter(noon, 7)))?.at).to.equal(daysAfter(noon, 14));
  });

  it('never lengthens the term that runs from its number', async () => {
    const late = daysAfter(noon, 25);
    await put(late, [parcel([delivered(late)])]);
    expect(await receipt(late)).to.deep.include({
      rule: 'sellerReceiptUntracked',
      at: daysAfter(shippedAt, 30),
    });
  });

  it('is told by its number however it is printed', async () => {
    await put(daysAfter(noon, 5), [parcel([delivered(daysAfter(noon, 4))], 'rb 123456785 cn')]);
    expect((await view(daysAfter(noon, 5))).dispute.returnShipment?.deliveredAt).to.equal(
      daysAfter(noon, 4),
    );
  });

  it('is paid at once if it was there so long that the term is over', async () => {
    await put(daysAfter(noon, 20), [parcel([delivered(daysAfter(noon, 4))])]);
    const { dispute } = await view(daysAfter(noon, 20));
    expect(dispute.phase.state).to.equal('refund_pending');
    expect(dispute.lastEventAt).to.equal(daysAfter(noon, 14));
  });

  const others: readonly (readonly [string, readonly Shipment[]])[] = [
    ['is only on its way', [parcel([{ at: daysAfter(noon, 4), status: 'in_transit' }])]],
    ['has another number', [parcel([delivered(daysAfter(noon, 4))], 'RR123456785DE')]],
    ['was delivered before the return was agreed', [parcel([delivered(noon)])]],
  ];
  for (const [what, shipments] of others)
    it(`is not told by a parcel that ${what}`, async () => {
      const { applied } = await put(daysAfter(noon, 6), shipments);
      expect(applied).to.equal(true);
      const { dispute } = await view(daysAfter(noon, 6));
      expect(dispute.seq).to.equal(3);
      expect(dispute.returnShipment).to.not.have.property('deliveredAt');
    });

  it('changes nothing once the seller has confirmed it', async () => {
    const command = { type: 'confirm_receipt' } as const;
    await as(seller, daysAfter(noon, 5), (ctx) => answerAsSeller(ctx, { disputeId: id, command }));
    await put(daysAfter(noon, 6), [parcel([delivered(daysAfter(noon, 4))])]);
    expect((await view(daysAfter(noon, 6))).dispute.seq).to.equal(4);
  });
});
