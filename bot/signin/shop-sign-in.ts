import type { ShopOidcConfig } from '../config-identity.ts';
import { createOidcClient, type OidcClient, type OidcPending } from '../http/oidc-client.ts';

/** A buyer as the shop's sign-in names them. */
export interface ShopBuyer {
  readonly id: string;
  /** To be recognised by on our page; the id where the shop tells no name. */
  readonly name: string;
}

export interface ShopSignIn {
  readonly start: OidcClient['start'];
  /** Throws also where the buyer's claim is missing, is no text, or is an e-mail address that nobody has verified. */
  finish(currentUrl: URL, pending: OidcPending): Promise<ShopBuyer>;
}

/** The ids of the orders' buyers are no longer. */
const longestId = 128;
const longestName = 80;

export function createShopSignIn(config: ShopOidcConfig): ShopSignIn {
  const client = createOidcClient(config);
  return {
    start: client.start,
    async finish(currentUrl, pending) {
      const claims = await client.finish(currentUrl, pending);
      const id = claims[config.buyerClaim];
      if (typeof id !== 'string' || id === '' || id.length > longestId)
        throw new Error(`The id token has no buyer id in its claim ${config.buyerClaim}`);
      // Anybody can write somebody else's address into an account of their own.
      if (config.buyerClaim === 'email' && claims.email_verified !== true)
        throw new Error('The e-mail address is not verified (email_verified)');
      const name = [claims.name, claims.preferred_username, claims.email].find(
        (value) => typeof value === 'string' && value !== '',
      );
      return { id, name: String(name ?? id).slice(0, longestName) };
    },
  };
}
