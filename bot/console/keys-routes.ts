import { page } from './answer.ts';
import type { ConsoleDeps } from './deps.ts';
import { admins, type ConsoleRoute } from './route.ts';
import { viewOf } from './view.ts';

const view = viewOf<{
  readonly keys: readonly { readonly id: string; readonly scopes: string }[];
  readonly oidc: boolean;
}>('keys');

/** Which keys there are. They come from the environment, so they are changed there; secrets are never shown. */
export const keysRoutes = (deps: ConsoleDeps): readonly ConsoleRoute[] => [
  {
    ...{ method: 'get', path: '/console/keys', roles: admins },
    handle: async () => {
      const keys = deps.integrationKeys.map(({ id, scopes }) => ({
        id,
        scopes: scopes.join(', '),
      }));
      return page({ title: 'Keys', html: view({ keys, oidc: deps.oidc !== undefined }) });
    },
  },
];
