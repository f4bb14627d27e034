import { actRoutes } from './act-routes.ts';
import { caseRoutes } from './cases-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { sayRoutes } from './conversation-say.ts';
import { verbRoutes } from './conversation-verbs.ts';
import type { DeskScreenDeps } from './desk-deps.ts';
import { feedRoutes } from './feed-routes.ts';
import { fileRoutes } from './files-routes.ts';
import { insertRoutes } from './insert-routes.ts';
import { metricsRoutes } from './metrics-routes.ts';
import { missRoutes } from './misses-routes.ts';
import { pictureRoutes } from './picture-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import type { ConsoleRoute } from './route.ts';
import { searchRoutes } from './search-routes.ts';
import { timelineRoutes } from './timeline-routes.ts';

/** The agents' workspace. */
export const deskRoutes = (deps: DeskScreenDeps): readonly ConsoleRoute[] => [
  ...queueRoutes(deps),
  ...timelineRoutes(deps),
  ...conversationRoutes(deps),
  ...verbRoutes(deps),
  ...sayRoutes(deps),
  ...pictureRoutes(deps),
  ...insertRoutes(deps),
  ...actRoutes(deps),
  ...caseRoutes(deps),
  ...searchRoutes(deps),
  ...metricsRoutes(deps),
  ...missRoutes(deps),
  ...feedRoutes(deps),
  ...fileRoutes(deps),
];
