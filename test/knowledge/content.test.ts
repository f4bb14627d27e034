import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadPhraseBook } from '../../knowledge/load-knowledge.ts';
import { knowledge, knowledgeRoot, rulebook } from './loaded.ts';

const MAX_LABEL = 20;
const MAX_PARAGRAPH = 300;

const filesIn = (...folder: string[]) =>
  readdirSync(join(knowledgeRoot, ...folder)).map((name) => ({
    name,
    text: readFileSync(join(knowledgeRoot, ...folder, name), 'utf8'),
  }));

/** The editor's own words: without placeholders, list numbers, addresses of links, and examples of an input (R11). */
const wordsOf = (text: string) =>
  text
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/\{\{[\s\S]*?\}\}/g, '')
    .replace(/^\d\. /gm, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/for example [^,;?]*/gi, '');

/** What may be typed for a button; stars are numbers. */
const mayHaveDigits = (key: string) => isTyped(key) || key.startsWith('survey.stars_');
const isTyped = (key: string) => key.endsWith('_words') || key.includes('.words_');

function expectNoFacts(text: string): void {
  const words = wordsOf(text);
  expect(words.match(/[^\n]*\d[^\n]*/)?.[0], 'a digit').to.equal(undefined);
  expectNoNames(words);
}

function expectNoNames(words: string): void {
  expect(words, 'a file type').not.to.match(/\b(jpe?g|png|gif|bmp|webp|heic|pdf|docx?)\b/i);
  for (const country of countries) expect(words).not.to.include(country);
  expect(words, 'a brand').not.to.match(/aliexpress|alibaba/i);
}

const countries = [
  ...rulebook.rules.phoneWarranty.value,
  ...rulebook.rules.tabletWarranty.value,
].map((code) => new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code);

describe('What an editor may write', () => {
  for (const { name, text } of filesIn('articles', 'en')) {
    it(`${name} has no number, file type or country of its own`, () => expectNoFacts(text));
  }

  it('answers in the chat with at most two paragraphs, each of one bubble (R31)', async () => {
    const { articles } = await knowledge();
    expect(articles.map(({ section }) => section)).to.deep.equal([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    for (const { slug, short, subAnswers } of articles) {
      for (const text of [short, ...subAnswers.map((part) => part.short)]) {
        const paragraphs = text.split('\n\n');
        expect(paragraphs.length, slug).to.be.within(1, 2);
        for (const p of paragraphs) expect(p.length, `${slug}: ${p}`).to.be.at.most(MAX_PARAGRAPH);
        expect(text, 'markup').not.to.match(/[*_`[\]]/);
      }
    }
  });

  it('has a way on under every answer', async () => {
    for (const { slug, actions, subAnswers } of (await knowledge()).articles) {
      expect(actions, slug).not.to.have.length(0);
      for (const part of subAnswers) expect(part.actions, part.intent).not.to.have.length(0);
    }
  });

  it('has an answer to every question that buyers ask', async () => {
    const yaml = readFileSync(join(knowledgeRoot, 'intents', 'en.yaml'), 'utf8');
    const labels = yaml.match(/^faq_\w+(?=:)/gm) ?? [];
    expect(labels).to.have.length(21);
    for (const label of labels) {
      expect((await knowledge()).answerTo(label), label).to.not.equal(undefined);
    }
  });
});

describe('A phrase', () => {
  const each = async (check: (key: string, wording: string) => void) => {
    const book = await loadPhraseBook(knowledgeRoot, rulebook);
    for (const key of book.keys) {
      for (const wording of book.written(key)) check(key, wording.trim());
    }
  };

  it('has no number, file type or country of its own', () =>
    each((key, wording) => {
      if (mayHaveDigits(key)) expectNoNames(wordsOf(wording));
      else expectNoFacts(wording);
    }));

  it('asks one question at most, at its end or before an example of an answer (R06, R11)', () =>
    each((key, wording) => {
      if (isTyped(key)) return;
      const [, after, ...more] = wording.split('?');
      expect(more, `${key}: ${wording}`).to.have.length(0);
      const end = after?.replaceAll('{{/if}}', '').trim();
      if (end) expect(end, `${key}: ${wording}`).to.match(/example/i);
    }));

  it('is no label longer than a button (R09)', () =>
    each((key, wording) => {
      const label = /^(article\.action|reason\.(sub|remedy))\./.test(key);
      if (label) expect(wording.length, `${key}: ${wording}`).to.be.at.most(MAX_LABEL);
    }));

  it('has three wordings or more where a message was not understood (R24)', async () => {
    const book = await loadPhraseBook(knowledgeRoot, rulebook);
    for (const key of ['repair.first', 'repair.second']) {
      expect(book.written(key).length, key).to.be.at.least(3);
    }
  });

  it('makes no excuse about learning (R26)', () =>
    each((key, wording) =>
      expect(wording, key).not.to.match(/still learning|just a bot|only a bot/i),
    ));

  it('fits a bubble (R31)', () =>
    each((key, wording) => {
      if (isTyped(key)) return;
      const longest = wording.replace(/\{\{#?if [^}]*\}\}[\s\S]*?\{\{else\}\}|\{\{[^}]*\}\}/g, '');
      expect(longest.replace(/\s+/g, ' ').length, `${key}: ${wording}`).to.be.at.most(
        MAX_PARAGRAPH,
      );
    }));

  it('has no markup, since some channels have none', () =>
    each((key, wording) =>
      expect(wording.replace(/\{\{[\s\S]*?\}\}/g, ''), key).not.to.match(/\*\*|__|\]\(|<\w|`/),
    ));
});
