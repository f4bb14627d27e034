import type { Buyer } from '../domain/order.ts';
import { aiko, emma, ivan, jonas, marta, paulo, sarah } from './people.ts';

/** Whom the demo shop offers to be; the first one is the default. */
export const listBuyers = (): readonly Buyer[] => [emma, marta, ivan, sarah, jonas, paulo, aiko];
