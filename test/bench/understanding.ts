/**
 * `npx tsx test/bench/understanding.ts`: what understanding an utterance costs, and beside it, learnt from the same
 * lines, nlp.js, MiniSearch and wink-nlp, if RIVALS names a folder that has them. Each in a process of its own.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesIn, loadUnderstanding } from '../../knowledge/understanding/load-understanding.ts';
import { scoresOf } from '../../knowledge/understanding/scores.ts';
import { oddTexts } from '../knowledge/understanding/odd-texts.ts';
import { percentile } from './load.ts';
import { type Guess, requireFrom, rivalPackages, rivals } from './rivals.ts';

const OURS = 'Resolve';
const ROUNDS = 5;
const FUZZED = Number(process.env.FUZZ ?? 10_000);
const LIMIT_MS = 50;
const knowledge = join(import.meta.dirname, '../../knowledge');
const labelled = join(import.meta.dirname, '../knowledge/understanding');
const megabytes = () => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
};

interface Line {
  readonly text: string;
  readonly intent: string;
  readonly also_ok?: readonly string[];
}

const lines = ['dev', 'blind-a', 'blind-b'].flatMap((name) =>
  readFileSync(join(labelled, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line),
);

async function ours(): Promise<Guess> {
  const understand = await loadUnderstanding(knowledge);
  return (text) => {
    const { band, intents } = understand(text);
    return band === 'out' ? 'oos' : (intents[0]?.label ?? 'oos');
  };
}

async function rival(name: string): Promise<Guess> {
  const file = join(knowledge, 'intents', 'en.yaml');
  const examples = examplesIn(readFileSync(file, 'utf8'), file);
  const learn = rivals[name];
  if (!learn) throw new Error(`no rival is called ${name}`);
  return learn(requireFrom(process.env.RIVALS ?? ''), examples);
}

/** One engine's row; in a child process. */
async function measure(name: string): Promise<string> {
  const before = megabytes();
  const from = performance.now();
  const guess = await (name === OURS ? ours() : rival(name));
  const loadMs = performance.now() - from;
  const pairs = [];
  for (const { text, intent, also_ok: alsoOk = [] } of lines) {
    pairs.push({ gold: intent, alsoOk, tags: [], best: [], got: await guess(text) });
  }
  const added = megabytes() - before;
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { text } of lines) {
      const start = performance.now();
      await guess(text);
      times.push(performance.now() - start);
    }
  }
  times.sort((a, b) => a - b);
  const { inScopeAccuracy, oosF1, macroF1 } = scoresOf(pairs);
  const percent = (rate: number) => `${(rate * 100).toFixed(1)} %`.padStart(7);
  const ms = (p: number) => percentile(times, p).toFixed(2).padStart(6);
  return (
    `${name.padEnd(12)} ready ${loadMs.toFixed(0).padStart(6)} ms   p50 ${ms(50)}   p99 ${ms(99)} ms   ` +
    `+${added.toFixed(0).padStart(3)} MB   strict ${percent(inScopeAccuracy)}   OOS F1 ${percent(oosF1)}   macro ${percent(macroF1)}`
  );
}

/** The slowest of many odd texts. */
async function oddest(): Promise<string> {
  const understand = await loadUnderstanding(knowledge);
  for (const { text } of lines) understand(text);
  let slowest = 0;
  let over = 0;
  for (const text of oddTexts(FUZZED, 2)) {
    const start = performance.now();
    understand(text, { now: 0 });
    const took = performance.now() - start;
    slowest = Math.max(slowest, took);
    if (took > LIMIT_MS) over += 1;
  }
  return `${FUZZED} odd texts: the slowest took ${slowest.toFixed(1)} ms, ${over} over ${LIMIT_MS} ms`;
}

function apart(name: string): string {
  const flags = ['--expose-gc', '--import', 'tsx', import.meta.filename, name];
  // nlp.js tells of every epoch: the last line is the row.
  const said = execFileSync(process.execPath, flags, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return `${said.trim().split('\n').at(-1)}\n`;
}

/** The table. Without RIVALS, ours alone. */
export function benchUnderstanding(): void {
  execFileSync(process.execPath, [
    '--import',
    'tsx',
    join(knowledge, 'understanding/train-cli.ts'),
  ]);
  const names = [OURS, ...(process.env.RIVALS ? Object.keys(rivals) : [])];
  process.stdout.write(`understanding, ${lines.length} labelled utterances, ${ROUNDS} rounds\n`);
  for (const name of names) process.stdout.write(apart(name));
  process.stdout.write(apart('odd'));
  if (names.length === 1) {
    process.stdout.write(
      `not compared: set RIVALS to a folder outside the repository with npm install ${rivalPackages}\n`,
    );
  }
}

if (process.argv[1] === import.meta.filename) {
  const [name] = process.argv.slice(2);
  if (name === undefined) benchUnderstanding();
  else process.stdout.write(`${name === 'odd' ? await oddest() : await measure(name)}\n`);
}
