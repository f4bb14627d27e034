import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Article, SubAnswer } from './knowledge.ts';

const frontMatter = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  section: z.number().int().positive(),
  'valid-from': z.iso.date(),
  /** The label that the article as a whole answers. */
  intent: z.string().optional(),
  actions: z.array(z.string()),
  /** Actions of a part where they differ from the article's, by the part's label. */
  'part-actions': z.record(z.string(), z.array(z.string())).default({}),
});

export interface ArticleFile {
  readonly article: Article;
  readonly intent: string | undefined;
}

interface Block {
  readonly title: string;
  readonly intent?: string;
  readonly short: string;
  readonly body: string;
}

/**
 * Reads an article: front matter, `# Title`, the chat's short answer as `> quoted` paragraphs, the body.
 * `## Title {label}` begins a part that answers a label of its own, in the same shape.
 * Throws with the file's name on anything missing.
 */
export function parseArticle(text: string, file: string): ArticleFile {
  const [, head, rest] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  if (head === undefined || rest === undefined) throw new Error(`${file}: no front matter`);
  const front = frontMatter.safeParse(parseYaml(head));
  if (!front.success) throw new Error(`${file}: ${z.prettifyError(front.error)}`);
  const { slug, section, actions, intent } = front.data;
  const [main, ...parts] = blocksOf(rest, file);
  if (main === undefined) throw new Error(`${file}: no "# Title"`);
  const subAnswers = parts.map(
    (part): SubAnswer => ({
      intent: part.intent ?? '',
      title: part.title,
      short: part.short,
      body: part.body,
      actions: front.data['part-actions'][part.intent ?? ''] ?? actions,
    }),
  );
  const { title, short, body } = main;
  const validFrom = front.data['valid-from'];
  return { article: { slug, title, section, validFrom, body, short, actions, subAnswers }, intent };
}

function blocksOf(text: string, file: string): readonly Block[] {
  const blocks: { heading: string; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const begins = blocks.length === 0 ? line.startsWith('# ') : /^## .*\}$/.test(line);
    if (begins) blocks.push({ heading: line, lines: [] });
    else blocks.at(-1)?.lines.push(line);
  }
  return blocks.map(({ heading, lines }) => blockOf(heading, lines, file));
}

function blockOf(heading: string, lines: readonly string[], file: string): Block {
  const [, title = '', intent] = /^#+ ([^{]*?)(?: \{(\w+)\})?$/.exec(heading) ?? [];
  if (title === '') throw new Error(`${file}: "${heading}" is no heading of an article`);
  const start = lines.findIndex((line) => line !== '');
  const end = lines.findIndex((line, n) => n >= start && line !== '' && !line.startsWith('>'));
  const quoted = lines.slice(Math.max(start, 0), end === -1 ? undefined : end);
  const short = paragraphs(quoted.map((line) => line.replace(/^> ?/, '')));
  if (short === '') throw new Error(`${file}: "${title}" has no short answer ("> ...")`);
  const body = end === -1 ? '' : lines.slice(end).join('\n').trim();
  return { title, short, body, ...(intent === undefined ? {} : { intent }) };
}

const paragraphs = (lines: readonly string[]): string =>
  lines
    .join('\n')
    .split(/\n\n+/)
    .map((paragraph) => paragraph.split('\n').join(' ').trim())
    .filter(Boolean)
    .join('\n\n');
