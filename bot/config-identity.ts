import { z } from 'zod';
import { issuer } from './config-staff.ts';
import { variable } from './config-variable.ts';
import type { OidcClientConfig } from './http/oidc-client.ts';

const text = z.string().min(1);

/** How buyers sign in on channels that are not the shop's page. */
export const identityVariables = {
  SHOP_OIDC_ISSUER: variable({
    group: 'Sign-in of buyers on other channels',
    purpose:
      "OpenID Connect issuer of the shop's sign-in. Redirect address: PUBLIC_URL/signin/callback. Without it, and outside of a demo, buyers on Teams, SMS and so on get answers but nothing of their own.",
    example: 'https://accounts.shop.example',
    schema: issuer,
  }),
  SHOP_OIDC_CLIENT_ID: variable({
    group: 'Sign-in of buyers on other channels',
    purpose: 'Our client id at the issuer.',
    example: 'resolve-help',
    neededWhen: 'SHOP_OIDC_ISSUER is set',
    schema: text,
  }),
  SHOP_OIDC_CLIENT_SECRET: variable({
    group: 'Sign-in of buyers on other channels',
    purpose: 'Our client secret at the issuer.',
    example: "from the shop's sign-in",
    neededWhen: 'SHOP_OIDC_ISSUER is set',
    secret: true,
    schema: text,
  }),
  SHOP_OIDC_BUYER_CLAIM: variable({
    group: 'Sign-in of buyers on other channels',
    purpose:
      'Claim of the id token that holds the buyer id, as the orders have it; never one that buyers can choose. `email` counts with `email_verified` alone.',
    example: 'buyer_id',
    byDefault: 'sub',
    schema: text,
  }),
} as const;

export interface ShopOidcConfig extends OidcClientConfig {
  readonly buyerClaim: string;
}

/** Undefined where the shop has none. */
export const shopOidcOf = (values: {
  readonly SHOP_OIDC_ISSUER?: string;
  readonly SHOP_OIDC_CLIENT_ID?: string;
  readonly SHOP_OIDC_CLIENT_SECRET?: string;
  readonly SHOP_OIDC_BUYER_CLAIM?: string;
}): ShopOidcConfig | undefined =>
  values.SHOP_OIDC_ISSUER === undefined
    ? undefined
    : {
        issuer: values.SHOP_OIDC_ISSUER,
        clientId: values.SHOP_OIDC_CLIENT_ID ?? '',
        clientSecret: values.SHOP_OIDC_CLIENT_SECRET ?? '',
        buyerClaim: values.SHOP_OIDC_BUYER_CLAIM ?? '',
      };
