import type { Server } from 'restify';
import { mountActivities } from './activity-route.ts';
import { mountAttachments } from './attachment-route.ts';
import { mountConversations } from './conversation-routes.ts';
import { mountCors } from './cors.ts';
import type { DirectLineDeps } from './deps.ts';
import { mountStream, type Stream } from './stream.ts';
import { mountTokens } from './token-routes.ts';
import { mountUpload } from './upload-route.ts';

/** Direct Line 3.0 on our own server (interfaces.md 4). */
export function mountDirectLine(server: Server, deps: DirectLineDeps): Stream {
  mountCors(server, deps.allowedOrigins);
  mountTokens(server, deps);
  mountConversations(server, deps);
  mountActivities(server, deps);
  mountUpload(server, deps);
  mountAttachments(server, deps);
  return mountStream(server, deps);
}
