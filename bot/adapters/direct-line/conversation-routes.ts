import type { Request, Server } from 'restify';
import { answerJson } from '../../http/problem.ts';
import { queryOf, route } from '../../http/server.ts';
import { bearerOf, claimsOf, conversationFor, conversationIdFor, existing } from './authorize.ts';
import { createConversation, joined, personOf } from './begin-conversation.ts';
import type { DirectLineDeps } from './deps.ts';
import { answerDirectLineError, conversationNotFound } from './direct-line-error.ts';
import { activitySet } from './outbound-activity.ts';
import { readPage } from './read-page.ts';
import { readUser } from './token-routes.ts';
import { type Begun, TOKEN_SECONDS } from './tokens.ts';

export function mountConversations(server: Server, deps: DirectLineDeps): void {
  const handle = (handler: Parameters<typeof route>[1]) =>
    route(deps.log, handler, answerDirectLineError);

  server.post(
    '/v3/directline/conversations',
    handle(async (req, res) => {
      const bearer = bearerOf(req);
      const claims: Begun = deps.tokens.isSecret(bearer)
        ? await beginFor(deps, req)
        : claimsOf(deps, req);
      await existing(deps, claims.conversationId);
      const isNew = await joined(deps, claims.conversationId);
      // From the first message on: the greeting may have been faster than the socket.
      answerJson(res, isNew ? 201 : 200, opened(deps, claims, '0'));
    }),
  );

  server.get(
    '/v3/directline/conversations/:id',
    handle(async (req, res) => {
      const conversation = await conversationFor(deps, req);
      const watermark = queryOf(req, 'watermark') || String(conversation.lastSeq);
      const { id: conversationId, userId: user } = conversation;
      const { since } = deps.tokens.isSecret(bearerOf(req)) ? {} : claimsOf(deps, req);
      answerJson(res, 200, opened(deps, { conversationId, user, since }, watermark));
    }),
  );

  server.get(
    '/v3/directline/conversations/:id/activities',
    handle(async (req, res) => {
      const id = conversationIdFor(deps, req);
      // A token is of a conversation of ours; the secret could name one of another channel.
      if (deps.tokens.isSecret(bearerOf(req))) await existing(deps, id);
      const after = seqOf(queryOf(req, 'watermark'));
      const { conversations } = deps.store;
      const messages = await deps.store.run(async (tx) => {
        const { messages: page } = await readPage(deps.store, tx, id, after);
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

/** What a client needs to follow a conversation: a token of the line of `claims`, not one of a new sign-in. */
export function opened(
  deps: Pick<DirectLineDeps, 'tokens' | 'baseUrl'>,
  claims: Begun,
  watermark: string,
) {
  const { conversationId, user, since } = claims;
  const t = deps.tokens.mintStream(claims);
  const origin = deps.baseUrl().replace(/^http/, 'ws');
  const query = new URLSearchParams({ watermark, t });
  return {
    conversationId,
    token: deps.tokens.mint(conversationId, user, since),
    expires_in: TOKEN_SECONDS,
    streamUrl: `${origin}/v3/directline/conversations/${conversationId}/stream?${query}`,
  };
}
