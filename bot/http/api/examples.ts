import type { Dispute, DisputeState } from '../../../services/domain/dispute.ts';
import { type Instant, isoOf, plusTimes24h } from '../../../services/domain/time.ts';
import type { Context } from '../../../services/ports.ts';
import { type Endpoint, noBody } from './endpoint.ts';
import { basePath } from './endpoints.ts';

/** A request that can be copied into a terminal. */
export interface Example {
  readonly path: string;
  readonly body?: object;
  /** False where the database has nothing of this kind, so that the ids are made up. */
  readonly works: boolean;
}

/** Something in the database to make an example of. */
type Found = ReadonlyMap<DisputeState, Dispute>;

const wanted: readonly DisputeState[] = [
  ...(['awaiting_seller', 'return_in_transit', 'in_mediation', 'in_appeal'] as const),
  'refund_pending',
];

/** The newest dispute in each state that an example needs: one statement on an index for each. */
export async function findExamples({ store, tx }: Pick<Context, 'store' | 'tx'>): Promise<Found> {
  const found = new Map<DisputeState, Dispute>();
  for (const state of wanted) {
    const [dispute] = await store.disputes.page(tx, { state, limit: 1 });
    if (dispute) found.set(state, dispute);
  }
  return found;
}

/** Which dispute a route is about; a route without one needs none. */
const about: Readonly<Record<string, DisputeState>> = {
  getDispute: 'awaiting_seller',
  getEvidence: 'awaiting_seller',
  getOrder: 'awaiting_seller',
  reportChargeback: 'awaiting_seller',
  sendSellerMessage: 'awaiting_seller',
  sellerResponse: 'awaiting_seller',
  returnReceipt: 'return_in_transit',
  ruling: 'in_mediation',
  evidenceRequest: 'in_mediation',
  appealDecision: 'in_appeal',
  refundResult: 'refund_pending',
};

/** Whether a case is with the hub is known to the hub alone. */
const ofHub = new Set(['handoffStatus', 'handoffMessage']);

export function exampleOf({ name, path, body }: Endpoint, found: Found, now: Instant): Example {
  const state = about[name];
  const dispute = state && found.get(state);
  const id = name === 'refundResult' ? dispute?.refunds.at(-1)?.id : dispute?.id;
  const evidence = dispute?.evidence.find(({ removedAt }) => removedAt === undefined);
  const orderId = name === 'putOrder' ? '9000000000000001' : dispute?.orderId;
  return {
    path: `${basePath}${path}`
      .replace(':orderId', orderId ?? '8130224500587421')
      .replace(':evidenceId', evidence?.id ?? 'upload-1')
      .replace(':id', id ?? (name === 'refundResult' ? 'D1000000001.R1' : 'D1000000001')),
    ...(body !== noBody && { body: bodyOf(name, now) }),
    works:
      !ofHub.has(name) &&
      (state === undefined || dispute !== undefined) &&
      (name !== 'getEvidence' || !!evidence),
  };
}

const bodies: Readonly<Record<string, object>> = {
  sellerResponse: {
    ...{ action: 'counter', proposalVersion: 1, remedy: 'refund_only', amount: '5.00' },
    message: 'Would this be all right?',
  },
  returnReceipt: { result: 'confirmed' },
  ruling: { outcome: 'full', remedy: 'refund_only', reason: 'The photos show the fault.' },
  evidenceRequest: { party: 'buyer', what: 'A photo of the label on the box' },
  appealDecision: { decision: 'rejected', reason: 'The new photos show another item.' },
  refundResult: { result: 'completed' },
  reportChargeback: { itemId: '1' },
  handoffStatus: { state: 'accepted', agent: { name: 'Dana' } },
  handoffMessage: { text: 'I look at your order.', agent: { name: 'Dana' } },
  sendSellerMessage: { text: 'Your parcel leaves us tomorrow.' },
};

const bodyOf = (name: string, now: Instant): object => bodies[name] ?? orderExample(now);

/** Delivered and complete, so that a dispute may be opened. */
function orderExample(now: Instant): object {
  const daysAgo = (days: number) => isoOf(plusTimes24h(now, -days));
  return {
    version: 1,
    buyer: {
      ...{ id: 'lena', name: 'Lena Vogt', email: 'lena@example.com' },
      ...{ country: 'DE', locale: 'de-DE', timeZone: 'Europe/Berlin' },
    },
    seller: { id: 'north-trail', name: 'North Trail Outdoor' },
    ...{ currency: 'EUR', paymentMethod: 'credit_card', status: 'completed' },
    ...{ placedAt: daysAgo(22), shippedAt: daysAgo(20), completedAt: daysAgo(2) },
    items: [
      {
        ...{ id: '1', title: 'Head lamp', category: 'other', quantity: 1, paid: '24.90' },
        ...{ domesticReturn: false, warranty: false },
      },
    ],
    shipments: [
      {
        ...{ trackingNumber: 'RR873201645CN', carrier: 'China Post' },
        events: [{ at: daysAgo(3), status: 'delivered', place: 'Berlin' }],
      },
    ],
  };
}
