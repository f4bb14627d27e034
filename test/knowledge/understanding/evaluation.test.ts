import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Evaluation, evaluate, type Line } from '../../../knowledge/understanding/evaluate.ts';
import { knowledge } from '../loaded.ts';

/** What must not fall. A better score becomes the new baseline with `BASELINE=1 npx mocha <this file>`. */
const watched = [
  ...(['accuracy', 'macroF1', 'inScopeAccuracy', 'lenientAccuracy', 'top3'] as const),
  ...(['oosRecall', 'oosPrecision', 'oosF1', 'entityF1'] as const),
];
type Scores = Record<(typeof watched)[number], number>;

/** In hundredths: a metric may fall by no more than a point. */
const MOST_LOST = 1;
const baselineFile = join(import.meta.dirname, 'baseline.json');
const baselines = JSON.parse(readFileSync(baselineFile, 'utf8')) as Record<string, Scores>;

const linesOf = (name: string): readonly Line[] =>
  readFileSync(join(import.meta.dirname, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

const inPoints = (scores: Evaluation): Scores =>
  Object.fromEntries(watched.map((name) => [name, Math.round(scores[name] * 1000) / 10])) as Scores;

describe('Understanding of labelled lines', () => {
  for (const name of ['dev', 'blind-a', 'blind-b']) {
    it(`is as good as it was: ${name}`, async () => {
      const lines = linesOf(name);
      const scores = inPoints(evaluate(lines, await knowledge(), () => 0));
      if (process.env.BASELINE) {
        baselines[name] = scores;
        writeFileSync(baselineFile, `${JSON.stringify(baselines, null, 2)}\n`);
      }
      const isAnnotated = lines.some(({ entities = [] }) => entities.length > 0);
      const lost = watched.filter(
        (metric) =>
          (isAnnotated || metric !== 'entityF1') &&
          scores[metric] < (baselines[name]?.[metric] ?? 100) - MOST_LOST,
      );
      const told = lost.map(
        (metric) => `${metric}: ${scores[metric]}, was ${baselines[name]?.[metric]}`,
      );
      expect(told, `${name}: npm run evaluate shows what was confused`).to.deep.equal([]);
    });
  }
});
