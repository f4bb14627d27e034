import { brightHome, emma, northTrail, pocketTech } from '../people.ts';
import type { Scene } from '../scene.ts';
import { caseManager, opens, sellerAccepts, sellerRefuses } from '../story.ts';

/** Everything that a first visitor wants to try, in the order of the list (newest first). */
export const emmaScenes: readonly Scene[] = [
  // paid, not shipped
  {
    orderId: '8130224500710158',
    buyer: emma,
    seller: brightHome,
    currency: 'USD',
    items: [{ title: 'Ceramic tea set', minor: 3850n }],
    placed: 1.2,
  },
  // shipped four days ago: too early for a dispute, and no scan of the parcel yet
  {
    orderId: '8130224500694217',
    buyer: emma,
    seller: pocketTech,
    currency: 'USD',
    items: [{ title: 'Wireless earbuds', minor: 2990n }],
    placed: 6,
    shipped: 4,
    parcel: {
      trackingNumber: 'LP451029389CN',
      carrier: 'China Post',
      seen: [[4, 'label_created', 'Shenzhen, China']],
    },
  },
  // in transit, may be disputed: "I haven't received my order"
  {
    orderId: '8130224500632984',
    buyer: emma,
    seller: northTrail,
    currency: 'USD',
    items: [{ title: 'Trekking backpack 40 L', minor: 4620n }],
    placed: 21,
    shipped: 19,
    protectedFor: 40,
    parcel: {
      trackingNumber: 'RB123456785CN',
      carrier: 'China Post',
      seen: [
        [18.4, 'in_transit', 'Guangzhou, China'],
        [13, 'in_transit', 'Leipzig, Germany'],
        [9.5, 'in_transit', 'Langley, United Kingdom'],
      ],
    },
  },
  // delivered and complete, not as described: two items, both may be disputed
  {
    orderId: '8130224500601736',
    buyer: emma,
    seller: pocketTech,
    currency: 'USD',
    items: [
      { title: 'Phone case', minor: 1290n },
      { title: 'Screen protector', minor: 690n, quantity: 2 },
    ],
    placed: 26,
    shipped: 24,
    completed: 4,
    parcel: {
      trackingNumber: 'LZ607182437CN',
      carrier: 'China Post',
      seen: [
        [22, 'in_transit', 'Shenzhen, China'],
        [5, 'delivered', 'London, United Kingdom'],
      ],
    },
  },
  // a dispute that waits for the seller
  {
    orderId: '8130224500587421',
    buyer: emma,
    seller: brightHome,
    currency: 'USD',
    items: [{ title: 'Desk lamp', minor: 2490n }],
    placed: 30,
    shipped: 28,
    completed: 8,
    parcel: {
      trackingNumber: 'RR873201645CN',
      carrier: 'China Post',
      seen: [[9, 'delivered', 'London, United Kingdom']],
    },
    story: [
      opens(2, {
        reason: 'not_as_described',
        subReason: 'damaged',
        remedy: 'refund_only',
        amount: 2490n,
        description: 'The lamp arrived with a cracked shade and does not switch on.',
      }),
    ],
  },
  // the seller agreed: the refund is with the bank
  {
    orderId: '8130224500541093',
    buyer: emma,
    seller: northTrail,
    currency: 'USD',
    paymentMethod: 'debit_card',
    items: [{ title: 'Rain jacket', minor: 5380n }],
    placed: 36,
    shipped: 34,
    completed: 12,
    story: [
      opens(6, {
        reason: 'not_as_described',
        subReason: 'size_or_colour',
        remedy: 'refund_only',
        amount: 2000n,
        description: 'I ordered size M and got size XS.',
      }),
      sellerAccepts(4),
    ],
  },
  // closed by the Case Management Team three days ago: may be appealed
  {
    orderId: '8130224500498560',
    buyer: emma,
    seller: brightHome,
    currency: 'USD',
    items: [{ title: 'Wall clock', minor: 1875n }],
    placed: 44,
    shipped: 42,
    completed: 20,
    story: [
      opens(14, {
        reason: 'not_as_described',
        subReason: 'quality',
        remedy: 'refund_only',
        amount: 1875n,
        description: 'The clock loses about ten minutes every day.',
      }),
      sellerRefuses(12, 'Please try a new battery.'),
      caseManager(3, {
        type: 'rule',
        outcome: 'rejected',
        explanation: 'Nothing in the file shows that the clock is faulty.',
      }),
    ],
  },
];
