import type { Request, Server } from 'restify';
import { z } from 'zod';
import type { Clock, Conversation } from '../../services/ports.ts';
import { CHANNEL } from '../adapters/direct-line/authorize.ts';
import {
  type Beginner,
  createConversation,
  joined,
  type Person,
  visitorId,
} from '../adapters/direct-line/begin-conversation.ts';
import { opened } from '../adapters/direct-line/conversation-routes.ts';
import type { DirectLineDeps } from '../adapters/direct-line/deps.ts';
import { readJson } from './body.ts';
import { chatCookie, type KeptChat, readChatCookie } from './chat-cookie.ts';
import { deriveKey, readJwt } from './jwt.ts';
import { type OrderPage, orderPageIn, ownOrderPage } from './order-page.ts';
import { answerJson, badRequest, Problem, tooMany } from './problem.ts';
import type { RateLimiter } from './rate-limit.ts';
import { route } from './server.ts';

export interface ChatSessionDeps extends Beginner {
  readonly log: DirectLineDeps['log'];
  readonly tokens: DirectLineDeps['tokens'];
  readonly baseUrl: DirectLineDeps['baseUrl'];
  /** Real time, also in a demo whose clock was moved. */
  readonly wallClock: Clock;
  /** CHAT_JWT_SECRET: the shop signs its buyers with it. */
  readonly chatSecret: string;
  /** Ours; our cookie's key is derived from it. */
  readonly cookieSecret: string;
  /** By buyer if the shop's token says who it is, else by address. */
  readonly limit: RateLimiter;
  readonly addressOf: (req: Request) => string;
}

/** Clocks of shop and bot may differ by so much. */
const LEEWAY_SECONDS = 60;
/** No word of the shop holds for longer: whoever finds an old one must not get in with it. */
const SHOP_TOKEN_SECONDS = 86_400;

/**
 * `POST /chat/session {token?, conversationId?, fresh?, arrived?}`: a buyer by the shop's token, else a visitor; the
 * conversation of this browser again, else a new one. Throws 400, 401, 403, 429.
 */
export function mountChatSession(server: Server, deps: ChatSessionDeps): void {
  const cookieKey = deriveKey(deps.cookieSecret, 'chat-cookie');
  server.post(
    '/chat/session',
    route(deps.log, async (req, res) => {
      refuseForeignPage(deps, req);
      const asked = await readAsked(req);
      const signed = limited(
        deps,
        req,
        asked.token === undefined ? undefined : signedIn(deps, asked.token),
      );
      const buyerId = signed?.buyerId;
      const page = signed && (await pageOf(deps, signed));
      const nowSeconds = Math.floor(deps.wallClock.now() / 1000);
      const kept = readChatCookie(req.headers.cookie, cookieKey, nowSeconds);
      const old = asked.fresh
        ? undefined
        : await resumable(deps, buyerId, asked.conversationId, kept);
      const chat = old ?? (await begin(deps, personOf(deps, req, buyerId), page));
      if (old && page && asked.arrived) await cameBack(deps, old.id, page);
      const { id: conversationId, userId: user, since = nowSeconds } = chat;
      const https = deps.baseUrl().startsWith('https:');
      const cookie = chatCookie({ conversationId, since }, cookieKey, { nowSeconds, https });
      res.setHeader('Set-Cookie', cookie);
      const { expires_in, ...session } = opened(deps, { conversationId, user, since }, '0');
      answerJson(res, 200, { ...session, expiresIn: expires_in });
    }),
  );
}

const body = z.strictObject({
  token: z.string().min(1).max(4096).optional(),
  conversationId: z.string().min(1).max(128).optional(),
  /** "New conversation": the old one stays stored. */
  fresh: z.literal(true).optional(),
  /** The buyer has just come from a page of the shop: the token's order is what they look at now. */
  arrived: z.literal(true).optional(),
});

async function readAsked(req: Request): Promise<z.infer<typeof body>> {
  const asked = body.safeParse((await readJson(req)) ?? {});
  if (!asked.success) throw badRequest('The body is {token?, conversationId?, fresh?, arrived?}.');
  return asked.data;
}

