import { z } from 'zod';
import { azureVariables } from './config-azure.ts';
import { looksLikeDemo, whyNotDemo } from './config-demo.ts';
import { type HubConfig, handoffVariables, hubOf } from './config-handoff.ts';
import { identityVariables, type ShopOidcConfig, shopOidcOf } from './config-identity.ts';
import { type IntegrationKey, marketplaceVariables } from './config-marketplace.ts';
import { type OidcConfig, oidcOf, staffVariables } from './config-staff.ts';
import { storageVariables } from './config-storage.ts';
import { list, secret, type Variable, variable } from './config-variable.ts';
import { addressList } from './http/client-address.ts';

const text = z.string().min(1);
const origin = z
  .url({ protocol: /^https?$/ })
  .refine(
    (value) => new URL(value).origin === value,
    'has a path; an origin ends after host and port',
  );
const zone = z.string().refine((value) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}, 'is no IANA time zone');
const days = list.pipe(z.array(z.iso.date('is no list of days like 2026-12-25')));

export const variables = {
  PORT: variable({
    group: 'Server',
    purpose: 'Port to listen on.',
    example: '3978',
    byDefault: '3978',
    schema: z.coerce.number().int().min(0).max(65535),
  }),
  HOST: variable({
    group: 'Server',
    purpose: 'Address to listen on.',
    example: '0.0.0.0',
    byDefault: '127.0.0.1',
    schema: text,
  }),
  PUBLIC_URL: variable({
    group: 'Server',
    purpose: 'How buyers reach this server; links and stream addresses start with it.',
    example: 'https://help.shop.example',
    neededWhen: 'NODE_ENV is production',
    schema: origin,
  }),
  TRUSTED_PROXIES: variable({
    group: 'Server',
    purpose:
      'Addresses and CIDRs of the proxies before this server, with commas: their X-Forwarded-For says who is asking. ' +
      'Without it all that comes through a proxy shares one rate limit.',
    example: '10.0.0.0/8,192.0.2.7',
    schema: list.refine(
      (entries) => addressList(entries),
      'has an entry that is no address or CIDR',
    ),
  }),
  NODE_ENV: variable({
    group: 'Server',
    purpose: 'development, test or production.',
    example: 'production',
    byDefault: 'development',
    schema: z.enum(['development', 'test', 'production']),
  }),
  LOG_LEVEL: variable({
    group: 'Server',
    purpose: 'trace, debug, info, warn, error or silent.',
    example: 'debug',
    byDefault: 'info',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
  }),
  DEMO: variable({
    group: 'Demo',
    purpose:
      'The demo shop with its buyers, its seller and its clock, where everybody may be every buyer. Without this ' +
      'variable: true on a loopback HOST with SQLite while PUBLIC_URL, WEBHOOK_URL and MicrosoftAppId are not set. ' +
      'true is refused in production and, on any other HOST, together with CHAT_JWT_SECRET, WEBHOOK_URL or MicrosoftAppId.',
    example: 'false',
    schema: z.enum(['true', 'false']).transform((value) => value === 'true'),
  }),
  ...storageVariables,
  POLICY_TIME_ZONE: variable({
    group: 'Rules',
    purpose: 'IANA zone in which the rules count calendar days.',
    example: 'Europe/Madrid',
    byDefault: 'UTC',
    schema: zone,
  }),
  HOLIDAYS: variable({
    group: 'Rules',
    purpose: 'Days that are no business days, besides Saturday and Sunday.',
    example: '2026-12-25,2027-01-01',
    schema: days,
  }),
  DIRECT_LINE_SECRET: variable({
    group: 'Chat',
    purpose:
      'Bearer secret of /v3/directline/tokens/generate, and the key of our own tokens and buttons.',
    example: 'openssl rand -hex 32',
    neededWhen: 'NODE_ENV is production',
    secret: true,
    schema: secret,
  }),
  CHAT_JWT_SECRET: variable({
    group: 'Chat',
    purpose: 'The shop signs its signed-in buyers with it (HS256, sub = buyer id).',
    example: 'openssl rand -hex 32',
    neededWhen: 'NODE_ENV is production',
    secret: true,
    schema: secret,
  }),
  EMBED_ORIGINS: variable({
    group: 'Chat',
    purpose: 'Origins of the shop pages that may show the chat in a frame.',
    example: 'https://shop.example',
    schema: list.pipe(z.array(origin)),
  }),
  ...identityVariables,
  ...staffVariables,
  ...marketplaceVariables,
  ...handoffVariables,
  ...azureVariables,
} as const;

export type VariableName = keyof typeof variables;
type Values = { [Name in VariableName]?: z.output<(typeof variables)[Name]['schema']> };

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly production: boolean;
  readonly demo: boolean;
  readonly logLevel: string;
  readonly databaseUrl: string;
  readonly evidenceDir: string;
  /** Missing only outside production, where one is made and kept as for the other secrets. */
  readonly evidenceKey: string | undefined;
  readonly evidenceOldKeys: readonly string[];
  readonly policyZone: string;
  readonly holidays: readonly string[];
  /** Missing only in demo mode, where the composition root makes them and keeps them beside the database. */
  readonly directLineSecret: string | undefined;
  readonly chatJwtSecret: string | undefined;
  readonly embedOrigins: readonly string[];
  /** Missing only outside production; a demo makes one. */
  readonly integrationKeys: readonly IntegrationKey[] | undefined;
  /** The company's sign-in of its agents. */
  readonly oidc: OidcConfig | undefined;
  /** The shop's sign-in of its buyers, for channels that do not vouch for them. */
  readonly shopOidc: ShopOidcConfig | undefined;
  readonly webhook: { readonly url: string; readonly secrets: readonly string[] } | undefined;
  /** An external hub of agents, in place of our own console. */
  readonly hub: HubConfig | undefined;
  readonly azure:
    | {
        readonly appType: string;
        readonly appId: string;
        readonly appPassword: string;
        readonly tenantId: string;
      }
    | undefined;
}

