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
 * `POST /api/messages`: 200 once the activity is stored, the turn runs behind it (`expectReplies` waits for it). A pressed
 * card is answered with the card in its new state. A doubtful token is a bare 401, a
 * fault a bare 500 with the reference under which it is logged.
 */
export function mountMessages(server: Server, deps: MessagesDeps): void {
  server.post('/api/messages', async (req: Request, res: Response) => {
    try {
      const { status, body } = await deps.cloud.hear(req, () => readJson(req));
      if (status !== 501) answerJson(res, status, body ?? {});
      else answerProblem(res, new Problem(501, 'not_implemented', 'This invoke is not taken.'));
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
