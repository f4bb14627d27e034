import { ivan, northTrail, pocketTech } from '../people.ts';
import type { Scene } from '../scene.ts';

export const ivanScenes: readonly Scene[] = [
  // a sound tracking number whose first scan is overdue
  {
    orderId: '8130447800701532',
    buyer: ivan,
    seller: pocketTech,
    currency: 'RUB',
    items: [{ title: 'USB-C hub', minor: 189_900n }],
    placed: 11,
    shipped: 9,
    parcel: {
      trackingNumber: 'RA246813576CN',
      carrier: 'China Post',
      seen: [[9, 'label_created', 'Yiwu, China']],
    },
  },
  // never arrived, and protection has ended
  {
    orderId: '8130447800523764',
    buyer: ivan,
    seller: northTrail,
    currency: 'RUB',
    items: [{ title: 'Folding chair', minor: 245_000n }],
    placed: 95,
    shipped: 92,
    protectedFor: -4,
    parcel: {
      trackingNumber: 'LB937150467CN',
      carrier: 'China Post',
      seen: [[88, 'in_transit', 'Khorgos, China']],
    },
  },
  // a phone and a tablet under warranty
  {
    orderId: '8130447800436081',
    buyer: ivan,
    seller: pocketTech,
    currency: 'RUB',
    items: [
      { title: 'Smartphone 128 GB', minor: 1_899_000n, category: 'phone', warranty: true },
      { title: 'Tablet 10 inch', minor: 1_450_000n, category: 'tablet', warranty: true },
    ],
    placed: 110,
    shipped: 108,
    completed: 80,
  },
];
