import type { StaffRole } from '../../services/staff-port.ts';
import type { OidcConfig } from '../config-staff.ts';
import { createOidcClient, type IdClaims, type OidcPending } from '../http/oidc-client.ts';

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

/** The company's sign-in: who it is there, and what that makes of them here. */
export function createOidc(config: OidcConfig): Oidc {
  const client = createOidcClient(config);
  return {
    start: (redirectUri) => client.start(redirectUri),
    finish: async (currentUrl, pending) =>
      claimsOf(config, await client.finish(currentUrl, pending)),
  };
}

function claimsOf(config: OidcConfig, claims: IdClaims): OidcClaims {
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
function roleOf({ roleClaim, roles }: OidcConfig, claims: IdClaims): StaffRole | undefined {
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
