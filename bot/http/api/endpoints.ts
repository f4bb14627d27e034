import { commandEndpoints } from './command-endpoints.ts';
import { disputeEndpoints } from './dispute-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import { eventEndpoints } from './event-endpoints.ts';
import { evidenceEndpoints } from './evidence-endpoints.ts';
import { handoffEndpoints } from './handoffs-endpoints.ts';
import { orderEndpoints } from './order-endpoints.ts';
import { sellerMessageEndpoints } from './seller-message-endpoints.ts';

/** Where all of them begin. */
export const basePath = '/api/v1';

/** Every route of the API, in the order of the docs. */
export const endpoints: readonly Endpoint[] = [
  ...orderEndpoints,
  ...sellerMessageEndpoints,
  ...disputeEndpoints,
  ...evidenceEndpoints,
  ...commandEndpoints,
  ...eventEndpoints,
  ...handoffEndpoints,
];
