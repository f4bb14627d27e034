import { brightHome, northTrail } from '../../services/demo/people.ts';
import type { Buyer, Order } from '../../services/domain/order.ts';
import { type Instant, plusTimes24h } from '../../services/domain/time.ts';

/** Not of the demo: in a whole story no other dispute of the buyer's has news of its own. */
const nora: Buyer = {
  ...{ id: 'nora', name: 'Nora Lind', email: 'nora.lind@example.com' },
  ...{ country: 'GB', locale: 'en-GB', timeZone: 'Europe/London' },
};

/** Has two things that may go back inside the country: one of them is picked. */
const pia: Buyer = {
  ...{ id: 'pia', name: 'Pia Holm', email: 'pia.holm@example.com' },
  ...{ country: 'GB', locale: 'en-GB', timeZone: 'Europe/London' },
};

/** Two orders that nobody has touched: one that arrived and is complete, and one that is on its way for too long; Pia's. */
export const storyOrders = (now: Instant): readonly Order[] => {
  const daysAgo = (days: number) => plusTimes24h(now, -days);
  const item = { id: '1', category: 'other', quantity: 1, domesticReturn: false, warranty: false };
  const same = { version: 1, buyer: nora, currency: 'USD', paymentMethod: 'credit_card' } as const;
  const usd = (minor: bigint) => ({ minor, currency: 'USD' });
  return [
    {
      ...same,
      ...{ id: '8130990000000117', seller: brightHome, status: 'completed' },
      ...{ placedAt: daysAgo(22), shippedAt: daysAgo(20), completedAt: daysAgo(4) },
      items: [{ ...item, title: 'Wool blanket', category: 'other', paid: usd(3990n) }],
      shipments: [
        {
          ...{ trackingNumber: 'LZ607182437CN', carrier: 'China Post' },
          events: [{ at: daysAgo(5), status: 'delivered', place: 'London, United Kingdom' }],
        },
      ],
    },
    {
      ...same,
      ...{ id: '8130990000000224', seller: northTrail, status: 'shipped' },
      ...{ placedAt: daysAgo(21), shippedAt: daysAgo(19), protectionEndsAt: daysAgo(-40) },
      items: [{ ...item, title: 'Rain boots', category: 'other', paid: usd(4620n) }],
      shipments: [
        {
          ...{ trackingNumber: 'RB123456785CN', carrier: 'China Post' },
          events: [{ at: daysAgo(13), status: 'in_transit', place: 'Leipzig, Germany' }],
        },
      ],
    },
    {
      ...{ ...same, buyer: pia },
      ...{ id: '8130990000000331', seller: northTrail, status: 'completed' },
      ...{ placedAt: daysAgo(22), shippedAt: daysAgo(20), completedAt: daysAgo(4) },
      items: [
        {
          ...item,
          title: 'Hiking boots',
          category: 'other',
          domesticReturn: true,
          paid: usd(6400n),
        },
        {
          ...{ ...item, id: '2', domesticReturn: true },
          ...{ title: 'Trail socks', category: 'other', paid: usd(1250n) },
        },
      ],
      shipments: [],
    },
  ];
};
