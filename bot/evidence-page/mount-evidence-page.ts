import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Request, Server } from 'restify';
import { moment } from '../../dialogs/kit/values.ts';
import type { Knowledge } from '../../knowledge/knowledge.ts';
import type { UploadDeps } from '../../services/evidence/receive-upload.ts';
import type { Clock, Conversation } from '../../services/ports.ts';
import { createLimits } from '../adapters/direct-line/limits.ts';
import { createPlaces, type Places } from '../adapters/direct-line/places.ts';
import { uploadAccess } from '../adapters/direct-line/upload-access.ts';
import { fileRuleOf } from '../arrived-files.ts';
import { createAddressOf } from '../http/client-address.ts';
import { deriveKey } from '../http/jwt.ts';
import { Problem, tooMany } from '../http/problem.ts';
import { createRateLimiter, type RateLimiter } from '../http/rate-limit.ts';
import { route } from '../http/server.ts';
import type { Inbox } from '../inbox.ts';
import { listenerOf } from '../turn-scene.ts';
import type { Assets } from '../web/assets.ts';
import { isOurs, parseUploadLink, renewUploadLink, type UploadLink } from './link-token.ts';
import { createPage, type PageView } from './page-view.ts';
import {
  arrivedPage,
  deadPage,
  faultPage,
  formOf,
  formPage,
  problemOf,
  type Reader,
  refusedAll,
  refusedSome,
} from './page-words.ts';
import { readPhotos } from './read-photos.ts';
import { isUsed, type TakeDeps, type Taken, takePhotos } from './take-photos.ts';

/** What the composition root has. */
export interface EvidencePageParts extends UploadDeps {
  readonly log: Logger;
  readonly engine: { readonly inbox: Inbox };
  readonly knowledge: Knowledge;
  readonly assets: Pick<Assets, 'url'>;
  /** The real time, for the limits. */
  readonly wallClock: Clock;
  readonly config: { readonly trustedProxies: readonly string[] };
  /** Of which the key of the buttons is made. */
  readonly secret: string;
}

type EvidencePageDeps = EvidencePageParts &
  TakeDeps & {
    /** The key that signs the buttons, and the links. */
    readonly actionKey: string;
    readonly addressOf: (req: IncomingMessage) => string;
    /** Requests, by address. */
    readonly limit: RateLimiter;
    /** Messages with files, by conversation. */
    readonly uploadLimit: RateLimiter;
  };

function assemble(parts: EvidencePageParts): EvidencePageDeps {
  const nowMs = () => parts.wallClock.now();
  return {
    ...{ ...parts, ...uploadAccess(parts), ...createLimits(nowMs), inbox: parts.engine.inbox },
    actionKey: deriveKey(parts.secret, 'buttons'),
    addressOf: createAddressOf(parts.config.trustedProxies),
    limit: createRateLimiter({ burst: 200, perSecond: 2 }, nowMs),
  };
}

/**
 * Bodies that are read, decoded and stored at one time: each is held in memory as a whole. By address: one that drips in
 * slowly must not keep everybody else's out.
 */
const AT_ONCE = { each: 2, all: 4 };

/** `GET /evidence/:token` and `POST` to it: photos for a chat that takes none, by a link that works once. */
export function mountEvidencePage(server: Server, parts: EvidencePageParts): void {
  const deps = assemble(parts);
  const answer = createPage(deps.assets, 'en');
  const places = createPlaces(AT_ONCE);
  const fail = (res: ServerResponse, { status, headers }: Problem) => {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    answer(res, faultPage(everybody(deps), status === 429 ? 'busy' : 'failed'), status);
  };
  const on = (handle: (open: Opened, req: Request) => Promise<Answer>) =>
    route(
      deps.log,
      async (req, res) => {
        const opened = await openLink(deps, req);
        const { view, status } =
          typeof opened === 'string' ? dead(deps, opened) : await handle(opened, req);
        answer(res, view, status);
      },
      fail,
    );
  server.get(
    '/evidence/:token',
    on(async (opened) => showForm(opened)),
  );
  server.post(
    '/evidence/:token',
    on((opened, req) => take(deps, places, opened, req)),
  );
}

interface Answer {
  readonly view: PageView;
  readonly status: number;
}

/** A link that works, and for whom. */
interface Opened {
  readonly link: UploadLink;
  readonly token: string;
  readonly conversation: Conversation;
  readonly reader: Reader;
}

