import { brightHome, northTrail, paulo, pocketTech } from '../people.ts';
import type { Scene } from '../scene.ts';
import { caseManager, opens, sellerAccepts, sellerRefuses, shipsBack } from '../story.ts';

export const pauloScenes: readonly Scene[] = [
  // cancelled before it was shipped
  {
    orderId: '8130774400698025',
    buyer: paulo,
    seller: brightHome,
    currency: 'BRL',
    items: [{ title: 'Coffee grinder', minor: 15_900n }],
    placed: 5,
    cancelled: true,
  },
  // the Case Management Team asks the buyer for evidence
  {
    orderId: '8130774400621740',
    buyer: paulo,
    seller: pocketTech,
    currency: 'BRL',
    items: [{ title: 'Mechanical keyboard', minor: 28_900n }],
    placed: 42,
    shipped: 40,
    completed: 15,
    parcel: {
      trackingNumber: 'LP580314927CN',
      carrier: 'China Post',
      seen: [
        [39, 'in_transit', 'Shenzhen, China'],
        [15.5, 'delivered', 'São Paulo, Brazil'],
      ],
    },
    story: [
      opens(10, {
        reason: 'not_as_described',
        subReason: 'damaged',
        remedy: 'refund_only',
        amount: 28_900n,
        description: 'Several keys do not work.',
      }),
      sellerRefuses(9, 'Please send a picture.'),
      caseManager(1, {
        type: 'request_evidence',
        party: 'buyer',
        what: 'A picture of the keys that do not work, and of the label on the back.',
      }),
    ],
  },
  // the seller did not answer in time
  {
    orderId: '8130774400603917',
    buyer: paulo,
    seller: northTrail,
    currency: 'BRL',
    items: [{ title: 'Headlamp', minor: 7900n }],
    placed: 52,
    shipped: 50,
    protectedFor: 20,
    parcel: {
      trackingNumber: 'LT661209859CN',
      carrier: 'China Post',
      seen: [[46, 'in_transit', 'Hangzhou, China']],
    },
    story: [
      opens(6, {
        reason: 'not_received',
        remedy: 'refund_only',
        amount: 7900n,
        description: 'The parcel has not moved for more than a month.',
      }),
    ],
  },
  // the goods are on their way back to the seller
  {
    orderId: '8130774400577362',
    buyer: paulo,
    seller: brightHome,
    currency: 'BRL',
    items: [{ title: 'Kitchen scale', minor: 9450n }],
    placed: 45,
    shipped: 43,
    completed: 18,
    story: [
      opens(12, {
        reason: 'not_as_described',
        subReason: 'quality',
        remedy: 'return_and_refund',
        amount: 9450n,
        description: 'It shows another weight every time.',
      }),
      sellerAccepts(9),
      shipsBack(5, 'Correios', 'RN203948576BR'),
    ],
  },
];