/** A variable that can't be used: which, why, and what a good one looks like. Never the value. */
export interface ConfigFault {
  readonly variable: VariableName;
  readonly problem: string;
  readonly example: string;
}

export type Environment = { readonly [name: string]: string | undefined };

function parse(env: Environment, faults: ConfigFault[]): Values {
  const values: Record<string, unknown> = {};
  for (const [name, v] of Object.entries(variables) as [VariableName, Variable<z.ZodType>][]) {
    const raw = env[name]?.trim() || v.byDefault;
    if (raw === undefined) continue;
    const parsed = v.schema.safeParse(raw);
    if (parsed.success) values[name] = parsed.data;
    else
      faults.push({
        variable: name,
        problem: parsed.error.issues[0]?.message ?? 'is not valid',
        example: v.example,
      });
  }
  return values as Values;
}

function needed(values: Values, faults: ConfigFault[]): void {
  const production = values.NODE_ENV === 'production';
  const azure = values.MicrosoftAppId !== undefined;
  const need = (name: VariableName, when: boolean) => {
    if (!when || values[name] !== undefined || faults.some((f) => f.variable === name)) return;
    faults.push({
      variable: name,
      problem: `is missing, and needed when ${(variables[name] as Variable<z.ZodType>).neededWhen}`,
      example: variables[name].example,
    });
  };
  need('PUBLIC_URL', production);
  need('DIRECT_LINE_SECRET', production);
  need('CHAT_JWT_SECRET', production);
  need('EVIDENCE_KEY', production);
  need('INTEGRATION_API_KEYS', production);
  for (const name of ['CLIENT_ID', 'CLIENT_SECRET', 'ROLES'] as const)
    need(`AGENT_OIDC_${name}`, values.AGENT_OIDC_ISSUER !== undefined);
  for (const name of ['CLIENT_ID', 'CLIENT_SECRET'] as const)
    need(`SHOP_OIDC_${name}`, values.SHOP_OIDC_ISSUER !== undefined);
  need('HANDOFF_HUB_SECRET', values.HANDOFF_HUB_URL !== undefined);
  need('WEBHOOK_SECRET', values.WEBHOOK_URL !== undefined);
  need('MicrosoftAppPassword', azure && values.MicrosoftAppType !== 'UserAssignedMSI');
  need('MicrosoftAppTenantId', azure && values.MicrosoftAppType !== 'MultiTenant');
  if (values.CHAT_JWT_SECRET !== undefined && values.CHAT_JWT_SECRET === values.DIRECT_LINE_SECRET)
    faults.push({
      variable: 'CHAT_JWT_SECRET',
      problem:
        'is the same as DIRECT_LINE_SECRET: the shop, which has the one, would make our own tokens',
      example: variables.CHAT_JWT_SECRET.example,
    });
  const open = whyNotDemo(values);
  if (open) faults.push({ variable: 'DEMO', problem: open, example: 'false' });
}

/**
 * Reads the environment, or names every fault at once.
 * @source interfaces.md 2
 */
export function readConfig(
  env: Environment,
):
  | { readonly ok: true; readonly value: Config }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] } {
  const faults: ConfigFault[] = [];
  const values = parse(env, faults);
  needed(values, faults);
  if (faults.length > 0) return { ok: false, faults };
  const production = values.NODE_ENV === 'production';
  return {
    ok: true,
    value: {
      host: values.HOST ?? '',
      port: values.PORT ?? 0,
      publicUrl: values.PUBLIC_URL,
      trustedProxies: values.TRUSTED_PROXIES ?? [],
      production,
      demo: values.DEMO ?? looksLikeDemo(values),
      logLevel: values.LOG_LEVEL ?? 'info',
      databaseUrl: values.DATABASE_URL ?? '',
      evidenceDir: values.EVIDENCE_DIR ?? '',
      evidenceKey: values.EVIDENCE_KEY,
      evidenceOldKeys: values.EVIDENCE_OLD_KEYS ?? [],
      policyZone: values.POLICY_TIME_ZONE ?? '',
      holidays: values.HOLIDAYS ?? [],
      directLineSecret: values.DIRECT_LINE_SECRET,
      chatJwtSecret: values.CHAT_JWT_SECRET,
      embedOrigins: values.EMBED_ORIGINS ?? [],
      integrationKeys: values.INTEGRATION_API_KEYS,
      oidc: oidcOf(values),
      shopOidc: shopOidcOf(values),
      webhook: values.WEBHOOK_URL
        ? { url: values.WEBHOOK_URL, secrets: values.WEBHOOK_SECRET ?? [] }
        : undefined,
      hub: hubOf(values),
      azure: values.MicrosoftAppId
        ? {
            appType: values.MicrosoftAppType ?? '',
            appId: values.MicrosoftAppId,
            appPassword: values.MicrosoftAppPassword ?? '',
            tenantId: values.MicrosoftAppTenantId ?? '',
          }
        : undefined,
    },
  };
}
