import {
  type CloudConfig,
  type Credentials,
  credentialsOf,
  PUBLIC_CLOUD,
} from './cloud-authentication.ts';
import { quietly } from './cloud-quiet.ts';

/**
 * The `authorization` header that the bot speaks to the connector with; undefined without an app id. The SDK keeps the
 * token as long as it is good.
 */
export function createBotToken(
  config: CloudConfig,
  credentials: Credentials = credentialsOf(config),
): () => Promise<string | undefined> {
  const { appId } = config;
  const { oauthScope, loginUrl } = config.endpoints ?? PUBLIC_CLOUD;
  return async () => {
    if (!appId) return undefined;
    const signed: Record<string, string> = {};
    const headers = {
      set: (name: string, value: string) => {
        signed[name.toLowerCase()] = value;
      },
    };
    await quietly(async () => {
      const own = await credentials.createCredentials(appId, oauthScope, loginUrl, true);
      // Of all that the SDK's type asks for, only this is used.
      await own.signRequest({ headers } as unknown as Parameters<typeof own.signRequest>[0]);
    });
    return signed.authorization;
  };
}