/** Nothing is written: whoever looks at a link, a preview of a phone too, uses nothing up. */
async function openLink(deps: EvidencePageDeps, req: Request): Promise<Opened | Dead> {
  const wait = deps.limit.take(deps.addressOf(req));
  if (wait > 0) throw tooMany(wait);
  const token = String(req.params.token);
  const link = parseUploadLink(token);
  if (!link) return 'broken';
  const { store, clock } = deps;
  const conversation = await store.run((tx) => store.conversations.find(tx, link.conversationId));
  if (!conversation || !isOurs(deps.actionKey, token, conversation, link)) return 'broken';
  if (await isUsed(deps, link)) return 'used';
  if (link.expiresAt <= clock.now()) return 'expired';
  return { link, token, conversation, reader: await readerOf(deps, conversation) };
}

type Dead = 'broken' | 'expired' | 'used';

const dead = (deps: EvidencePageDeps, why: Dead): Answer => ({
  view: deadPage(everybody(deps), why),
  status: why === 'broken' ? 404 : 410,
});

const showForm = (opened: Opened, problem?: PageView['problem'], status = 200): Answer => ({
  view: formPage(opened.reader, formLink(opened.token, opened), problem),
  status,
});

const formLink = (token: string, { conversation, link }: Opened) => ({
  action: `/evidence/${token}`,
  rule: fileRuleOf(conversation),
  until: moment(link.expiresAt),
});

async function take(
  deps: EvidencePageDeps,
  places: Places,
  opened: Opened,
  req: Request,
): Promise<Answer> {
  const { link, conversation, reader } = opened;
  const wait = deps.uploadLimit.take(conversation.id);
  const giveBack = wait > 0 ? undefined : places.take(deps.addressOf(req));
  if (!giveBack) return showForm(opened, problemOf(reader, 'busy'), 429);
  try {
    const photos = await readPhotos(req);
    if (photos.files.length > reader.rulebook.rules.evidenceMaxFiles.value)
      return showForm(opened, problemOf(reader, 'too_many'), 422);
    return answerTo(deps, opened, await takePhotos(deps, conversation, link, photos));
  } catch (error) {
    const key = error instanceof Problem ? problemKeys[error.status] : undefined;
    if (!(error instanceof Problem) || key === undefined) throw error;
    return showForm(opened, problemOf(reader, key), error.status);
  } finally {
    giveBack();
  }
}

const problemKeys: Readonly<Record<number, string>> = {
  400: 'failed',
  413: 'too_much',
  415: 'failed',
  429: 'busy',
};

function answerTo(deps: EvidencePageDeps, opened: Opened, taken: Taken): Answer {
  const { reader, conversation } = opened;
  const rule = fileRuleOf(conversation);
  switch (taken.verdict) {
    case 'used':
      return dead(deps, 'used');
    case 'none':
      return showForm(opened, problemOf(reader, 'none_chosen'), 422);
    case 'refused':
      return showForm(opened, refusedAll(reader, rule, taken.refused), 422);
    case 'arrived': {
      const view = arrivedPage(reader, taken);
      if (taken.refused.length === 0) return { view, status: 200 };
      const problem = refusedSome(reader, rule, taken.refused);
      return {
        view: { ...view, problem, form: formOf(reader, formLink(nextToken(deps, opened), opened)) },
        status: 200,
      };
    }
  }
}

/** For the files that were not taken: a link of its own, which ends when the first one would have. */
function nextToken({ actionKey, ids }: EvidencePageDeps, { conversation, link }: Opened): string {
  return renewUploadLink(actionKey, conversation, ids.next('prompt'), link);
}

/** For whom a page is written that no buyer can be named for. */
function everybody({ knowledge, rulebooks, clock }: EvidencePageDeps): Reader {
  const { policyZone } = rulebooks.current;
  const listener = { locale: 'en', timeZone: policyZone, policyZone, today: clock.now() };
  return { knowledge, listener, rulebook: rulebooks.current };
}

/** The buyer of the chat: dates are said in their zone. */
async function readerOf(deps: EvidencePageDeps, conversation: Conversation): Promise<Reader> {
  const { buyerId } = conversation;
  const { orders } = deps.store;
  const buyer = buyerId ? await deps.store.run((tx) => orders.buyer(tx, buyerId)) : undefined;
  return { ...everybody(deps), listener: listenerOf(deps, conversation, buyer) };
}
