import type { Server } from 'restify';
import { type IntegrationKey, integrationScopes } from '../../config-marketplace.ts';
import { deriveKey } from '../jwt.ts';
import { type DocsDeps, mountDocs } from './docs.ts';
import { type ApiDeps, mountApi } from './mount.ts';

export interface MarketplaceDeps extends Omit<ApiDeps, 'keys'>, Omit<DocsDeps, 'demoKey'> {
  readonly config: {
    readonly demo: boolean;
    readonly integrationKeys: readonly IntegrationKey[] | undefined;
  };
  /** The demo's key is derived from it, so it outlives a restart. */
  readonly secret: string;
}

/** `/api/v1/*`, its OpenAPI document and `/docs`, as configured. A demo without keys makes one and shows it in the docs. */
export function mountMarketplace(server: Server, deps: MarketplaceDeps): void {
  const { demo, integrationKeys } = deps.config;
  if (integrationKeys || !demo) {
    mountApi(server, { ...deps, keys: integrationKeys ?? [] });
    mountDocs(server, deps);
    return;
  }
  const secret = deriveKey(deps.secret, 'demo-integration-key');
  mountApi(server, { ...deps, keys: [{ id: 'demo', secret, scopes: integrationScopes }] });
  mountDocs(server, { ...deps, demoKey: secret });
}
