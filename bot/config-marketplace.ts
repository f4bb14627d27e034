import { z } from 'zod';
import { list, variable } from './config-variable.ts';

/** What a key of the marketplace's API may be for. */
export const integrationScopes = [
  'read',
  'orders',
  'seller',
  'rulings',
  'payments',
  'handoff',
] as const;
export type IntegrationScope = (typeof integrationScopes)[number];

/** Whoever speaks to buyers as an agent is named as such. */
const ofMarketplace: readonly IntegrationScope[] = integrationScopes.filter(
  (scope) => scope !== 'handoff',
);

export interface IntegrationKey {
  readonly id: string;
  readonly secret: string;
  readonly scopes: readonly IntegrationScope[];
}

const integrationKey = /^([\w-]{1,40}):([\w.~+/=-]{32,}?)(?::([a-z_+]+))?$/;
/** `id:secret`, or `id:secret:scope+scope` for a key that may not do everything. */
const integrationKeys = list.transform((entries, context): readonly IntegrationKey[] =>
  entries.flatMap((entry) => {
    const [, id, secret, scopes] = integrationKey.exec(entry) ?? [];
    const asked = scopes?.split('+') ?? ofMarketplace;
    const known = integrationScopes.filter((scope) => asked.includes(scope));
    if (id && secret && known.length === asked.length) return [{ id, secret, scopes: known }];
    context.addIssue('has an entry that is not id:secret or id:secret:scope+scope, 32 characters');
    return [];
  }),
);
/** Standard Webhooks: `whsec_` and base64 of 24 to 64 bytes; two of them while one is being replaced. */
export const webhookSecrets = z
  .string()
  .regex(
    /^(?:whsec_[A-Za-z0-9+/]{32,86}={0,2} ?){1,2}$/,
    'is not whsec_ and base64 of 24 to 64 bytes',
  )
  .transform((value) => value.trim().split(' '));

/** How the marketplace calls us, and where we call it. */
export const marketplaceVariables = {
  INTEGRATION_API_KEYS: variable({
    group: 'Marketplace',
    purpose:
      'Keys of /api/v1 as id:secret, several with commas. id:secret:read+seller narrows a key; scopes: read, orders, seller, rulings, payments; and handoff, for an agent hub, which a key has only if it is named.',
    example: 'shop:0123456789abcdef0123456789abcdef',
    neededWhen: 'NODE_ENV is production',
    secret: true,
    schema: integrationKeys,
  }),
  WEBHOOK_URL: variable({
    group: 'Marketplace',
    purpose:
      'Where events, refund instructions and releases are sent; without it they are at GET /api/v1/events alone.',
    example: 'https://shop.example/hooks/resolve',
    schema: z.url({ protocol: /^https?$/ }),
  }),
  WEBHOOK_SECRET: variable({
    group: 'Marketplace',
    purpose:
      'Signs the webhooks (Standard Webhooks): whsec_ and base64. Two with a space between while it is replaced.',
    example: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
    neededWhen: 'WEBHOOK_URL is set',
    secret: true,
    schema: webhookSecrets,
  }),
} as const;
