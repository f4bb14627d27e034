import { brightHome, northTrail, pocketTech, sarah } from '../people.ts';
import type { Scene } from '../scene.ts';
import { opens, refundArrives, sellerAccepts, sellerRefuses } from '../story.ts';

export const sarahScenes: readonly Scene[] = [
  // refused by the seller and escalated: the Case Management Team looks into it
  {
    orderId: '8130559100634418',
    buyer: sarah,
    seller: pocketTech,
    currency: 'USD',
    items: [{ title: 'Bluetooth speaker', minor: 4150n }],
    placed: 40,
    shipped: 38,
    completed: 14,
    parcel: {
      trackingNumber: 'LB720318465CN',
      carrier: 'China Post',
      seen: [
        [37, 'in_transit', 'Shenzhen, China'],
        [14.5, 'delivered', 'New York, United States'],
      ],
    },
    story: [
      opens(9, {
        reason: 'not_as_described',
        subReason: 'counterfeit',
        remedy: 'return_and_refund',
        amount: 4150n,
        description: 'The brand on the box is misspelled.',
      }),
      sellerRefuses(8, 'All our goods are original.'),
    ],
  },
  // the refund has arrived
  {
    orderId: '8130559100587209',
    buyer: sarah,
    seller: brightHome,
    currency: 'USD',
    items: [{ title: 'Picture frame', minor: 1540n }],
    placed: 70,
    shipped: 68,
    protectedFor: 10,
    story: [
      opens(25, {
        reason: 'not_received',
        remedy: 'refund_only',
        amount: 1540n,
        description: 'Nothing has arrived and the tracking stopped weeks ago.',
      }),
      sellerAccepts(22),
      refundArrives(14),
    ],
  },
  // complete for longer than the dispute window
  {
    orderId: '8130559100520637',
    buyer: sarah,
    seller: northTrail,
    currency: 'USD',
    paymentMethod: 'bank_account',
    items: [{ title: 'Water bottle', minor: 1725n }],
    placed: 64,
    shipped: 62,
    completed: 34,
    parcel: {
      trackingNumber: 'LA409172635CN',
      carrier: 'China Post',
      seen: [[34.5, 'delivered', 'New York, United States']],
    },
  },
];
