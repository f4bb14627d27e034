import type { Dispute } from '../domain/dispute.ts';
import type { Order } from '../domain/order.ts';
import type { Instant } from '../domain/time.ts';

/**
 * When the carrier gave the seller the parcel that the buyer is sending back; undefined if the order's shipments do not
 * say so. What was delivered before the return was decided is another parcel: a buyer may name the wrong number.
 */
export const returnDelivery = (
  { shipments }: Pick<Order, 'shipments'>,
  { phase, returnShipment, outcome }: Dispute,
): Instant | undefined => {
  if (phase.state !== 'return_in_transit' || !returnShipment || !outcome) return undefined;
  const number = plain(returnShipment.trackingNumber);
  return shipments
    .filter(({ trackingNumber }) => plain(trackingNumber) === number)
    .flatMap(({ events }) => events.filter(({ status }) => status === 'delivered'))
    .map(({ at }) => at)
    .filter((at) => at >= outcome.decidedAt)
    .toSorted((a, b) => a - b)[0];
};

/** Printed in groups or not, it is the same number. */
const plain = (trackingNumber: string): string =>
  trackingNumber.replace(/[\s-]/g, '').toUpperCase();
