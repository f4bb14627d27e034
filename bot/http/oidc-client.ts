import * as client from 'openid-client';

export interface OidcClientConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What has to be kept in the browser between the way there and the way back. */
export interface OidcPending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export type IdClaims = Readonly<Record<string, unknown>> & {
  readonly iss: string;
  readonly sub: string;
};

export interface OidcClient {
  /** `asksAgain`: whoever is signed in at the provider is asked who they are all the same. */
  start(
    redirectUri: string,
    asksAgain?: boolean,
  ): Promise<{ readonly url: URL; readonly pending: OidcPending }>;
  /** `currentUrl`: where the browser came back to. Throws on whatever was not signed for us, now, for this browser. */
  finish(currentUrl: URL, pending: OidcPending): Promise<IdClaims>;
}

/** The authorisation code flow with PKCE. The issuer is asked for its addresses when somebody signs in first. */
export function createOidcClient(config: OidcClientConfig): OidcClient {
  const found: { configuration?: Promise<client.Configuration> } = {};
  const configuration = () => {
    found.configuration ??= discover(config).catch((fault: unknown) => {
      // The next one asks again.
      delete found.configuration;
      throw fault;
    });
    return found.configuration;
  };
  return {
    async start(redirectUri, asksAgain = false) {
      const pending = {
        ...{ state: client.randomState(), nonce: client.randomNonce() },
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(await configuration(), {
        ...{ redirect_uri: redirectUri, scope: 'openid profile email' },
        ...{ state: pending.state, nonce: pending.nonce, code_challenge_method: 'S256' },
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        ...(asksAgain && { prompt: 'login' }),
      });
      return { url, pending };
    },
    async finish(currentUrl, { state, nonce, verifier }) {
      const tokens = await client.authorizationCodeGrant(await configuration(), currentUrl, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('The identity provider sent no id token');
      return claims;
    },
  };
}

/** http for a provider on this machine alone: the configuration has checked that. */
function discover({
  issuer,
  clientId,
  clientSecret,
}: OidcClientConfig): Promise<client.Configuration> {
  // By default the package trusts an id token that came over TLS; its signature is to count as well.
  const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
  const options = { execute: [client.enableNonRepudiationChecks, ...insecure] };
  return client.discovery(new URL(issuer), clientId, clientSecret, undefined, options);
}
