import type { Server } from 'restify';
import { readJson } from '../../http/body.ts';
import { answerJson } from '../../http/problem.ts';
import { route } from '../../http/server.ts';
import { acceptActivity } from './accept-activity.ts';
import { conversationIdFor } from './authorize.ts';
import type { DirectLineDeps } from './deps.ts';
import { answerDirectLineError } from './direct-line-error.ts';
import { readInbound } from './inbound-activity.ts';

export function mountActivities(server: Server, deps: DirectLineDeps): void {
  server.post(
    '/v3/directline/conversations/:id/activities',
    route(
      deps.log,
      async (req, res) => {
        const id = conversationIdFor(deps, req);
        const inbound = readInbound(await readJson(req));
        const none = { uploads: [], attachments: [] };
        answerJson(res, 200, { id: await acceptActivity(deps, id, inbound, none) });
      },
      answerDirectLineError,
    ),
  );
}
