import type { Buyer, Item, Order, Seller, Shipment, TrackingStatus } from '../domain/order.ts';
import { type Instant, plusHours } from '../domain/time.ts';
import type { StoryStep } from './story.ts';

/** One order of the demo with what happened to it since. Ages are days before the seeding. */
export interface Scene {
  readonly orderId: string;
  readonly buyer: Buyer;
  readonly seller: Seller;
  readonly currency: string;
  readonly paymentMethod?: Order['paymentMethod'];
  readonly items: readonly SceneItem[];
  readonly placed: number;
  readonly cancelled?: true;
  readonly shipped?: number;
  readonly completed?: number;
  readonly agreed?: number;
  /** Days after the seeding; negative if protection has ended. */
  readonly protectedFor?: number;
  readonly parcel?: SceneParcel;
  readonly story?: readonly StoryStep[];
}

export interface SceneItem {
  readonly title: string;
  /** What was paid, in minor units of the scene's currency. */
  readonly minor: bigint;
  readonly category?: Item['category'];
  readonly quantity?: number;
  readonly domesticReturn?: true;
  readonly warranty?: true;
}

export interface SceneParcel {
  readonly trackingNumber: string;
  readonly carrier: string;
  readonly seen: readonly (readonly [age: number, status: TrackingStatus, place: string])[];
}

/** `age` days before `now`, to the hour: days of 24 hours, so that no time zone has a say. */
export const daysBefore = (now: Instant, age: number): Instant =>
  plusHours(now, -Math.round(age * 24));

/** The order as the marketplace would send it. */
export const orderOf = (scene: Scene, now: Instant): Order => {
  const { shipped, completed, agreed, protectedFor } = scene;
  return {
    id: scene.orderId,
    version: 1,
    buyer: scene.buyer,
    seller: scene.seller,
    currency: scene.currency,
    paymentMethod: scene.paymentMethod ?? 'credit_card',
    status: statusOf(scene),
    placedAt: daysBefore(now, scene.placed),
    ...(shipped !== undefined && { shippedAt: daysBefore(now, shipped) }),
    ...(completed !== undefined && { completedAt: daysBefore(now, completed) }),
    ...(agreed !== undefined && { agreementAt: daysBefore(now, agreed) }),
    ...(protectedFor !== undefined && { protectionEndsAt: daysBefore(now, -protectedFor) }),
    items: scene.items.map((item, index) => itemOf(item, scene.currency, index)),
    shipments: scene.parcel ? [shipmentOf(scene.parcel, now)] : [],
  };
};

/** When the first step of the story takes place, or `now`: the order has to be there by then. */
export const beginning = ({ story = [] }: Scene, now: Instant): Instant =>
  story.length > 0 ? daysBefore(now, Math.max(...story.map(({ age }) => age))) : now;

const statusOf = ({ cancelled, completed, shipped }: Scene): Order['status'] => {
  if (cancelled) return 'cancelled';
  if (completed !== undefined) return 'completed';
  return shipped === undefined ? 'paid' : 'shipped';
};

const itemOf = (item: SceneItem, currency: string, index: number): Item => ({
  id: `${index + 1}`,
  title: item.title,
  category: item.category ?? 'other',
  quantity: item.quantity ?? 1,
  paid: { minor: item.minor, currency },
  domesticReturn: item.domesticReturn ?? false,
  warranty: item.warranty ?? false,
});

const shipmentOf = ({ trackingNumber, carrier, seen }: SceneParcel, now: Instant): Shipment => ({
  trackingNumber,
  carrier,
  events: seen.map(([age, status, place]) => ({ at: daysBefore(now, age), status, place })),
});
