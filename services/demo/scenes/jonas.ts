import { brightHome, jonas, northTrail, pocketTech } from '../people.ts';
import type { Scene } from '../scene.ts';
import { caseManager, opens, sellerAccepts, sellerRefuses } from '../story.ts';

export const jonasScenes: readonly Scene[] = [
  // an agreement with the seller is on record
  {
    orderId: '8130662300645171',
    buyer: jonas,
    seller: brightHome,
    currency: 'EUR',
    items: [{ title: 'Bread knife', minor: 2150n }],
    placed: 31,
    shipped: 29,
    completed: 7,
    agreed: 3,
  },
  // the seller takes the goods back: they have to be shipped
  {
    orderId: '8130662300608852',
    buyer: jonas,
    seller: northTrail,
    currency: 'EUR',
    items: [{ title: 'Two-person tent', minor: 8990n }],
    placed: 37,
    shipped: 35,
    completed: 11,
    story: [
      opens(5, {
        reason: 'not_as_described',
        subReason: 'wrong_item',
        remedy: 'return_and_refund',
        amount: 8990n,
        description: 'I ordered a tent for two and got one for a single person.',
      }),
      sellerAccepts(3),
    ],
  },
  // closed by the Case Management Team, too long ago for an appeal; the survey is still open
  {
    orderId: '8130662300549306',
    buyer: jonas,
    seller: pocketTech,
    currency: 'EUR',
    items: [{ title: 'Power bank', minor: 3290n }],
    placed: 60,
    shipped: 58,
    completed: 33,
    story: [
      opens(22, {
        reason: 'not_as_described',
        subReason: 'quality',
        remedy: 'refund_only',
        amount: 3290n,
        description: 'It holds half of the capacity that the page promises.',
      }),
      sellerRefuses(20, 'The capacity depends on the device.'),
      caseManager(11, {
        type: 'rule',
        outcome: 'rejected',
        explanation: 'The measured capacity is within the stated tolerance.',
      }),
    ],
  },
];
