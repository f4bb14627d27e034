import { aiko, brightHome, northTrail, pocketTech } from '../people.ts';
import type { Scene } from '../scene.ts';
import { appeals, cancels, caseManager, opens, sellerRefuses } from '../story.ts';

export const aikoScenes: readonly Scene[] = [
  // a phone with a warranty that is not offered in the buyer's country; may be disputed
  {
    orderId: '8130886500681947',
    buyer: aiko,
    seller: pocketTech,
    currency: 'JPY',
    items: [{ title: 'Smartphone 256 GB', minor: 32_800n, category: 'phone', warranty: true }],
    placed: 24,
    shipped: 22,
    completed: 6,
    parcel: {
      trackingNumber: 'CP160273843CN',
      carrier: 'China Post',
      seen: [
        [20, 'in_transit', 'Shenzhen, China'],
        [6.5, 'delivered', 'Tokyo, Japan'],
      ],
    },
  },
  // cancelled by the buyer while protection runs: the item may be disputed again
  {
    orderId: '8130886500655493',
    buyer: aiko,
    seller: brightHome,
    currency: 'JPY',
    items: [{ title: 'Bento box', minor: 2480n }],
    placed: 27,
    shipped: 25,
    completed: 5,
    story: [
      opens(4, {
        reason: 'not_as_described',
        subReason: 'other',
        remedy: 'refund_only',
        amount: 1000n,
        description: 'The lid does not close.',
      }),
      cancels(3),
    ],
  },
  // a ruling that the buyer has appealed
  {
    orderId: '8130886500571128',
    buyer: aiko,
    seller: northTrail,
    currency: 'JPY',
    items: [{ title: 'Sleeping bag', minor: 6900n }],
    placed: 48,
    shipped: 46,
    completed: 22,
    parcel: {
      trackingNumber: 'CP160268417CN',
      carrier: 'China Post',
      seen: [
        [45, 'in_transit', 'Ningbo, China'],
        [22.5, 'delivered', 'Tokyo, Japan'],
      ],
    },
    story: [
      opens(15, {
        reason: 'not_as_described',
        subReason: 'wrong_item',
        remedy: 'refund_only',
        amount: 6900n,
        description: 'It is the summer model, not the winter model.',
      }),
      sellerRefuses(13, 'The label says winter.'),
      caseManager(5, {
        type: 'rule',
        outcome: 'rejected',
        explanation: 'The label on the picture says winter.',
      }),
      appeals(2, 'The label is of another product; the filling weight shows it.'),
    ],
  },
];
