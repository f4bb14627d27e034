import type { Logger } from 'pino';
import type { Request, Response, Server } from 'restify';
import type { Article, Knowledge, Listener } from '../../knowledge/knowledge.ts';
import { route } from '../http/server.ts';
import type { Assets } from './assets.ts';
import { type ArticleView, articleView } from './help-view.ts';
import { answerPage } from './page.ts';
import { viewOf } from './views.ts';

export interface HelpDeps {
  readonly knowledge: Knowledge;
  readonly assets: Pick<Assets, 'url'>;
  readonly log: Logger;
  /** EMBED_ORIGINS: shops that may show the pages in a frame. */
  readonly embedOrigins: readonly string[];
}

/** No script at all, and nothing inline: the pages work without JavaScript. */
const policy = (parents: readonly string[]) =>
  [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `frame-ancestors ${["'self'", ...parents].join(' ')}`,
  ].join('; ');

/** The sections of the help page under each heading of the index, by their question numbers. */
const groups = {
  order: [1, 2],
  dispute: [3, 4, 5, 9, 11],
  refund: [10, 8],
  return: [6, 7],
} as const;

// Nothing here depends on the reader: the pages are the same for everybody.
const everybody: Listener = { locale: 'en-GB', timeZone: 'UTC', policyZone: 'UTC' };

/** `GET /help` and `GET /help/:slug`, rendered once at start from the articles of the chat. */
export function mountHelp(server: Server, deps: HelpDeps): void {
  const pages = pagesOf(deps);
  const headers = {
    'Content-Security-Policy': policy(deps.embedOrigins),
    'Cache-Control': 'public, max-age=300',
  };
  const answer = async (req: Request, res: Response) => {
    const page = pages.get(String(req.params.slug ?? 'index'));
    if (page) answerPage(res, page, headers);
    else
      answerPage(res, pages.get('missing') ?? '', { ...headers, 'Cache-Control': 'no-store' }, 404);
  };
  server.get('/help', route(deps.log, answer));
  server.get('/help/:slug', route(deps.log, answer));
}

function pagesOf({ knowledge, assets }: HelpDeps): ReadonlyMap<string, string> {
  const say = (key: string) => knowledge.say({ key }, everybody, 'plain');
  const urls = {
    base: assets.url('base.css'),
    style: assets.url('help.css'),
    icon: assets.url('icon.svg'),
  };
  const shared = { assets: urls, home: say('help.title') };
  const article = viewOf<ArticleView & typeof shared>('help-article');
  const plain = viewOf<typeof shared & { title: string; privacy: boolean }>('help-plain');
  return new Map([
    ...knowledge.articles.map(
      (one) => [one.slug, article({ ...articleView(one, knowledge.articles), ...shared })] as const,
    ),
    ['index', viewOf<object>('help-index')({ ...indexView(knowledge, say), ...shared })],
    ['privacy', plain({ ...shared, title: say('help.privacy'), privacy: true })],
    ['missing', plain({ ...shared, title: say('help.not_found'), privacy: false })],
  ]);
}

function indexView(knowledge: Knowledge, say: (key: string) => string) {
  const inSection = (section: number) =>
    knowledge.articles.filter((article) => article.section === section).map(entryOf);
  return {
    title: say('help.title'),
    intro: say('help.intro'),
    groups: Object.entries(groups).map(([group, sections]) => ({
      title: say(`help.group.${group}`),
      articles: sections.flatMap(inSection),
    })),
  };
}

function entryOf({ slug, title, subAnswers }: Article) {
  const parts = subAnswers.map((part) => ({ slug, id: part.intent, title: part.title }));
  return { slug, title, parts, hasParts: parts.length > 0 };
}
