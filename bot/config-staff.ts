import { z } from 'zod';
import type { StaffRole } from '../services/staff-port.ts';
import { list, variable } from './config-variable.ts';
import type { OidcClientConfig } from './http/oidc-client.ts';
import { isLoopback } from './loopback.ts';

const text = z.string().min(1);
const roles = ['admin', 'case_manager', 'agent'] as const;

/** Values of the claim and what they make of somebody: `support=agent`. */
export type RoleMapping = readonly { readonly value: string; readonly role: StaffRole }[];

const roleMapping = list.transform(
  (entries, context): RoleMapping =>
    entries.flatMap((entry) => {
      const at = entry.lastIndexOf('=');
      const [value, named] = [entry.slice(0, at), entry.slice(at + 1)];
      const role = roles.find((one) => one === named);
      if (at > 0 && role) return [{ value, role }];
      context.addIssue('has an entry that is not value=agent, value=case_manager or value=admin');
      return [];
    }),
);

/** Tokens go there and come from there: in the open only on this machine. */
export const issuer = z
  .url({ protocol: /^https?$/ })
  .refine(
    (value) => value.startsWith('https:') || isLoopback(new URL(value).hostname),
    'is no https address',
  );

/** How the agents of a company sign in, if not with a password here. */
export const staffVariables = {
  AGENT_OIDC_ISSUER: variable({
    group: 'Console',
    purpose:
      'OpenID Connect issuer of the company: its people sign in to the console there. Redirect address: PUBLIC_URL/console/oidc/callback.',
    example: 'https://login.company.example/realms/support',
    schema: issuer,
  }),
  AGENT_OIDC_CLIENT_ID: variable({
    group: 'Console',
    purpose: 'Our client id at the issuer.',
    example: 'resolve',
    neededWhen: 'AGENT_OIDC_ISSUER is set',
    schema: text,
  }),
  AGENT_OIDC_CLIENT_SECRET: variable({
    group: 'Console',
    purpose: 'Our client secret at the issuer.',
    example: 'from the identity provider',
    neededWhen: 'AGENT_OIDC_ISSUER is set',
    secret: true,
    schema: text,
  }),
  AGENT_OIDC_ROLE_CLAIM: variable({
    group: 'Console',
    purpose:
      'Claim of the id token that holds the groups or roles, a text or a list; dots lead into objects.',
    example: 'realm_access.roles',
    byDefault: 'roles',
    schema: text,
  }),
  AGENT_OIDC_ROLES: variable({
    group: 'Console',
    purpose:
      'Which value of the claim makes whom: agent, case_manager or admin. The highest counts; with none nobody gets in.',
    example: 'support=agent,disputes=case_manager,support-leads=admin',
    neededWhen: 'AGENT_OIDC_ISSUER is set',
    schema: roleMapping,
  }),
} as const;

export interface OidcConfig extends OidcClientConfig {
  readonly roleClaim: string;
  readonly roles: RoleMapping;
}

/** Undefined where the company has none. */
export const oidcOf = (values: {
  readonly AGENT_OIDC_ISSUER?: string;
  readonly AGENT_OIDC_CLIENT_ID?: string;
  readonly AGENT_OIDC_CLIENT_SECRET?: string;
  readonly AGENT_OIDC_ROLE_CLAIM?: string;
  readonly AGENT_OIDC_ROLES?: RoleMapping;
}): OidcConfig | undefined =>
  values.AGENT_OIDC_ISSUER === undefined
    ? undefined
    : {
        issuer: values.AGENT_OIDC_ISSUER,
        clientId: values.AGENT_OIDC_CLIENT_ID ?? '',
        clientSecret: values.AGENT_OIDC_CLIENT_SECRET ?? '',
        roleClaim: values.AGENT_OIDC_ROLE_CLAIM ?? '',
        roles: values.AGENT_OIDC_ROLES ?? [],
      };
