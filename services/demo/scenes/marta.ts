import { brightHome, marta, northTrail, pocketTech } from '../people.ts';
import type { Scene } from '../scene.ts';
import { opens, sellerOffers } from '../story.ts';

export const martaScenes: readonly Scene[] = [
  // the tracking number fails the check of its last digit
  {
    orderId: '8130335600712840',
    buyer: marta,
    seller: pocketTech,
    currency: 'EUR',
    items: [{ title: 'Smart watch strap', minor: 1199n }],
    placed: 8,
    shipped: 6,
    parcel: { trackingNumber: 'UB304957618CN', carrier: 'China Post', seen: [] },
  },
  // not received, and protection is about to end
  {
    orderId: '8130335600588213',
    buyer: marta,
    seller: northTrail,
    currency: 'EUR',
    items: [{ title: 'Camping stove', minor: 3450n }],
    placed: 60,
    shipped: 58,
    protectedFor: 2,
    parcel: {
      trackingNumber: 'LX719364029CN',
      carrier: 'China Post',
      seen: [
        [55, 'in_transit', 'Shanghai, China'],
        [31, 'exception', 'Madrid, Spain'],
      ],
    },
  },
  // the seller offers a part: the buyer decides
  {
    orderId: '8130335600540377',
    buyer: marta,
    seller: brightHome,
    currency: 'EUR',
    items: [{ title: 'Set of six wine glasses', minor: 2780n }],
    placed: 33,
    shipped: 31,
    completed: 9,
    story: [
      opens(4, {
        reason: 'not_as_described',
        subReason: 'missing_parts',
        remedy: 'refund_only',
        amount: 2780n,
        description: 'Two of the six glasses are missing.',
      }),
      sellerOffers(2, 900n, 'We are sorry. We offer the price of the two glasses.'),
    ],
  },
  // an item of the domestic return policy
  {
    orderId: '8130335600511926',
    buyer: marta,
    seller: northTrail,
    currency: 'EUR',
    items: [{ title: 'Hiking shoes', minor: 6400n, domesticReturn: true }],
    placed: 29,
    shipped: 27,
    completed: 6,
    parcel: {
      trackingNumber: 'EV502819471CN',
      carrier: 'EMS',
      seen: [[6.5, 'delivered', 'Madrid, Spain']],
    },
  },
];
