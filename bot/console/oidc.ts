import * as client from 'openid-client';
import type { StaffRole } from '../../services/staff-port.ts';
import type { OidcConfig } from '../config-staff.ts';

/** What has to be kept in the browser between the way there and the way back. */
export interface OidcPending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcClaims {
  readonly subject: string;
  readonly login: string;
  readonly name: string;
  /** Missing: the company gave them none here. */
  readonly role?: StaffRole;
}

export interface Oidc {
  start(redirectUri: string): Promise<{ readonly url: URL; readonly pending: OidcPending }>;
  /** `currentUrl`: where the browser came back to. Throws on whatever was not signed for us, now, for this browser. */
  finish(currentUrl: URL, pending: OidcPending): Promise<OidcClaims>;
}

/** The authorisation code flow with PKCE. The issuer is asked for its addresses when somebody signs in first. */
export function createOidc(config: OidcConfig): Oidc {
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
    async start(redirectUri) {
      const pending = {
        ...{ state: client.randomState(), nonce: client.randomNonce() },
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(await configuration(), {
        ...{ redirect_uri: redirectUri, scope: 'openid profile email' },
        ...{ state: pending.state, nonce: pending.nonce, code_challenge_method: 'S256' },
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
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
      return claimsOf(config, claims);
    },
  };
}

/** http for a provider on this machine alone: the configuration has checked that. */
function discover({ issuer, clientId, clientSecret }: OidcConfig): Promise<client.Configuration> {
  // By default the package trusts an id token that came over TLS; its signature is to count as well.
  const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
  const options = { execute: [client.enableNonRepudiationChecks, ...insecure] };
  return client.discovery(new URL(issuer), clientId, clientSecret, undefined, options);
}

type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

function claimsOf(config: OidcConfig, claims: Claims): OidcClaims {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : undefined);
  const login = text('preferred_username') ?? text('email') ?? claims.sub;
  const role = roleOf(config, claims);
  return {
    ...{ subject: `${claims.iss} ${claims.sub}`, login, name: text('name') ?? login },
    ...(role === undefined ? {} : { role }),
  };
}

const highestFirst = ['admin', 'case_manager', 'agent'] as const;

/** The highest role that one of the claim's values stands for. */
function roleOf({ roleClaim, roles }: OidcConfig, claims: Claims): StaffRole | undefined {
  const values = [claims[roleClaim] ?? at(claims, roleClaim.split('.'))].flat();
  const given = roles.filter(({ value }) => values.includes(value)).map(({ role }) => role);
  return highestFirst.find((role) => given.includes(role));
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );
