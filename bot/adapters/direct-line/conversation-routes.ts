import type { Request, Server } from 'restify';
import { answerJson } from '../../http/problem.ts';
import { queryOf, route } from '../../http/server.ts';
import { bearerOf, claimsOf, conversationFor, conversationIdFor, existing } from './authorize.ts';
import { createConversation, joined, personOf } from './begin-conversation.ts';
import type { DirectLineDeps } from './deps.ts';
import { answerDirectLineError, conversationNotFound } from './direct-line-error.ts';
import { activitySet } from './outbound-activity.ts';
import { readUser } from './token-routes.ts';
import { TOKEN_SECONDS } from './tokens.ts';

/** Activities in one answer; the watermark leads to the next ones. */
const PAGE = 500;

export function mountConversations(server: Server, deps: DirectLineDeps): void {
  const handle = (handler: Parameters<typeof route>[1]) =>
    route(deps.log, handler, answerDirectLineError);

  server.post(
    '/v3/directline/conversations',
    handle(async (req, res) => {
      const bearer = bearerOf(req);
      const { conversationId, user } = deps.tokens.isSecret(bearer)
        ? await beginFor(deps, req)
        : claimsOf(deps, req);
      await existing(deps, conversationId);
      const isNew = await joined(deps, conversationId);
      // From the first message on: the greeting may have been faster than the socket.
      answerJson(res, isNew ? 201 : 200, opened(deps, conversationId, user, '0'));
    }),
  );

  server.get(
    '/v3/directline/conversations/:id',
    handle(async (req, res) => {
      const conversation = await conversationFor(deps, req);
      const watermark = queryOf(req, 'watermark') || String(conversation.lastSeq);
      answerJson(res, 200, opened(deps, conversation.id, conversation.userId, watermark));
    }),
  );

  server.get(
    '/v3/directline/conversations/:id/activities',
    handle(async (req, res) => {
      const id = conversationIdFor(deps, req);
      const after = seqOf(queryOf(req, 'watermark'));
      const { conversations } = deps.store;
      const messages = await deps.store.run(async (tx) => {
        const page = await conversations.messagesAfter(tx, id, after, PAGE);
        // Nothing new is what most polls find: only then is it a question whether the conversation is still there.
        return page.length > 0 || (await conversations.find(tx, id)) ? page : undefined;
      });
      if (!messages) throw conversationNotFound();
      answerJson(res, 200, activitySet(deps, messages, after));
    }),
  );
}

/** The seq of a watermark; 0, so everything, for none or for one that is not ours. */
export function seqOf(watermark: string | undefined): number {
  return watermark !== undefined && /^\d{1,9}$/.test(watermark) ? Number(watermark) : 0;
}

async function beginFor(deps: DirectLineDeps, req: Request) {
  const { userId, locale } = await readUser(req);
  const person = await personOf(deps, userId, locale);
  return { conversationId: await createConversation(deps, person), user: person.userId };
}

export function opened(
  deps: Pick<DirectLineDeps, 'tokens' | 'baseUrl'>,
  conversationId: string,
  user: string,
  watermark: string,
) {
  const t = deps.tokens.mintStream({ conversationId, user });
  const origin = deps.baseUrl().replace(/^http/, 'ws');
  const query = new URLSearchParams({ watermark, t });
  return {
    conversationId,
    token: deps.tokens.mint(conversationId, user),
    expires_in: TOKEN_SECONDS,
    streamUrl: `${origin}/v3/directline/conversations/${conversationId}/stream?${query}`,
  };
}