/** A page of another site must not open chats in this browser's name; the iframe's page is ours. */
function refuseForeignPage(deps: ChatSessionDeps, req: Request): void {
  const { origin } = req.headers;
  if (origin !== undefined && origin !== new URL(deps.baseUrl()).origin) {
    throw new Problem(403, 'foreign_origin', 'This page may not open a chat.');
  }
}

/** A shop's buyers can all come from one address, and a token can't be made up. Throws 401, 429. */
function limited(
  deps: ChatSessionDeps,
  req: Request,
  who: Signed | Problem | undefined,
): Signed | undefined {
  const isBuyer = who !== undefined && 'buyerId' in who;
  const key = isBuyer ? `buyer ${who.buyerId}` : `address ${deps.addressOf(req)}`;
  const wait = deps.limit.take(key);
  if (wait > 0) throw tooMany(wait);
  if (who instanceof Problem) throw who;
  return who;
}

/** What the shop's token says. */
interface Signed {
  readonly buyerId: string;
  readonly page: OrderPage | undefined;
}

/** `sub` of the shop's token, or a 401: a wrong token never turns into a visitor. */
function signedIn(deps: ChatSessionDeps, token: string): Signed | Problem {
  const jwt = readJwt(token, deps.chatSecret, deps.wallClock.now(), LEEWAY_SECONDS);
  if (!jwt.ok && jwt.why === 'expired') {
    return new Problem(401, 'token_expired', 'The sign-in has expired.');
  }
  const last = deps.wallClock.now() / 1000 + SHOP_TOKEN_SECONDS + LEEWAY_SECONDS;
  const claims = jwt.ok && jwt.claims.exp <= last ? jwt.claims : undefined;
  const sub = claims?.sub;
  if (claims && typeof sub === 'string' && sub.length > 0 && sub.length <= 128)
    return { buyerId: sub, page: orderPageIn(claims) };
  return new Problem(401, 'token_invalid', 'The sign-in is not valid.');
}

interface Chat extends Pick<Conversation, 'id' | 'userId'> {
  /** Of the sign-in that it goes on under; missing for one that begins now. */
  readonly since?: number;
}

/**
 * The conversation that may go on: a buyer's own, named by the page or by our cookie; without a token, the one of our
 * cookie if it is a visitor's, or if the page names it too (a reload of a signed-in chat), and then under the sign-in
 * of that cookie. So the next person at this browser who has not signed in never sees a buyer's chat.
 */
async function resumable(
  deps: ChatSessionDeps,
  buyerId: string | undefined,
  named: string | undefined,
  kept: KeptChat | undefined,
): Promise<Chat | undefined> {
  const candidates = buyerId ? [named, kept?.conversationId] : [kept?.conversationId];
  for (const id of candidates) {
    if (id === undefined) continue;
    const found = await deps.store.run((tx) => deps.store.conversations.find(tx, id));
    // A chat of another channel is never read here: what its earlier owners wrote is in it, too.
    if (found?.channel !== CHANNEL) continue;
    if (buyerId) {
      if (found.buyerId === buyerId) return { id, userId: found.userId };
    } else if (kept && (!found.buyerId || named === id)) {
      return { id, userId: found.userId, since: kept.since };
    }
  }
  return undefined;
}

const pageOf = (deps: ChatSessionDeps, { buyerId, page }: Signed) =>
  page && ownOrderPage(deps, buyerId, page);

async function begin(
  deps: ChatSessionDeps,
  person: Person,
  page: OrderPage | undefined,
): Promise<Chat> {
  const id = await createConversation(deps, person);
  // The page shows the greeting sooner, and it is said once however the client connects.
  await joined(deps, id, page);
  return { id, userId: person.userId };
}

/** Into a conversation that goes on; the dialogs say it only if it is news. */
const cameBack = (deps: ChatSessionDeps, conversationId: string, page: OrderPage) =>
  deps.inbox.accept({
    conversationId,
    activity: { type: 'conversationUpdate', looking: { ...page } },
  });

function personOf(deps: ChatSessionDeps, req: Request, buyerId: string | undefined): Person {
  const preferred = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*/.exec(req.headers['accept-language'] ?? '');
  const locale = preferred?.[0] ?? 'en';
  return buyerId === undefined
    ? { userId: visitorId(deps.ids), locale }
    : { userId: `dl_${buyerId}`, buyerId, locale };
}
