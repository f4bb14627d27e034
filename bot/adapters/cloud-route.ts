import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { Ids } from '../../services/ports.ts';
import { readJson } from '../http/body.ts';
import { answerJson, answerProblem, Problem } from '../http/problem.ts';
import type { Cloud } from './cloud.ts';
import { Unauthorized } from './cloud-authentication.ts';

export interface MessagesDeps {
  readonly cloud: Cloud;
  readonly ids: Ids;
  readonly log: Logger;
}

/**
 * `POST /api/messages`: 200 once the activity is stored, the turn runs behind it. A doubtful token is a bare 401, a
 * fault a bare 500 with the reference under which it is logged.
 */
export function mountMessages(server: Server, deps: MessagesDeps): void {
  server.post('/api/messages', async (req: Request, res: Response) => {
    try {
      const heard = await deps.cloud.hear(req, () => readJson(req));
      if (heard === 'received') answerJson(res, 200, {});
      else answerProblem(res, new Problem(501, 'not_implemented', 'Invokes are not taken.'));
    } catch (error) {
      answerFailure(res, error, deps);
    }
  });
}

function answerFailure(res: ServerResponse, error: unknown, { ids, log }: MessagesDeps): void {
  if (error instanceof Problem) {
    answerProblem(res, error);
  } else if (error instanceof Unauthorized) {
    log.warn({ why: error.message.slice(0, 200) }, 'an activity was not let in');
    answerProblem(res, new Problem(401, 'unauthorized', 'Unauthorized'));
  } else {
    const reference = ids.next('fault');
    log.error({ reference, err: error }, 'an activity was not received');
    const body = { title: 'Internal Server Error', status: 500, code: 'fault', reference };
    answerJson(res, 500, body, { 'Content-Type': 'application/problem+json' });
  }
}
