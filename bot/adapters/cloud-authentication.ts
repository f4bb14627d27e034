import {
  type Activity,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';

export interface CloudConfig {
  /** '' or missing: no authentication, so only `loopbackDemo` is answered. */
  readonly appId?: string;
  readonly appPassword?: string;
  readonly appType?: string;
  readonly tenantId?: string;
  /** Of another cloud than the public one; all or nothing. */
  readonly endpoints?: Endpoints;
  /** Answers and calls this very machine; with no app id also without a token. Never in production. */
  readonly loopbackDemo: boolean;
}

export interface Endpoints {
  readonly loginUrl: string;
  readonly oauthScope: string;
  readonly oauthUrl: string;
  /** `iss` of the tokens that channels send. */
  readonly tokenIssuer: string;
  readonly openIdMetadataUrl: string;
  /** Hosts of service addresses; a dot at the beginning takes every subdomain. */
  readonly serviceHosts: readonly string[];
}

type Parameters = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>;
export type Credentials = NonNullable<Parameters[1]>;
export type HttpClient = NonNullable<NonNullable<Parameters[4]>['httpClient']>;
type AuthenticateResult = ReturnType<
  ConfigurationBotFrameworkAuthentication['authenticateRequest']
>;

export const PUBLIC_CLOUD: Endpoints = {
  loginUrl: 'https://login.microsoftonline.com/botframework.com',
  oauthScope: 'https://api.botframework.com',
  oauthUrl: 'https://api.botframework.com',
  tokenIssuer: 'https://api.botframework.com',
  openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  serviceHosts: [],
};

/** The token did not convince: the caller learns nothing more. `message` is for the log. */
export class Unauthorized extends Error {}

/** The SDK's verification with every doubt as `Unauthorized` and every fault (no keys to be had) as itself. */
export class CloudAuthentication extends ConfigurationBotFrameworkAuthentication {
  override async authenticateRequest(activity: Activity, header: string): AuthenticateResult {
    try {
      return await super.authenticateRequest(activity, header);
    } catch (error) {
      throw isFault(error) ? error : new Unauthorized(messageOf(error), { cause: error });
    }
  }
}

/** `credentials` replaces the ones of the configuration in tests: Microsoft's client refuses a login over http. */
export function createAuthentication(
  config: CloudConfig,
  httpClient: HttpClient,
  credentials: Credentials = credentialsOf(config),
): CloudAuthentication {
  const endpoints = config.endpoints ?? PUBLIC_CLOUD;
  return new CloudAuthentication(
    // Never process.env as it is: one stray value there switches all the public defaults off.
    {
      MicrosoftAppId: config.appId ?? '',
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: endpoints.loginUrl,
      ToChannelFromBotOAuthScope: endpoints.oauthScope,
      OAuthUrl: endpoints.oauthUrl,
      ToBotFromChannelTokenIssuer: endpoints.tokenIssuer,
      ToBotFromChannelOpenIdMetadataUrl: endpoints.openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: endpoints.openIdMetadataUrl,
    },
    credentials,
    { requiredEndorsements: [], validateClaims: (claims) => refuseOthers(claims, endpoints) },
    undefined,
    { httpClient },
  );
}

export function credentialsOf(config: CloudConfig): Credentials {
  return new ConfigurationServiceClientCredentialFactory({
    MicrosoftAppId: config.appId ?? '',
    MicrosoftAppPassword: config.appPassword ?? '',
    MicrosoftAppType: config.appType ?? 'MultiTenant',
    MicrosoftAppTenantId: config.tenantId ?? '',
  });
}

/** Channels only. The SDK also takes the bot's own outgoing token (as the Emulator's), skills', and what never expires. */
async function refuseOthers(
  claims: readonly { readonly type: string; readonly value: string }[],
  { tokenIssuer }: Endpoints,
): Promise<void> {
  const issuer = claims.find(({ type }) => type === 'iss')?.value;
  if (claims.every(({ type }) => type !== 'exp')) throw new Unauthorized('without an end');
  if (issuer !== tokenIssuer) throw new Unauthorized('not a token of a channel');
}

/** The keys of the issuer could not be read; everything else is about the token. */
function isFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  return error.name === 'FetchError' || (typeof status === 'number' && status >= 500);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
