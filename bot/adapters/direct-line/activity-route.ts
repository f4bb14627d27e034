import type { Server } from 'restify';
import { readJson } from '../../http/body.ts';
import { answerJson, tooMany } from '../../http/problem.ts';
import { route } from '../../http/server.ts';
import { acceptActivity } from './accept-activity.ts';
import { conversationIdFor, existing } from './authorize.ts';
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
        const wait = deps.activityLimit.take(id);
        if (wait > 0) throw tooMany(wait);
        const inbound = readInbound(await readJson(req));
        if (inbound.fleeting) {
          await existing(deps, id);
          if (inbound.activity.type === 'typing')
            deps.news.tellTyping({ conversationId: id, from: 'buyer', name: '' });
          return answerJson(res, 200, { id: deps.ids.next('activity') });
        }
        answerJson(res, 200, { id: await acceptActivity(deps, id, inbound) });
      },
      answerDirectLineError,
    ),
  );
}
