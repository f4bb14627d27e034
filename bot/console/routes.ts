import { accountRoutes } from './account-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { cannedRoutes } from './canned-routes.ts';
import type { ConsoleDeps } from './deps.ts';
import { hoursRoutes } from './hours-routes.ts';
import { keysRoutes } from './keys-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import type { ConsoleRoute } from './route.ts';
import { sessionRoutes } from './session-routes.ts';

/** Everything behind the sign-in, by screen. */
export const consoleRoutes = (deps: ConsoleDeps): readonly ConsoleRoute[] => [
  ...auditRoutes(deps),
  ...peopleRoutes(deps),
  ...hoursRoutes(deps),
  ...cannedRoutes(deps),
  ...keysRoutes(deps),
  ...accountRoutes(deps),
  ...sessionRoutes,
];
