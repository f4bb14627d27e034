import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parsePhraseFile } from '../../knowledge/phrase-file.ts';
import { realKnowledge } from '../support/seeded-demo.ts';

const root = join(import.meta.dirname, '../..');
const files = `welcome main common track open status cancel appeal refund contact person survey repair offer evidence return warranty notice compare history received solved`;
const ours = files.split(' ');

const sources = readdirSync(join(root, 'dialogs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(root, 'dialogs', name), 'utf8'));

/** Keys as they stand in the code: whole ones, and those of which only the beginning is fixed. */
const whole = sources.flatMap((text) =>
  [...text.matchAll(/'([a-z]+\.[\w.-]+)'/g)].map((m) => m[1]),
);
const begun = sources.flatMap((text) =>
  [...text.matchAll(/`([a-z]+\.[\w.-]*)\$\{/g)].map((m) => m[1] ?? ''),
);

const written = ours.flatMap((file) => {
  const text = readFileSync(join(root, 'knowledge/phrases/en', `${file}.hbs`), 'utf8');
  return [...parsePhraseFile(text, file)].map(([key, wordings]) => ({
    key: `${file}.${key}`,
    wordings,
  }));
});

describe('The phrases of the dialogs', () => {
  it('are all there', async () => {
    const knowledge = await realKnowledge();
    const groups = new Set([...ours, 'refusal', 'state', 'reason', 'deadline', 'article']);
    const keys = whole.filter((key) => groups.has(key?.split('.')[0] ?? ''));
    expect(keys.length).to.be.above(100);
    expect(keys.filter((key) => !knowledge.has(key ?? ''))).to.be.empty;
  });

  it('are all used', () => {
    const used = (key: string): boolean =>
      whole.includes(key) || begun.some((start) => key.startsWith(start));
    const unused = written
      .map(({ key }) => key)
      .filter((key) => !used(key) && !used(key.replace(/_words$/, '')));
    expect(unused).to.be.empty;
  });

  it('of the repair have three wordings or more', () => {
    const repair = written.filter(({ key }) =>
      /^repair\.(first|second|third|out|out_again)$|^main\.small_/.test(key),
    );
    expect(repair.length).to.equal(12);
    for (const { key, wordings } of repair) expect(wordings.length, key).to.be.at.least(3);
  });

  it('never are sorry to inform, and apologise at most once', () => {
    for (const { key, wordings } of written)
      for (const words of wordings) {
        expect(words.toLowerCase(), key).to.not.match(/please be informed|kindly|regret|learning/);
        expect(words.split(/sorry/i).length, key).to.be.at.most(2);
      }
  });

  it('ask at most one question each', () => {
    for (const { key, wordings } of written)
      if (!key.endsWith('_words'))
        for (const words of wordings) expect(words.split('?').length, key).to.be.at.most(2);
  });
});
