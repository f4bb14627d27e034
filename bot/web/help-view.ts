import MarkdownIt from 'markdown-it';
import type { Article, Knowledge } from '../../knowledge/knowledge.ts';

export interface ArticleView {
  readonly title: string;
  /** The answer in short; what the chat adds to it is about the chat. */
  readonly description: string;
  readonly blocks: readonly BlockView[];
  readonly section: number;
  /** `yyyy-mm-dd`, and the same in words. */
  readonly validFrom: string;
  readonly validFromWords: string;
  readonly more: readonly MoreView[];
}

interface BlockView {
  /** Of a part, for links to it; the article itself has none. */
  readonly id: string;
  readonly title: string;
  /** HTML made from our own Markdown, without raw HTML. */
  readonly body: string;
  readonly contents: readonly { readonly id: string; readonly title: string }[];
}

interface MoreView {
  readonly way: 'previous' | 'next';
  readonly words: string;
  readonly slug: string;
  readonly title: string;
}

const markdown = new MarkdownIt({ html: false, linkify: false });
// A heading of the body is one level below the one above it.
markdown.core.ruler.push('heading_levels', ({ tokens, env }) => {
  const up = (env as { readonly up?: number }).up ?? 0;
  for (const token of tokens) {
    if (token.type.startsWith('heading_')) token.tag = `h${Number(token.tag.slice(1)) - up}`;
  }
});

export function articleView(article: Article, all: Knowledge['articles']): ArticleView {
  const { title, section, validFrom, subAnswers } = article;
  const contents = subAnswers.map((part) => ({ id: part.intent, title: part.title }));
  const parts = subAnswers.map((part) => blockOf(part.intent, part, [], 0));
  const at = all.indexOf(article);
  return {
    title,
    description: article.short.split('\n\n')[0] ?? '',
    blocks: [blockOf('', article, contents, 1), ...parts],
    section,
    validFrom,
    validFromWords: dayInWords(validFrom),
    more: [...moreOf('previous', 'Previous', all[at - 1]), ...moreOf('next', 'Next', all[at + 1])],
  };
}

function blockOf(
  id: string,
  { title, body }: Pick<Article, 'title' | 'body'>,
  contents: BlockView['contents'],
  up: number,
): BlockView {
  return { id, title, body: markdown.render(body, { up }), contents };
}

const moreOf = (way: MoreView['way'], words: string, article: Article | undefined): MoreView[] =>
  article ? [{ way, words, slug: article.slug, title: article.title }] : [];

const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
