import type { Shipment, TrackingEvent } from '../domain/order.ts';
import type { Result } from '../domain/refusal.ts';
import type { Rulebook } from '../domain/rulebook.ts';
import { type Instant, startOfDayAfter } from '../domain/time.ts';
import { trackingFormat } from '../domain/tracking-number.ts';
import type { Context } from '../ports.ts';
import type { ParcelView, TrackingView } from '../views.ts';
import { findOrder } from './find-order.ts';

/** Where the parcels of an order are, and whether silence is still normal. @source S1 */
export const trackOrder = async (ctx: Context, orderId: string): Promise<Result<TrackingView>> => {
  const found = await findOrder(ctx, orderId);
  if (!found.ok) return found;
  const view = found.value;
  const scan = expectedScan(view.order.shippedAt, ctx.rulebooks.current);
  const overdue = scan !== undefined && ctx.now >= scan.overdueFrom;
  const parcels = view.order.shipments.map((shipment) => parcelView(shipment, overdue));
  return {
    ok: true,
    value: {
      view,
      parcels,
      ...(scan && { scanExpectedFrom: scan.from, scanExpectedBy: scan.by }),
    },
  };
};

/** Starts of the first and of the last day to expect a scan; the last day counts whole. */
const expectedScan = (
  shippedAt: Instant | undefined,
  { rules, policyZone }: Rulebook,
): { from: Instant; by: Instant; overdueFrom: Instant } | undefined => {
  if (shippedAt === undefined) return undefined;
  const { min, max } = rules.trackingActivation.value;
  const day = (days: number) => startOfDayAfter(shippedAt, days, policyZone);
  return { from: day(min), by: day(max), overdueFrom: day(max + 1) };
};

const parcelView = (shipment: Shipment, overdue: boolean): ParcelView => {
  const last = lastEvent(shipment);
  return {
    trackingNumber: shipment.trackingNumber,
    carrier: shipment.carrier,
    format: trackingFormat(shipment.trackingNumber),
    progress: progressOf(last, overdue),
    ...(last && { lastEvent: last }),
  };
};

/** The latest by its own time: carriers send events late and out of order. */
const lastEvent = ({ events }: Shipment): TrackingEvent | undefined =>
  events.toSorted((a, b) => a.at - b.at).at(-1);

/** A label is no scan: nobody has seen the parcel yet. */
const progressOf = (last: TrackingEvent | undefined, overdue: boolean): ParcelView['progress'] => {
  if (last && last.status !== 'label_created') return last.status;
  return overdue ? 'first_scan_overdue' : 'awaiting_first_scan';
};
