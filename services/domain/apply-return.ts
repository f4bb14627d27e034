import type { CommandOf } from './command.ts';
import type { Dispute } from './dispute.ts';
import { nothing, settle } from './settle.ts';
import { type Instant, laterOf } from './time.ts';

export const returnShipped = (
  dispute: Dispute,
  { shipment }: CommandOf<'ship_back'>,
  at: Instant,
): Dispute => ({
  ...dispute,
  returnShipment: {
    carrier: shipment.carrier.trim(),
    trackingNumber: shipment.trackingNumber.trim(),
    shippedAt: at,
  },
  phase: { state: 'return_in_transit' },
});

/** A parcel that was there before the buyer named its number counts from then on: no term begins before its shipment. */
export const returnDelivered = (
  dispute: Dispute,
  { deliveredAt }: CommandOf<'return_delivered'>,
): Dispute => {
  const { returnShipment } = dispute;
  if (!returnShipment) return dispute;
  const from = laterOf(deliveredAt, returnShipment.shippedAt);
  return { ...dispute, returnShipment: { ...returnShipment, deliveredAt: from } };
};

/** The outcome stays what was agreed or ruled; now it is paid. */
export const goodsBack = (dispute: Dispute): Dispute => ({
  ...dispute,
  phase: { state: 'refund_pending' },
});

export const returnLapsed = (dispute: Dispute, at: Instant): Dispute =>
  settle(dispute, { reason: 'return_lapsed', by: 'timeout', decidedAt: at, terms: nothing });
