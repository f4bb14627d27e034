import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rulebook } from '../services/domain/rulebook.ts';
import { type ArticleFile, parseArticle } from './article-file.ts';
import type { Article, Knowledge, Listener } from './knowledge.ts';
import { createPhraseBook, type PhraseBook } from './phrase-book.ts';
import { parsePhraseFile } from './phrase-file.ts';
import { findDates } from './understanding/dates.ts';
import { loadUnderstanding } from './understanding/load-understanding.ts';

/**
 * Reads all content below `root` (this folder): articles, phrases, examples.
 * Throws with the file's name if an editor left something broken.
 */
export async function loadKnowledge(of: {
  readonly root: string;
  readonly rulebook: Rulebook;
}): Promise<Knowledge> {
  const book = await loadPhraseBook(of.root, of.rulebook);
  const understand = await loadUnderstanding(of.root);
  const listener = editor(of.rulebook);
  const files = (await readFolder(join(of.root, 'articles', 'en'), '.md'))
    .map(({ name, text }) => parseArticle(text, name))
    .map((file) => ({ ...file, article: filled(file.article, book, listener) }))
    .sort((a, b) => a.article.section - b.article.section);
  const articles = files.map(({ article }) => article);
  const answers = answersOf(files);
  return {
    say: (phrase, to, format) => book.say(phrase, to, format),
    has: (key) => book.has(key),
    articles,
    article: (slug) => articles.find((article) => article.slug === slug),
    answerTo: (label) => answers.get(label),
    understand,
    daysSaid: async (text, now) => (await findDates(text, now)).flatMap(({ readings }) => readings),
  };
}

/** All phrase files; `<file>.<key>` is a phrase's key. */
export async function loadPhraseBook(root: string, rulebook: Rulebook): Promise<PhraseBook> {
  const files = await readFolder(join(root, 'phrases', 'en'), '.hbs');
  const wordings = files.flatMap(({ name, text }) => {
    const group = name.slice(0, -'.hbs'.length);
    const phrases = [...parsePhraseFile(text, name)];
    return phrases.map(([key, texts]) => [`${group}.${key}`, texts] as const);
  });
  return createPhraseBook(new Map(wordings), rulebook);
}

/** Articles are read by everybody: dates and numbers as the rules have them. */
const editor = (rulebook: Rulebook): Listener => ({
  locale: 'en-GB',
  timeZone: rulebook.policyZone,
  policyZone: rulebook.policyZone,
});

function filled(article: Article, book: PhraseBook, listener: Listener): Article {
  const fill = (text: string) => book.fill(text, listener);
  return {
    ...article,
    short: fill(article.short),
    body: fill(article.body),
    subAnswers: article.subAnswers.map((part) => ({
      ...part,
      short: fill(part.short),
      body: fill(part.body),
    })),
  };
}

type Answer = NonNullable<ReturnType<Knowledge['answerTo']>>;

function answersOf(files: readonly ArticleFile[]): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const { article, intent } of files) {
    if (intent !== undefined) answers.set(intent, { article });
    for (const part of article.subAnswers) answers.set(part.intent, { article, part });
  }
  return answers;
}

async function readFolder(folder: string, ending: string) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') })),
  );
}
