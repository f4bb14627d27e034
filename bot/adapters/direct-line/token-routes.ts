import type { Request, Server } from 'restify';
import { z } from 'zod';
import { readJson } from '../../http/body.ts';
import { answerJson } from '../../http/problem.ts';
import { route } from '../../http/server.ts';
import { bearerOf, claimsOf, existing } from './authorize.ts';
import { createConversation, personOf } from './begin-conversation.ts';
import type { DirectLineDeps } from './deps.ts';
import { answerDirectLineError, badArgument, directLineError } from './direct-line-error.ts';
import { TOKEN_SECONDS } from './tokens.ts';

export function mountTokens(server: Server, deps: DirectLineDeps): void {
  const handle = (handler: Parameters<typeof route>[1]) =>
    route(deps.log, handler, answerDirectLineError);

  server.post(
    '/v3/directline/tokens/generate',
    handle(async (req, res) => {
      if (!deps.tokens.isSecret(bearerOf(req))) {
        throw directLineError(403, 'BadArgument', 'Invalid token or secret');
      }
      const { userId, locale } = await readUser(req);
      const person = await personOf(deps, userId, locale);
      const conversationId = await createConversation(deps, person);
      const token = deps.tokens.mint(conversationId, person.userId);
      answerJson(res, 200, { conversationId, token, expires_in: TOKEN_SECONDS });
    }),
  );

  server.post(
    '/v3/directline/tokens/refresh',
    handle(async (req, res) => {
      const claims = claimsOf(deps, req);
      const { conversationId } = claims;
      await existing(deps, conversationId);
      const token = deps.tokens.refresh(claims);
      if (!token) throw directLineError(403, 'TokenExpired', 'Sign in again');
      answerJson(res, 200, { conversationId, token, expires_in: TOKEN_SECONDS });
    }),
  );
}

const userBody = z
  .object({
    user: z.object({ id: z.string().min(1).max(128).optional() }).optional(),
    locale: z.string().max(35).optional(),
  })
  .optional();

/** The body that names the user; only who has the secret is believed. Throws 400. */
export async function readUser(
  req: Request,
): Promise<{ readonly userId: string | undefined; readonly locale: string }> {
  const body = userBody.safeParse(await readJson(req));
  if (!body.success) throw badArgument('user.id must be a string of 1 to 128 characters');
  const { user, locale } = body.data ?? {};
  return { userId: user?.id, locale: localeOr(locale) };
}

function localeOr(text: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(text ?? 'en')[0] ?? 'en';
  } catch {
    return 'en';
  }
}
